import type { AuditActor, AuditSubject } from '../../domain/audit/entry.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { StandIn } from '../../domain/views/exercise-views.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { type SealedSecrets, secretContext } from '../secrets/sealed.ts'
import { appendAudit } from '../store/audit-log.ts'
import { type ConnectorRow, openValues } from './desk.ts'
import { type ConnectorKind, WrongSetting } from './kind.ts'

export interface ConnectorDraft {
  readonly kind: string
  readonly name: string
  /** Field → text, secrets among them. */
  readonly values: Readonly<Record<string, string>>
  /** Makes it a target for exercises, which it then stays: what plans act on and what is rehearsed on are never one. */
  readonly standIn?: StandIn | undefined
}

export interface ConnectorChange {
  readonly name?: string | undefined
  /** Fields that change; a secret that is left out stays as it is. */
  readonly values?: Readonly<Record<string, string>> | undefined
  readonly isOn?: boolean | undefined
  /** Only of a target for exercises. */
  readonly standIn?: StandIn | undefined
}

/** Adds a connector and answers its id. Throws `invalid-request` with the wrong field. */
export async function addConnector(gateway: Gateway, draft: ConnectorDraft, by: AuditActor): Promise<string> {
  const { store, desk } = gateway
  const kind = desk.kinds.get(draft.kind)
  if (kind === undefined)
    throw new Problem('invalid-request', 'There is no such kind; /api/connectors/kinds lists them.')
  const id = newId('co', await gateway.now(store.read), gateway.random)
  check(gateway, kind, { id, name: draft.name, values: asStored(kind, draft.values) })
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    await tx
      .insertInto('connector')
      .values({
        tenant: store.tenant,
        id,
        kind: kind.id,
        name: draft.name,
        settings: JSON.stringify(settingsOf(kind, draft.values)),
        secrets: JSON.stringify(await seal(gateway, kind, id, draft.values, now)),
        is_on: true,
        stand_in: draft.standIn === undefined ? null : JSON.stringify(draft.standIn),
        version: 1,
        created_at: now,
        changed_at: now,
        changed_by: by.name,
      })
      .execute()
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'connector.added',
        actor: by,
        subjects: [subject(id, draft.name)],
        detail: {
          kind: kind.title,
          settings: settingsOf(kind, draft.values),
          secrets: secretNames(kind, draft.values),
          ...(draft.standIn === undefined ? {} : { standIn: draft.standIn.account }),
        },
      },
    ])
  })
  await desk.sync()
  return id
}

/**
 * Changes a connector, or switches it off and on. The entry says which fields changed and never a secret. Throws
 * `not-found`, `precondition-failed` where somebody was first, `invalid-request` with the wrong field.
 */
export async function changeConnector(
  gateway: Gateway,
  id: string,
  change: ConnectorChange,
  seenVersion: number,
  by: AuditActor,
): Promise<void> {
  const { store, desk, vault } = gateway
  const row = await loadConnector(gateway, id)
  const kind = desk.kinds.get(row.kind)
  if (kind === undefined) throw new Problem('cannot-do', `This version knows no connector of kind ${row.kind}.`)
  const given = change.values ?? {}
  const name = change.name ?? row.name
  if (change.standIn !== undefined && row.stand_in === null)
    throw new Problem('cannot-do', 'Plans act on this target, so it never becomes one for exercises. Connect another.')
  const isChanged = [change.values, change.name, change.standIn].some((part) => part !== undefined)
  if (change.values !== undefined) keepSecretsHome(kind, row, given)
  if (change.values !== undefined || change.name !== undefined) {
    check(gateway, kind, { id, name, values: { ...(await openValues(vault, row)), ...asStored(kind, given) } })
  }
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const settings = { ...(JSON.parse(row.settings) as Record<string, string>), ...settingsOf(kind, given) }
    const secrets = { ...(JSON.parse(row.secrets) as SealedSecrets), ...(await seal(gateway, kind, id, given, now)) }
    const isOn = change.isOn ?? row.is_on
    const changed = await tx
      .updateTable('connector')
      .set({
        name,
        settings: JSON.stringify(settings),
        secrets: JSON.stringify(secrets),
        is_on: isOn,
        stand_in: change.standIn === undefined ? row.stand_in : JSON.stringify(change.standIn),
        version: seenVersion + 1,
        changed_at: now,
        changed_by: by.name,
      })
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .where('version', '=', seenVersion)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) {
      throw new Problem('precondition-failed', 'Somebody changed this connector meanwhile. Look at it again.')
    }
    const subjects = [subject(id, name)]
    const drafts = []
    if (isChanged) {
      const fields = [...Object.keys(settingsOf(kind, given)), ...secretNames(kind, given)]
      const detail = { fields, settings, ...(change.standIn === undefined ? {} : { standIn: change.standIn.account }) }
      drafts.push({ code: 'connector.changed' as const, actor: by, subjects, detail })
    }
    if (isOn !== row.is_on) {
      const code = isOn ? ('connector.switched-on' as const) : ('connector.switched-off' as const)
      drafts.push({ code, actor: by, subjects, detail: {} })
    }
    await appendAudit(tx, store.tenant, now, drafts)
  })
  await desk.sync()
}

