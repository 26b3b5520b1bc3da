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
/** The newest of each rule of an ordered correlation, beside the sequences themselves, for records that come late. */
const MAX_PER_RULE = 32
/** Windows that a late record is tried in. */
const MAX_WINDOWS = 32

export type Arrival = Pick<Occurrence, 'rule' | 'value'>

/**
 * Adds one record and says whether the correlation is true of a window that holds it. It is true again for every further
 * record for which that is so. A record that comes late is tried in the windows that it would have been in, with what is
 * still remembered of them; one that is older than twice the timespan before the newest is too late and changes nothing.
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
  const known = [...state.occurrences, ...added].sort(byTime)
  // A session is told by where it began, however long ago that is.
  const all = correlation.window.kind === 'session' ? known : known.filter((one) => one.at >= oldest)
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
  if (window.kind === 'tumbling') {
    const from = Math.floor(at / timespanMs) * timespanMs
    return [all.filter((one) => one.at >= from && one.at < from + timespanMs)]
  }
  if (window.kind === 'session') {
    return sessionsOf(all, window.gapMs, timespanMs).filter((session) => session.some((one) => one.at === at))
  }
  // A record that is exactly one timespan old has left: three records in sixty seconds are not four at every twentieth.
  const ends = new Set(all.filter((one) => one.at >= at && one.at < at + timespanMs).map((one) => one.at))
  return [...ends].slice(0, MAX_WINDOWS).map((end) => all.filter((one) => one.at > end - timespanMs && one.at <= end))
}

/** Records without a pause longer than the gap. One that would make a session longer than the timespan begins the next. */
function sessionsOf(all: readonly Occurrence[], gapMs: number, timespanMs: number): readonly (readonly Occurrence[])[] {
  const sessions: Occurrence[][] = []
  for (const one of all) {
    const open = sessions.at(-1)
    const isWithin = one.at - (open?.at(-1)?.at ?? 0) <= gapMs && one.at - (open?.[0]?.at ?? 0) <= timespanMs
    if (open !== undefined && isWithin) open.push(one)
    else sessions.push([one])
  }
  return sessions
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
  // A record that fits two of the rules brings its value once.
  const records = newestOf(window, ({ order }) => order, 1)
  const numbers = records.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  if (numbers.length === 0) return null
  const sum = numbers.reduce((total, value) => total + value, 0)
  if (type === 'value_sum') return sum
  return type === 'value_avg' ? sum / numbers.length : percentile(numbers, test.percentile ?? 50)
}

/** The most rules that occurred one after the other in the listed order. One record is no sequence with itself. */
function longestInOrder(window: readonly Occurrence[]): number {
  // ends[n] is the smallest rule with which a sequence of n + 1 rules can end so far.
  const ends: number[] = []
  for (const { rule } of inOrder(window)) {
    const place = ends.findIndex((end) => end >= rule)
    if (place === -1) ends.push(rule)
    else ends[place] = rule
  }
  return ends.length
}

/** By time and arrival; of one record the later rules first, so that it follows nothing of itself. */
function inOrder(all: readonly Occurrence[]): readonly Occurrence[] {
  return all.toSorted((a, b) => a.at - b.at || a.order - b.order || b.rule - a.rule)
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
 * What has to be remembered so that no later answer changes, as long as records come in order: of a count that is compared
 * with 5 the newest 6, of different values the newest of each, of rules the newest of each, of rules in order the
 * sequences that began last. Sums and their like need every record; of more than 10,000 the newest are taken.
 */
function kept({ type, test, window, timespanMs }: Correlation, all: readonly Occurrence[]): readonly Occurrence[] {
  if (window.kind === 'session') return sessionsOf(all, window.gapMs, timespanMs).slice(-2).flat().slice(-MAX_ENTRIES)
  if (window.kind === 'tumbling') return all.slice(-MAX_ENTRIES)
  if (type === 'temporal') return newestOf(all, ({ rule }) => rule, 1)
  if (type === 'temporal_ordered') return latestSequences(all)
  if (test.kind === 'rules') return all.slice(-MAX_ENTRIES)
  const most = Math.min(MAX_ENTRIES, Math.max(...test.comparisons.map(({ value }) => value), 0) + 1)
  if (type === 'event_count') return newestOf(all, ({ order }) => order, 1).slice(-Math.ceil(most))
  if (type === 'value_count') return newestOf(all, ({ value }) => value, 1).slice(-Math.ceil(most))
  return newestOf(all, ({ order }) => order, 1).slice(-MAX_ENTRIES)
}

interface Sequence {
  readonly last: Occurrence
  readonly before: Sequence | null
  readonly from: EpochMs
}

/**
 * Of every length and last rule the sequence in the listed order that began last: it is in every window in which any other
 * of its kind is. Beside them the newest of each rule.
 */
function latestSequences(all: readonly Occurrence[]): readonly Occurrence[] {
  // best[length - 1][rule]
  const best: (Sequence | undefined)[][] = []
  for (const one of inOrder(all)) {
    for (let length = best.length + 1; length >= 1; length -= 1) {
      const before = length === 1 ? null : latestBelow(best[length - 2] ?? [], one.rule)
      if (before === undefined) continue
      best[length - 1] ??= []
      const row = best[length - 1] ?? []
      row[one.rule] = { last: one, before, from: before?.from ?? one.at }
    }
  }
  const needed = new Set(newestOf(all, ({ rule }) => rule, MAX_PER_RULE))
  for (const sequence of best.flat()) {
    for (let at: Sequence | null | undefined = sequence; at; at = at.before) needed.add(at.last)
  }
  return all.filter((one) => needed.has(one))
}

/** Of the sequences that end with an earlier rule the one that began last. */
function latestBelow(row: readonly (Sequence | undefined)[], rule: number): Sequence | undefined {
  let latest: Sequence | undefined
  for (const sequence of row.slice(0, rule)) {
    if (sequence !== undefined && (latest === undefined || sequence.from > latest.from)) latest = sequence
  }
  return latest
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
