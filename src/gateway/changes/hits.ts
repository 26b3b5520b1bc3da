import { sql } from 'kysely'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Fired } from '../alerts/triggers.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

const HOUR_MS = 60 * 60_000
const KEPT_HOURS = 90 * 24

/** Counts what fired on one part of a delivery, with it and not apart from it: a hit that is not stored did not happen. */
export async function countHits(
  tx: Tx,
  tenant: string,
  now: EpochMs,
  isSample: boolean,
  judged: readonly { readonly fired: Fired['on']; readonly shadow: Fired['shadow'] }[],
): Promise<void> {
  const rows = new Map<string, Tables['trigger_hits']>()
  const count = (mode: 'on' | 'shadow', fired: Fired['on']) => {
    for (const { trigger } of fired) {
      const key = `${mode}\n${trigger.id}\n${trigger.version}`
      const row = rows.get(key)
      if (row !== undefined) row.hits += 1
      else {
        rows.set(key, {
          tenant,
          trigger_id: trigger.id,
          hour: Math.floor(now / HOUR_MS),
          version: trigger.version,
          mode,
          is_sample: isSample,
          hits: 1,
          last_at: now,
        })
      }
    }
  }
  for (const { fired, shadow } of judged) {
    count('on', fired)
    count('shadow', shadow)
  }
  if (rows.size === 0) return
  await tx
    .insertInto('trigger_hits')
    .values([...rows.values()])
    .onConflict((oc) =>
      oc.columns(['tenant', 'trigger_id', 'hour', 'version', 'mode', 'is_sample']).doUpdateSet((eb) => ({
        hits: eb('trigger_hits.hits', '+', eb.ref('excluded.hits')),
        last_at: eb.ref('excluded.last_at'),
      })),
    )
    .execute()
}

/** Hits of the last 24 hours, 7 days and 30 days, in whole hours, and when it last fired in any mode. */
export interface HitCounts {
  readonly on: { readonly day: number; readonly week: number; readonly month: number }
  readonly shadow: { readonly day: number; readonly week: number; readonly month: number }
  readonly lastAt: EpochMs | null
}

export const NO_HITS: HitCounts = {
  on: { day: 0, week: 0, month: 0 },
  shadow: { day: 0, week: 0, month: 0 },
  lastAt: null,
}

/** By trigger, of one where `id` is given. */
export async function readHits(
  read: Reader | Tx,
  tenant: string,
  now: EpochMs,
  id: string | null = null,
): Promise<ReadonlyMap<string, HitCounts>> {
  const hour = Math.floor(now / HOUR_MS)
  const since = (hours: number) => sql<number>`coalesce(sum(hits) filter (where hour > ${hour - hours}), 0)::integer`
  let query = read
    .selectFrom('trigger_hits')
    .select(['trigger_id', 'mode', since(24).as('day'), since(168).as('week'), since(720).as('month')])
    .select((eb) => eb.fn.max('last_at').as('lastAt'))
    .where('tenant', '=', tenant)
    .groupBy(['trigger_id', 'mode'])
  if (id !== null) query = query.where('trigger_id', '=', id)
  const counts = new Map<string, HitCounts>()
  for (const { trigger_id, mode, day, week, month, lastAt } of await query.execute()) {
    const known = counts.get(trigger_id) ?? NO_HITS
    counts.set(trigger_id, {
      ...known,
      [mode === 'shadow' ? 'shadow' : 'on']: { day, week, month },
      lastAt: Math.max(known.lastAt ?? 0, lastAt),
    })
  }
  return counts
}

const SHOWN_DAYS = 30

/** A trigger without a hit in all that time. */
export const NO_DAYS: readonly number[] = Array.from({ length: SHOWN_DAYS }, () => 0)

/** Hits in any mode of the last 30 times 24 hours, the oldest first, by trigger; of one where `id` is given. */
export async function readDailyHits(
  read: Reader | Tx,
  tenant: string,
  now: EpochMs,
  id: string | null = null,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const hour = Math.floor(now / HOUR_MS)
  const daysAgo = sql<number>`((${hour}::bigint - hour) / 24)::integer`
  let query = read
    .selectFrom('trigger_hits')
    .select(['trigger_id', daysAgo.as('ago'), sql<number>`sum(hits)::integer`.as('count')])
    .where('tenant', '=', tenant)
    .where('hour', '>', hour - SHOWN_DAYS * 24)
    .groupBy(['trigger_id', 'ago'])
  if (id !== null) query = query.where('trigger_id', '=', id)
  const days = new Map<string, number[]>()
  for (const { trigger_id, ago, count } of await query.execute()) {
    const known = days.get(trigger_id) ?? [...NO_DAYS]
    known[SHOWN_DAYS - 1 - Math.max(0, ago)] = count
    days.set(trigger_id, known)
  }
  return days
}

/** Forgets hours, and alerts of dry runs, that nothing shows any more. Answers how many rows went. */
export async function forgetOldHits(read: Reader, tenant: string, now: EpochMs): Promise<number> {
  const gone = await read
    .deleteFrom('trigger_hits')
    .where('tenant', '=', tenant)
    .where('hour', '<', Math.floor(now / HOUR_MS) - KEPT_HOURS)
    .executeTakeFirst()
  const shadows = await read
    .deleteFrom('dry_run')
    .where('tenant', '=', tenant)
    .where('last_at', '<', now - KEPT_HOURS * HOUR_MS)
    .executeTakeFirst()
  return Number(gone.numDeletedRows + shadows.numDeletedRows)
}