export async function loadConnector({ store }: Gateway, id: string): Promise<ConnectorRow> {
  const row = await store.read
    .selectFrom('connector')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such connector that could be changed here.')
  return row
}

/** Builds it once, so that nothing is stored that could not be opened. */
function check(gateway: Gateway, kind: ConnectorKind, config: Parameters<ConnectorKind['create']>[0]): void {
  const known = new Set(kind.fields.map((field) => field.name))
  const strange = Object.keys(config.values).find((name) => !known.has(name))
  if (strange !== undefined) throw wrong(strange, `${kind.title} has no such field.`)
  for (const { name, label, isRequired } of kind.fields) {
    if (isRequired && (config.values[name] ?? '').trim() === '') throw wrong(name, `${label} is missing.`)
  }
  try {
    gateway.desk.build(kind, config)
  } catch (error) {
    if (error instanceof WrongSetting) throw wrong(error.field, error.message)
    throw error
  }
}

/**
 * A secret is sent only where it was given for. Else whoever may change an address could have a secret that nobody may read sent
 * to a machine of their own.
 */
function keepSecretsHome(kind: ConnectorKind, row: ConnectorRow, given: Readonly<Record<string, string>>): void {
  const settings = JSON.parse(row.settings) as Record<string, string>
  const moved = kind.fields.find(({ name, isAddress }) => {
    return isAddress === true && given[name] !== undefined && given[name].trim() !== (settings[name] ?? '')
  })
  const kept = Object.keys(JSON.parse(row.secrets) as SealedSecrets).find((name) => (given[name] ?? '') === '')
  if (moved === undefined || kept === undefined) return
  throw wrong(kept, `${moved.label} changes, and a secret is sent only where it was given for: write it again.`)
}

function wrong(field: string, message: string): Problem {
  return new Problem('invalid-request', message, { issues: [{ at: `/values/${field}`, message }] })
}

function settingsOf(kind: ConnectorKind, values: Readonly<Record<string, string>>): Record<string, string> {
  const open = kind.fields.filter((field) => field.kind !== 'secret' && values[field.name] !== undefined)
  return Object.fromEntries(open.map(({ name }) => [name, (values[name] ?? '').trim()]))
}

/** Values as they will be opened later: settings without the spaces around them, secrets to the letter. */
function asStored(kind: ConnectorKind, values: Readonly<Record<string, string>>): Record<string, string> {
  return { ...values, ...settingsOf(kind, values) }
}

function secretNames(kind: ConnectorKind, values: Readonly<Record<string, string>>): string[] {
  const given = kind.fields.filter((field) => field.kind === 'secret' && (values[field.name] ?? '') !== '')
  return given.map((field) => field.name)
}

async function seal(
  { vault }: Gateway,
  kind: ConnectorKind,
  id: string,
  values: Readonly<Record<string, string>>,
  now: EpochMs,
): Promise<SealedSecrets> {
  const sealed: Record<string, SealedSecrets[string]> = {}
  for (const name of secretNames(kind, values)) {
    sealed[name] = { sealed: await vault.seal(secretContext(id, name), values[name] ?? ''), setAt: now }
  }
  return sealed
}

function subject(id: string, label: string): AuditSubject {
  return { kind: 'connector', id, label }
}
