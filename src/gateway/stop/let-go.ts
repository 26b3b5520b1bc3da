import type { EpochMs } from '../../domain/time/instant.ts'
import type { Tx } from '../store/store.ts'
import type { StopRow } from './standing.ts'

/**
 * What a stop held back says that the stop is over, and is compared again by the next runner instead of at its next turn: a page that
 * named a stop which nobody can find any more would send people looking for it. Whether it goes on, the comparison says; another
 * stop, a stricter gate or a vote that no longer counts pauses it anew. Answers how many plans there were.
 */
export async function letGo(
  tx: Tx,
  tenant: string,
  stop: StopRow,
  names: readonly string[],
  now: EpochMs,
): Promise<number> {
  const reason = `Stop ${stop.number} was released by ${names.join(' and ')}. Everything that it was bound to is compared again before it goes on.`
  const released = await tx
    .updateTable('plan')
    .set((eb) => ({ state_reason: reason, held_by: null, version: eb('version', '+', 1), updated_at: now }))
    .where('tenant', '=', tenant)
    .where('held_by', '=', stop.id)
    .where('state', '=', 'paused')
    .returning('id')
    .execute()
  const ids = released.map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx
    .updateTable('step')
    .set({ not_before: now })
    .where('tenant', '=', tenant)
    .where('plan_id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute()
  return ids.length
}
