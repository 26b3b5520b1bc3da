import type { Tables } from '../store/tables.ts'
import type { World } from './gateway-kit.ts'

/** Rows of a world's table. */
export async function rowsOf<T extends keyof Tables>(world: World, table: T): Promise<Tables[T][]> {
  const rows = await world.store.read
    .selectFrom(table as 'alert')
    .selectAll()
    .where('tenant', '=', world.store.tenant)
    .execute()
  return rows as unknown as Tables[T][]
}

/** How many rows each table holds that ingest writes; equal before and after means that nothing changed. */
export async function ingestCounts(world: World): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of ['record', 'alert', 'identity', 'dead_letter', 'batch', 'audit_entry'] as const) {
    counts[table] = (await rowsOf(world, table)).length
  }
  return counts
}
