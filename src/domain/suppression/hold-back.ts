import { matchesQuery } from '../query/matches.ts'
import type { Query } from '../query/query.ts'
import type { EpochMs } from '../time/instant.ts'
import type { QueueAlert } from '../views/queue-views.ts'
import { type SparingRules, sparableOf, whySpared } from './spared.ts'

/** A suppression that somebody put up and nobody ended. Over from `until` on. */
export interface Standing {
  readonly number: number
  readonly query: Query
  readonly until: EpochMs
}

type Touched = Pick<QueueAlert, 'status' | 'disposition' | 'assignee' | 'hold'>

/** Whether nobody works on it or judged it: what people took up is theirs, and nothing takes it from under their hands. */
export function isUntouched({ status, disposition, assignee, hold }: Touched): boolean {
  return status === 'new' && disposition === 'undetermined' && assignee === null && hold === null
}

/**
 * The number of the suppression that holds an alert back at this moment; null where none does. The one that holds it already goes on
 * while it can; else the one that lasts longest, of several the oldest. Whatever the order of `standing`.
 */
export function suppressionOf(
  alert: QueueAlert,
  standing: readonly Standing[],
  rules: SparingRules,
  now: EpochMs,
): number | null {
  if (!isUntouched(alert) || whySpared(sparableOf(alert), rules) !== null) return null
  const holding = standing.filter(({ query, until }) => until > now && matchesQuery(query, alert, { now, meId: '' }))
  if (holding.some(({ number }) => number === alert.suppression)) return alert.suppression
  const [longest] = holding.toSorted((a, b) => b.until - a.until || a.number - b.number)
  return longest?.number ?? null
}
