import type { Selectable } from 'kysely'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Json } from '../../domain/json/json.ts'
import { StandIn } from '../../domain/views/exercise-views.ts'
import { digestText } from '../hash.ts'
import { type SealedSecrets, secretContext } from '../secrets/sealed.ts'
import type { Vault } from '../secrets/vault.ts'
import type { Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Connector } from './connector.ts'
import type { ConnectorConfig, ConnectorKind, ConnectorTools } from './kind.ts'
import { unreadable } from './outbound/read-answer.ts'

export type ConnectorRow = Selectable<Tables['connector']>

/** Keeps the connectors that people configured at hand, as the database has them. */
export interface ConnectorDesk {
  readonly kinds: ReadonlyMap<string, ConnectorKind>
  /** Targets for exercises by id: apart from the connectors, so that no plan can ever find one. */
  readonly staging: ReadonlyMap<string, StagingTarget>
  /**
   * Brings in what was configured, changed or switched off since, on whichever gateway. One small query where nothing
   * was. Never inside a transaction.
   */
  sync(): Promise<void>
  /** The connector as it would be; throws `WrongSetting`. */
  build(kind: ConnectorKind, config: ConnectorConfig): Connector
}

/** A target that exists for exercises, and what stands in for an identity there. */
export interface StagingTarget {
  readonly connector: Connector
  readonly standIn: StandIn
}

/** What a target gets from us at most, until it says itself (429, Retry-After) that this is too much. */
const LIMITS = { concurrent: 4, perMinute: 60 }

export interface DeskOptions {
  readonly store: Store
  readonly vault: Vault
  readonly kinds: readonly ConnectorKind[]
  readonly tools: ConnectorTools
  /** Those that are always there stand in it already; configured ones come and go. */
  readonly connectors: Map<string, Connector>
}

export function createDesk({ store, vault, kinds, tools, connectors }: DeskOptions): ConnectorDesk {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]))
  const held = new Map<string, number>()
  const staging = new Map<string, StagingTarget>()
  let syncing: Promise<void> | null = null

  const build: ConnectorDesk['build'] = (kind, config) => ({
    ...kind.create(config, tools),
    id: config.id,
    title: config.name,
    leastPrivilege: kind.leastPrivilege,
    triedAgainst: kind.triedAgainst,
    limits: LIMITS,
  })

  async function bringIn(): Promise<void> {
    const versions = await store.read
      .selectFrom('connector')
      .select(['id', 'version'])
      .where('tenant', '=', store.tenant)
      .where('is_on', '=', true)
      .orderBy('id')
      .execute()
    const wanted = new Map(versions.map(({ id, version }) => [id, version]))
    for (const id of held.keys()) {
      if (wanted.has(id)) continue
      held.delete(id)
      connectors.delete(id)
      staging.delete(id)
    }
    for (const [id, version] of wanted) {
      if (held.get(id) === version) continue
      const row = await store.read
        .selectFrom('connector')
        .selectAll()
        .where('tenant', '=', store.tenant)
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) continue
      const connector = { ...(await open(row)), settings: settingsOf(row) }
      if (row.stand_in === null) connectors.set(id, connector)
      else staging.set(id, { connector, standIn: StandIn.parse(JSON.parse(row.stand_in)) })
      held.set(id, row.version)
    }
  }

  /** One that cannot be opened stands there broken and says why: it must not vanish from the screen. */
  async function open(row: ConnectorRow): Promise<Connector> {
    const kind = byId.get(row.kind)
    if (kind === undefined) return broken(row, [], `This version knows no connector of kind ${row.kind}.`)
    try {
      return build(kind, { id: row.id, name: row.name, values: await openValues(vault, row) })
    } catch (error) {
      return broken(row, kind.actions, error instanceof Error ? error.message : 'It could not be opened.')
    }
  }

  return {
    kinds: byId,
    staging,
    build,
    sync: () => {
      syncing ??= bringIn().finally(() => {
        syncing = null
      })
      return syncing
    },
  }
}

/** A secret may be renewed without anything else being sent anywhere else; an address may not. */
function settingsOf({ kind, settings }: ConnectorRow): string {
  return digestText(canonicalJson([kind, JSON.parse(settings) as Json]))
}

/** Settings and opened secrets together, as a kind takes them. */
export async function openValues(
  vault: Vault,
  row: Pick<ConnectorRow, 'id' | 'settings' | 'secrets'>,
): Promise<Record<string, string>> {
  const values = { ...(JSON.parse(row.settings) as Record<string, string>) }
  for (const [field, { sealed }] of Object.entries(JSON.parse(row.secrets) as SealedSecrets)) {
    values[field] = await vault.open(secretContext(row.id, field), sealed)
  }
  return values
}

function broken({ id, name }: ConnectorRow, actions: Connector['actions'], why: string): Connector {
  return {
    id,
    title: name,
    actions,
    leastPrivilege: [],
    triedAgainst: 'nothing: it does not open',
    verifyWithinMs: 0,
    accountOf: () => Promise.resolve(null),
    plan: () => Promise.resolve({ ok: false, reason: why }),
    execute: () => Promise.resolve({ kind: 'refused', reason: why }),
    verify: () => Promise.resolve(unreadable(why)),
    health: () => Promise.resolve({ ok: false, detail: why }),
  }
}
