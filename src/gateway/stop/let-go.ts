import type { EpochMs } from '../../domain/time/instant.ts'
import type { Tx } from '../store/store.ts'
import { HELD_BACK, type StopRow, sayStop } from './standing.ts'

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
  const paused = await tx
    .selectFrom('plan')
    .select(['id', 'state_reason'])
    .where('tenant', '=', tenant)
    .where('state', '=', 'paused')
    .orderBy('id')
    .execute()
  const because = `${HELD_BACK}: ${sayStop(stop)}`
  const held = paused.filter(({ state_reason: reason }) => reason?.includes(because)).map(({ id }) => id)
  if (held.length === 0) return 0
  const reason = `Stop ${stop.number} was released by ${names.join(' and ')}. Everything that it was bound to is compared again before it goes on.`
  await tx
    .updateTable('plan')
    .set((eb) => ({ state_reason: reason, version: eb('version', '+', 1), updated_at: now }))
    .where('tenant', '=', tenant)
    .where('id', 'in', held)
    .where('state', '=', 'paused')
    .execute()
  await tx
    .updateTable('step')
    .set({ not_before: now })
    .where('tenant', '=', tenant)
    .where('plan_id', 'in', held)
    .where('state', '=', 'waiting')
    .execute()
  return held.length
}
