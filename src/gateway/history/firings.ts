import { sql } from 'kysely'
import type { EpochMs } from '../../domain/time/instant.ts'
import { selectSightings } from '../alerts/sightings.ts'
import type { Reader } from '../store/store.ts'

/** When triggers fired on identities: what corroborates, for many alerts at once. */
export interface Firings {
  /** Has to be told every identity once before it is asked about it. */
  learn(identityIds: readonly string[]): Promise<void>
  /** Triggers that fired on the identity within the window around that moment, each once. */
  around(identityId: string, at: EpochMs): readonly string[]
}

/** Which alerts are asked about: when the first and the last of them were last seen. */
export interface Span {
  readonly from: EpochMs
  readonly to: EpochMs
}

const IDS_AT_ONCE = 500

/**
 * Reads what fired from `windowMs` before the span until as long after it; null is all that ever did. Each identity is read once, where `Sightings` asks
 * again for every batch; it costs eight bytes an alert and a search among its identity's triggers. Which alert it was is not kept:
 * an alert's own trigger never corroborates it.
 */
export function createFirings(read: Reader, tenant: string, windowMs: number, span: Span | null): Firings {
  /** Ascending. */
  const times = new Map<string, Map<string, Float64Array>>()
  return {
    learn: async (identityIds) => {
      for (let start = 0; start < identityIds.length; start += IDS_AT_ONCE) {
        const part = identityIds.slice(start, start + IDS_AT_ONCE)
        let query = selectSightings(read, tenant)
          .clearSelect()
          .select(['identity_id', 'trigger_id', sql<string>`json_agg(last_seen_at)::text`.as('moments')])
          .where('identity_id', 'in', part)
          .groupBy(['identity_id', 'trigger_id'])
        if (span !== null) {
          query = query
            .where('last_seen_at', '>=', span.from - windowMs)
            .where('last_seen_at', '<=', span.to + windowMs)
        }
        const rows = await query.execute()
        for (const { identity_id, trigger_id, moments } of rows) {
          if (identity_id === null || trigger_id === null) continue
          const byTrigger = times.get(identity_id) ?? new Map<string, Float64Array>()
          times.set(identity_id, byTrigger.set(trigger_id, Float64Array.from(JSON.parse(moments) as EpochMs[]).sort()))
        }
      }
    },
    around: (identityId, at) => {
      const fired: string[] = []
      for (const [triggerId, moments] of times.get(identityId) ?? []) {
        const next = moments[firstFrom(moments, at - windowMs)]
        if (next !== undefined && next <= at + windowMs) fired.push(triggerId)
      }
      return fired
    },
  }
}

/** The place of the first that is not before `limit`; their length where all are. */
function firstFrom(ascending: Float64Array, limit: EpochMs): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
