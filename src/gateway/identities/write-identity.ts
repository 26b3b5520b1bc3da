import type { Dependency, Identity, IdentityFacts, Provenance } from '../../domain/identity/identity.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { saveAlerts } from '../alerts/save-alerts.ts'
import type { Gateway } from '../gateway.ts'
import { insertRows } from '../store/bulk.ts'
import { DEPENDENCY_COLUMNS, IDENTITY_COLUMNS, IDENTITY_NAME_COLUMNS } from '../store/columns.ts'
import type { Tx } from '../store/store.ts'
import { type IdentityState, identityRow, NO_STATE, nameHash, nameRows } from './identity-rows.ts'

/** The facts that `wish` says, over what is known; provenance is kept for every field whose value changed. */
export function mergeFacts(
  known: IdentityFacts,
  wish: Partial<Omit<IdentityFacts, 'provenance'>>,
  provenance: Provenance,
): { facts: IdentityFacts; changed: string[] } {
  const facts: Record<string, unknown> = { ...known }
  const sources: Record<string, Provenance> = { ...known.provenance }
  const changed: string[] = []
  for (const [field, value] of Object.entries(wish)) {
    if (value === undefined || JSON.stringify(facts[field]) === JSON.stringify(value)) continue
    facts[field] = value
    sources[field] = provenance
    changed.push(field)
  }
  return { facts: { ...facts, provenance: sources } as IdentityFacts, changed }
}

/** Writes an identity with its names, new or over the old one, and finds the past of names we had no identity for. */
export async function writeIdentity(
  gateway: Gateway,
  tx: Tx,
  identity: Identity,
  state: IdentityState | null,
): Promise<void> {
  const { tenant } = gateway.store
  const row = identityRow(tenant, identity, state ?? NO_STATE)
  if (state === null) {
    await insertRows(tx, 'identity', IDENTITY_COLUMNS, [row])
  } else {
    const { tenant: _tenant, id: _id, open_alerts: _open, highest_tier: _tier, containment: _c, ...changes } = row
    await tx.updateTable('identity').set(changes).where('tenant', '=', tenant).where('id', '=', identity.id).execute()
    await tx.deleteFrom('identity_name').where('tenant', '=', tenant).where('identity_id', '=', identity.id).execute()
  }
  await insertRows(tx, 'identity_name', IDENTITY_NAME_COLUMNS, nameRows(tenant, identity))
  await tx
    .updateTable('record')
    .set({ actor_id: identity.id })
    .where('tenant', '=', tenant)
    .where(
      'actor_id',
      'in',
      identity.names.map((name) => `~${nameHash(name.value)}`),
    )
    .execute()
}

/** Replaces the dependency map of an identity. Answers how many consumers hang on it. */
export async function replaceDependencies(
  gateway: Gateway,
  tx: Tx,
  identityId: string,
  dependencies: readonly Dependency[],
): Promise<number> {
  const { tenant } = gateway.store
  await tx.deleteFrom('dependency').where('tenant', '=', tenant).where('identity_id', '=', identityId).execute()
  const rows = dependencies.map((one) => ({ tenant, id: one.id, identity_id: identityId, body: JSON.stringify(one) }))
  await insertRows(tx, 'dependency', DEPENDENCY_COLUMNS, rows)
  return new Set(dependencies.map((one) => one.consumer.id)).size
}

/**
 * Moves what an unclaimed identity gathered to the one it turned out to be, and removes it. Its alerts keep their numbers
 * and their history.
 */
export async function absorbIdentity(gateway: Gateway, tx: Tx, unclaimedId: string, into: Identity): Promise<void> {
  const { tenant } = gateway.store
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('identity_id', '=', unclaimedId)
    .forUpdate()
    .execute()
  const writes = rows.map((before) => ({
    before,
    after: {
      ...before,
      identity_id: into.id,
      identity_name: into.name,
      identity_kind: into.kind,
      version: before.version + 1,
    },
  }))
  await saveAlerts(tx, tenant, writes)
  await tx
    .updateTable('record')
    .set({ actor_id: into.id })
    .where('tenant', '=', tenant)
    .where('actor_id', '=', unclaimedId)
    .execute()
  await tx.deleteFrom('identity_name').where('tenant', '=', tenant).where('identity_id', '=', unclaimedId).execute()
  await tx.deleteFrom('identity').where('tenant', '=', tenant).where('id', '=', unclaimedId).execute()
}

/** Who said it and when. */
export function provenanceOf(source: string, now: EpochMs): Provenance {
  return { source: source.slice(0, 120), observedAt: now }
}

/** Apart from when it was said: the same map again changes nothing. */
export function sameMap(a: readonly Dependency[], b: readonly Dependency[]): boolean {
  const text = (edges: readonly Dependency[]) =>
    edges
      .map(({ observedAt: _at, source: _source, ...edge }) => JSON.stringify(sorted(edge)))
      .sort()
      .join('\n')
  return text(a) === text(b)
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

/** Fields that were left out are not said; only then a spread leaves what is known alone. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never
}
