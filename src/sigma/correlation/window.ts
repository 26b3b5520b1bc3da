import type { EpochMs } from '../../domain/time/instant.ts'
import { isTrue } from '../condition.ts'
import { compares } from '../values/value-test.ts'
import type { Correlation, CorrelationTest } from './correlation.ts'

/** One record that fitted one of the correlation's rules. */
export interface Occurrence {
  readonly at: EpochMs
  /** Rises with every record of the group, so that two of the same instant keep their order of arrival. */
  readonly order: number
  /** Index into the correlation's `rules`. */
  readonly rule: number
  /** What is counted or summed; null for types that look at no value. */
  readonly value: string | number | null
}

/** What a correlation remembers of one group: plain data, in order of time. */
export interface GroupState {
  readonly occurrences: readonly Occurrence[]
  /** Order of the next record. */
  readonly next: number
}

export const NOTHING_YET: GroupState = { occurrences: [], next: 0 }

/** No count goes further, and no group remembers more. */
export const MAX_ENTRIES = 10_000
/** Per rule of an ordered correlation; what lies further back can no longer begin a sequence that a newer one does not. */
const MAX_PER_RULE = 256
/** Windows that a late record is tried in. */
const MAX_WINDOWS = 32

export type Arrival = Pick<Occurrence, 'rule' | 'value'>

/**
 * Adds one record and says whether the correlation is true of a window that holds it. It is true again for every further
 * record for which that is so. A record that comes late is tried in the windows that it would have been in; one that is
 * older than twice the timespan before the newest is too late and changes nothing.
 */
export function advance(
  correlation: Correlation,
  state: GroupState,
  arrivals: readonly Arrival[],
  at: EpochMs,
): { readonly state: GroupState; readonly isTrue: boolean } {
  const newest = Math.max(at, state.occurrences.at(-1)?.at ?? at)
  const oldest = newest - 2 * correlation.timespanMs
  if (at < oldest) return { state, isTrue: false }
  const added = arrivals.map(({ rule, value }): Occurrence => ({ at, order: state.next, rule, value }))
  const all = [...state.occurrences, ...added].filter((one) => one.at >= oldest).sort(byTime)
  const isTrueNow = windowsWith(correlation, all, at).some((window) => holds(correlation, window))
  return { state: { occurrences: kept(correlation, all), next: state.next + 1 }, isTrue: isTrueNow }
}

function byTime(a: Occurrence, b: Occurrence): number {
  return a.at - b.at || a.order - b.order
}

function windowsWith(
  { window, timespanMs }: Correlation,
  all: readonly Occurrence[],
  at: EpochMs,
): readonly (readonly Occurrence[])[] {
  const between = (from: EpochMs, to: EpochMs) => all.filter((one) => one.at >= from && one.at <= to)
  if (window.kind === 'tumbling') {
    const from = Math.floor(at / timespanMs) * timespanMs
    return [between(from, from + timespanMs - 1)]
  }
  if (window.kind === 'session') return [sessionAround(all, at, window.gapMs, timespanMs)]
  const ends = new Set(all.filter((one) => one.at >= at && one.at <= at + timespanMs).map((one) => one.at))
  return [...ends].slice(-MAX_WINDOWS).map((end) => between(end - timespanMs, end))
}

/** The records around `at` without a pause longer than the gap; of a session longer than the timespan the newest part. */
function sessionAround(
  all: readonly Occurrence[],
  at: EpochMs,
  gapMs: number,
  timespanMs: number,
): readonly Occurrence[] {
  let from = all.findIndex((one) => one.at >= at)
  let to = from
  while (from > 0 && (all[from]?.at ?? 0) - (all[from - 1]?.at ?? 0) <= gapMs) from -= 1
  while (to + 1 < all.length && (all[to + 1]?.at ?? 0) - (all[to]?.at ?? 0) <= gapMs) to += 1
  const session = all.slice(from, to + 1)
  const end = session.at(-1)?.at ?? at
  return session.filter((one) => one.at >= end - timespanMs)
}

function holds({ type, test, rules }: Correlation, window: readonly Occurrence[]): boolean {
  if (test.kind === 'rules') {
    const seen = new Set(window.map(({ rule }) => rules[rule]))
    return isTrue(test.condition, (name) => seen.has(name))
  }
  const measured = measure(type, test, window)
  return measured !== null && test.comparisons.every(({ by, value }) => compares(measured, by, value))
}

/** The number that the correlation's type makes of a window; null where there is nothing to measure. */
function measure(
  type: Correlation['type'],
  test: Extract<CorrelationTest, { kind: 'number' }>,
  window: readonly Occurrence[],
): number | null {
  if (type === 'event_count') return new Set(window.map(({ order }) => order)).size
  if (type === 'value_count') return new Set(window.map(({ value }) => value)).size
  if (type === 'temporal') return new Set(window.map(({ rule }) => rule)).size
  if (type === 'temporal_ordered') return longestInOrder(window)
  const numbers = window.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  if (numbers.length === 0) return null
  const sum = numbers.reduce((total, value) => total + value, 0)
  if (type === 'value_sum') return sum
  return type === 'value_avg' ? sum / numbers.length : percentile(numbers, test.percentile ?? 50)
}

/** The most rules that occurred one after the other in the listed order. One record is no sequence with itself. */
function longestInOrder(window: readonly Occurrence[]): number {
  // ends[n] is the smallest rule with which a sequence of n + 1 rules can end so far.
  const ends: number[] = []
  const descending = [...window].sort((a, b) => a.at - b.at || a.order - b.order || b.rule - a.rule)
  for (const { rule } of descending) {
    const place = ends.findIndex((end) => end >= rule)
    if (place === -1) ends.push(rule)
    else ends[place] = rule
  }
  return ends.length
}

/** Linear between the two nearest ranks. */
function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const rank = (percent / 100) * (sorted.length - 1)
  const below = sorted[Math.floor(rank)] ?? 0
  const above = sorted[Math.ceil(rank)] ?? below
  return below + (above - below) * (rank - Math.floor(rank))
}

/**
 * What has to be remembered so that no later answer changes: of a count that is compared with 5 the newest 6, of different
 * values the newest of each, of rules the newest of each.
 */
function kept({ type, test, window }: Correlation, all: readonly Occurrence[]): readonly Occurrence[] {
  if (window.kind !== 'sliding') return all.slice(-MAX_ENTRIES)
  if (type === 'temporal') return newestOf(all, ({ rule }) => rule, 1).slice(-MAX_ENTRIES)
  if (type === 'temporal_ordered') return newestOf(all, ({ rule }) => rule, MAX_PER_RULE)
  if (test.kind === 'rules') return all.slice(-MAX_ENTRIES)
  const most = Math.min(MAX_ENTRIES, Math.max(...test.comparisons.map(({ value }) => value), 0) + 1)
  if (type === 'event_count') return newestOf(all, ({ order }) => order, 1).slice(-Math.ceil(most))
  if (type === 'value_count') return newestOf(all, ({ value }) => value, 1).slice(-Math.ceil(most))
  return all.slice(-MAX_ENTRIES)
}

/** The newest `count` of each kind, in order of time. */
function newestOf(
  all: readonly Occurrence[],
  kindOf: (one: Occurrence) => Occurrence['value'],
  count: number,
): readonly Occurrence[] {
  const seen = new Map<Occurrence['value'], number>()
  return all
    .toReversed()
    .filter((one) => {
      const already = seen.get(kindOf(one)) ?? 0
      seen.set(kindOf(one), already + 1)
      return already < count
    })
    .toReversed()
}
