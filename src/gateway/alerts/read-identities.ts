import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Reader, Tx } from '../store/store.ts'

/** An identity as decisions read it; null where the id is of none. */
export interface KnownIdentity {
  readonly identity: Identity | null
  /** By id. */
  readonly dependencies: readonly Dependency[]
}

const IDS_AT_ONCE = 500

/** Each of these ids, with two queries for every 500 of them. */
export async function readIdentities(
  tx: Tx | Reader,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownIdentity>> {
  const identities = new Map<string, Identity>()
  const dependencies = new Map<string, Dependency[]>(ids.map((id) => [id, []]))
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const part = ids.slice(start, start + IDS_AT_ONCE)
    const rows = await tx
      .selectFrom('identity')
      .select(['id', 'body'])
      .where('tenant', '=', tenant)
      .where('id', 'in', part)
      .execute()
    for (const row of rows) identities.set(row.id, JSON.parse(row.body) as Identity)
    const edges = await tx
      .selectFrom('dependency')
      .select(['identity_id', 'body'])
      .where('tenant', '=', tenant)
      .where('identity_id', 'in', part)
      .orderBy('id')
      .execute()
    for (const edge of edges) dependencies.get(edge.identity_id)?.push(JSON.parse(edge.body) as Dependency)
  }
  return new Map(
    [...dependencies].map(([id, edges]) => [id, { identity: identities.get(id) ?? null, dependencies: edges }]),
  )
}
