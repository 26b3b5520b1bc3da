import type { EpochMs } from '../../domain/time/instant.ts'
import { selectSightings } from '../alerts/sightings.ts'
import type { Gateway } from '../gateway.ts'
import { inTurn } from '../ingest/turnstile.ts'
import type { Reader } from '../store/store.ts'

/** When triggers fired on identities: what corroborates, for many alerts at once. */
export interface Firings {
  /** Triggers that fired on the identity within the window around that moment, each once. */
  around(identityId: string, at: EpochMs): readonly string[]
}

const ROWS_AT_ONCE = 5_000

/**
 * Reads the alerts last seen from `from` to `to`, `windowMs` on either side included. Each is read once, where `Sightings`
 * asks again for every batch; it costs eight bytes an alert and a search among its identity's triggers. Which alert it was is not
 * kept: an alert's own trigger never corroborates it.
 */
export async function readFirings(
  gateway: Gateway,
  span: { readonly from: EpochMs; readonly to: EpochMs; readonly windowMs: number },
  signal?: AbortSignal,
): Promise<Firings> {
  const { store } = gateway
  const { windowMs } = span
  // Newest first, as they are read.
  const times = new Map<string, Map<string, EpochMs[]>>()
  let last = { at: span.to + windowMs + 1, number: 0 }
  for (;;) {
    signal?.throwIfAborted()
    const rows = await inTurn(store, () => readSome(store.read, store.tenant, span.from - windowMs, last))
    for (const { identity_id, trigger_id, last_seen_at } of rows) {
      if (identity_id === null || trigger_id === null) continue
      const byTrigger = times.get(identity_id) ?? new Map<string, EpochMs[]>()
      times.set(identity_id, byTrigger)
      const known = byTrigger.get(trigger_id)
      if (known === undefined) byTrigger.set(trigger_id, [last_seen_at])
      else known.push(last_seen_at)
    }
    const end = rows.at(-1)
    if (rows.length < ROWS_AT_ONCE || end === undefined) break
    last = { at: end.last_seen_at, number: end.number }
  }
  return {
    around: (identityId, at) => {
      const fired: string[] = []
      for (const [triggerId, moments] of times.get(identityId) ?? []) {
        const nearest = moments[firstNotAfter(moments, at + windowMs)]
        if (nearest !== undefined && nearest >= at - windowMs) fired.push(triggerId)
      }
      return fired
    },
  }
}

function readSome(read: Reader, tenant: string, from: EpochMs, before: { at: EpochMs; number: number }) {
  return selectSightings(read, tenant)
    .select('number')
    .where('last_seen_at', '>=', from)
    .where('last_seen_at', '<=', before.at)
    .where((eb) => eb.or([eb('last_seen_at', '<', before.at), eb('number', '<', before.number)]))
    .orderBy('last_seen_at', 'desc')
    .orderBy('number', 'desc')
    .limit(ROWS_AT_ONCE)
    .execute()
}

/** The place of the first that is not after `limit` among descending times; their length where all are. */
function firstNotAfter(descending: readonly EpochMs[], limit: EpochMs): number {
  let low = 0
  let high = descending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((descending[middle] ?? 0) > limit) low = middle + 1
    else high = middle
  }
  return low
}
