import type { EpochMs } from '../time/instant.ts'
import { DIMENSIONS, type Dimension, type Facts, MOST_VALUES, SETTLED } from './fields.ts'
import type { Traits } from './traits.ts'

/** Values seen so far, oldest first; `varied` once there were more than we remember, and from then on for good. */
export type Seen = readonly string[] | 'varied'

/** What an identity did so far, in bounded memory. Made only by `learnUse` and `mergeHistories`. */
export interface IdentityHistory {
  /** Successful events. */
  readonly count: number
  /** Latest time of one that could be believed, by the source's clock. */
  readonly lastAt: EpochMs | null
  /** Different days (UTC) on which it was seen. */
  readonly dayCount: number
  /** The latest of those days, ascending, as days since 1970: enough to count a late record's day once. */
  readonly days: readonly number[]
  readonly seen: Readonly<Record<Dimension, Seen>>
}

export const NO_HISTORY: IdentityHistory = {
  count: 0,
  lastAt: null,
  dayCount: 0,
  days: [],
  seen: { region: [], network: [], user_agent: [], action: [], resource: [], tool: [] },
}

/** One use by an identity. */
export interface Use {
  readonly traits: Traits
  /** By the source's clock; null where that cannot be believed. */
  readonly at: EpochMs | null
  readonly hasFailed: boolean
}

export const DAY_MS = 86_400_000
const MOST_DAYS = 32

/** What is new about this use, against what was seen before it. */
export function noveltyFacts(history: IdentityHistory, traits: Traits): Facts {
  const facts: Record<string, Facts[string]> = {
    'novel.history': history.count,
    'novel.history_days': history.dayCount,
    'novel.is_settled': isSettled(history),
  }
  for (const dimension of DIMENSIONS) {
    const shown = traits[dimension]
    const seen = history.seen[dimension]
    facts[`novel.${dimension}_seen`] = seen === 'varied' ? MOST_VALUES : seen.length
    if (shown.length === 0 || seen === 'varied' || seen.length === 0) continue
    facts[`novel.${dimension}`] = shown.some((value) => !seen.includes(value))
  }
  return facts
}

function isSettled(history: IdentityHistory): boolean {
  return history.count >= SETTLED.records && history.dayCount >= SETTLED.days
}

/** Whole days between the last use and this one; null where one of them has no time, or this one came late. */
export function dormantDays(history: Pick<IdentityHistory, 'lastAt'>, at: EpochMs | null): number | null {
  if (at === null || history.lastAt === null || at < history.lastAt) return null
  return Math.floor((at - history.lastAt) / DAY_MS)
}

/** What was tried is remembered whether it was let through or not. */
const OF_ATTEMPTS: readonly Dimension[] = ['action', 'resource', 'tool']

/**
 * The history with one more use. A use that was refused does not make its place or program familiar: whoever guesses a
 * password a thousand times would otherwise be at home there when it fits.
 */
export function learnUse(history: IdentityHistory, { traits, at, hasFailed }: Use): IdentityHistory {
  const seen = learnTraits(history.seen, traits, hasFailed ? OF_ATTEMPTS : DIMENSIONS)
  if (hasFailed) return seen === history.seen ? history : { ...history, seen }
  return { ...history, ...learnTime(history, at), count: history.count + 1, seen }
}

function learnTraits(
  seen: IdentityHistory['seen'],
  traits: Traits,
  dimensions: readonly Dimension[],
): IdentityHistory['seen'] {
  let learned = seen
  for (const dimension of dimensions) {
    const grown = addValues(seen[dimension], traits[dimension])
    if (grown !== seen[dimension]) learned = { ...learned, [dimension]: grown }
  }
  return learned
}

/** Nothing is ever forgotten to make room: a forgotten value would look new when it comes back. */
export function addValues(seen: Seen, values: readonly string[]): Seen {
  if (seen === 'varied') return seen
  const fresh = values.filter((value) => !seen.includes(value))
  if (fresh.length === 0) return seen
  return seen.length + fresh.length > MOST_VALUES ? 'varied' : [...seen, ...fresh]
}

function learnTime(
  history: IdentityHistory,
  at: EpochMs | null,
): Pick<IdentityHistory, 'lastAt' | 'dayCount' | 'days'> {
  if (at === null) return history
  const day = Math.floor(at / DAY_MS)
  const lastAt = Math.max(history.lastAt ?? at, at)
  return isCounted(history, day) ? { ...history, lastAt } : { lastAt, ...withDay(history, day) }
}

/** A day before all that are remembered may have been counted long ago; it is not counted twice. */
function isCounted({ days, dayCount }: Pick<IdentityHistory, 'days' | 'dayCount'>, day: number): boolean {
  return days.includes(day) || (dayCount >= MOST_DAYS && day < (days[0] ?? day))
}

function withDay(
  { days, dayCount }: Pick<IdentityHistory, 'days' | 'dayCount'>,
  day: number,
): Pick<IdentityHistory, 'days' | 'dayCount'> {
  return { dayCount: dayCount + 1, days: [...days, day].sort((a, b) => a - b).slice(-MOST_DAYS) }
}

/** Two histories that turn out to be of one identity: a stranger's, once somebody has described who it is. */
export function mergeHistories(a: IdentityHistory, b: IdentityHistory): IdentityHistory {
  const [longer, shorter] = a.dayCount >= b.dayCount ? [a, b] : [b, a]
  let days: Pick<IdentityHistory, 'days' | 'dayCount'> = longer
  for (const day of shorter.days) if (!isCounted(days, day)) days = withDay(days, day)
  const seen = { ...NO_HISTORY.seen }
  for (const dimension of DIMENSIONS) {
    const theirs = b.seen[dimension]
    seen[dimension] = theirs === 'varied' ? 'varied' : addValues(a.seen[dimension], theirs)
  }
  return {
    count: a.count + b.count,
    lastAt: a.lastAt === null ? b.lastAt : Math.max(a.lastAt, b.lastAt ?? a.lastAt),
    dayCount: days.dayCount,
    days: days.days,
    seen,
  }
}
