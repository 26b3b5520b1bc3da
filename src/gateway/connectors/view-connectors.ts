import { StandIn } from '../../domain/views/exercise-views.ts'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { sayFault } from '../plans/draft-plan.ts'
import type { SealedSecrets } from '../secrets/sealed.ts'
import { loadConnector } from './configure.ts'
import type { Connector } from './connector.ts'
import type { ConnectorRow } from './desk.ts'

const HEALTH_WITHIN_MS = 3_000

/** All connectors, each asked just now whether it is well; one that is switched off is not asked. */
export async function listConnectors(gateway: Gateway): Promise<ConnectorView[]> {
  const { store, desk, connectors } = gateway
  await desk.sync()
  const rows = await store.read
    .selectFrom('connector')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const configured = new Set(rows.map((row) => row.id))
  const fixed = [...connectors.values()].filter(({ id }) => !configured.has(id))
  return Promise.all([
    ...fixed.map((connector) => viewFixed(gateway, connector)),
    ...rows.map((row) => viewRow(gateway, row)),
  ])
}

/** One that people configured. Throws `not-found`. */
export async function viewConnector(gateway: Gateway, id: string): Promise<ConnectorView> {
  return viewRow(gateway, await loadConnector(gateway, id))
}

async function viewFixed(gateway: Gateway, connector: Connector): Promise<ConnectorView> {
  return {
    id: connector.id,
    title: connector.title,
    kind: null,
    actions: [...connector.actions],
    leastPrivilege: [...connector.leastPrivilege],
    triedAgainst: connector.triedAgainst,
    isTried: true,
    limits: connector.limits ?? null,
    isOn: true,
    standIn: null,
    settings: {},
    secrets: [],
    version: null,
    changedBy: null,
    changedAt: null,
    health: await healthOf(gateway, connector),
  }
}

async function viewRow(gateway: Gateway, row: ConnectorRow): Promise<ConnectorView> {
  const kind = gateway.desk.kinds.get(row.kind)
  const connector = gateway.connectors.get(row.id) ?? gateway.desk.staging.get(row.id)?.connector
  return {
    id: row.id,
    title: row.name,
    kind: row.kind,
    actions: [...(connector?.actions ?? kind?.actions ?? [])],
    leastPrivilege: [...(kind?.leastPrivilege ?? [])],
    triedAgainst: kind?.triedAgainst ?? 'unknown to this version',
    isTried: kind?.isTried ?? false,
    limits: connector?.limits ?? null,
    isOn: row.is_on,
    standIn: row.stand_in === null ? null : StandIn.parse(JSON.parse(row.stand_in)),
    settings: JSON.parse(row.settings) as Record<string, string>,
    secrets: Object.entries(JSON.parse(row.secrets) as SealedSecrets).map(([name, { setAt }]) => ({ name, setAt })),
    version: row.version,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    health: row.is_on && connector !== undefined ? await healthOf(gateway, connector) : null,
  }
}

async function healthOf(gateway: Gateway, connector: Connector): Promise<NonNullable<ConnectorView['health']>> {
  const checkedAt = await gateway.now(gateway.store.read)
  const health = await connector.health(AbortSignal.timeout(HEALTH_WITHIN_MS)).catch((error: unknown) => ({
    ok: false,
    detail: `The connector failed: ${sayFault(error)}`,
  }))
  return { ok: health.ok, detail: health.detail, checkedAt }
}
