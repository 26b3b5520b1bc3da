import type { EpochMs } from '../../domain/time/instant.ts'
import type { CorrelationMemory } from '../../sigma/correlation/correlate.ts'
import { digestText } from '../hash.ts'
import type { Tx } from '../store/store.ts'
import { createHistoryRows } from './history-rows.ts'

/** What correlations remember, for one part of a delivery: read beforehand, written with it. */
export interface GroupMemory extends CorrelationMemory {
  /** Writes what changed, in the transaction of the part: one that fails leaves no trace. */
  save(now: EpochMs): Promise<void>
}

/** Reads the groups with these keys. The sample estate has groups of its own, as it has a past of its own. */
export async function readGroups(
  tx: Tx,
  { tenant, isSample }: { readonly tenant: string; readonly isSample: boolean },
  keys: readonly string[],
): Promise<GroupMemory> {
  const rows = createHistoryRows(tx, tenant, isSample)
  // Keys hold what records were grouped by, of any length: what is stored is their digest.
  const rowOf = (key: string) => `group/${digestText(key)}`
  await rows.load(keys.map(rowOf))
  return {
    read: (key) => (rows.has(rowOf(key)) ? rows.get('group', rowOf(key)) : undefined),
    write: (key, state) => rows.put('group', rowOf(key), state),
    save: (now) => rows.save(now),
  }
}
