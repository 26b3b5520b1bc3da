import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '../condition.ts'
import type { Comparison } from '../values/value-test.ts'
import type { Correlation, CorrelationTest, CorrelationType } from './correlation.ts'
import { type Arrival, advance, type GroupState, NOTHING_YET } from './window.ts'

const T = 10

function aCorrelation(over: Partial<Correlation> & Pick<Correlation, 'type'>): Correlation {
  const test: CorrelationTest = { kind: 'number', comparisons: [{ by: 'gte', value: 3 }], fields: [], percentile: null }
  return {
    id: null,
    name: null,
    title: 't',
    description: null,
    level: null,
    tags: [],
    falsePositives: [],
    rules: ['a', 'b', 'c'],
    groupBy: [],
    timespanMs: T,
    window: { kind: 'sliding' },
    test,
    generate: false,
    ...over,
  }
}

function comparing(
  by: Comparison,
  value: number,
  percentile: number | null = null,
): Extract<CorrelationTest, { kind: 'number' }> {
  return { kind: 'number', comparisons: [{ by, value }], fields: [], percentile }
}

/** One record: its instant, the rules it fits, and the value that is counted or summed. */
interface Told {
  readonly at: number
  readonly rules: readonly number[]
  readonly value: string | number | null
}

/** The answers to a stream, the state written out and read again between records, as a store does. */
function play(correlation: Correlation, stream: readonly Told[]): readonly boolean[] {
  let state: GroupState = NOTHING_YET
  return stream.map(({ at, rules, value }) => {
    const arrivals: readonly Arrival[] = rules.map((rule) => ({ rule, value }))
    const next = advance(correlation, state, arrivals, at)
    state = JSON.parse(JSON.stringify(next.state)) as GroupState
    return next.isTrue
  })
}

const at = (...instants: readonly number[]): readonly Told[] =>
  instants.map((instant) => ({ at: instant, rules: [0], value: null }))
/** `a1 b2` is rule a at 1, rule b at 2; `ab3` a record that fits both. */
const rulesAt = (text: string): readonly Told[] =>
  text.split(' ').map((word) => ({
    at: Number(word.replace(/\D+/, '')),
    rules: Array.from(word.replace(/\d+/, ''), (letter) => letter.charCodeAt(0) - 97),
    value: null,
  }))

test('a count is true of the record that completes it, and again of every further one while it holds', () => {
  const count = aCorrelation({ type: 'event_count' })
  expect(play(count, at(0, 1, 2, 3))).toEqual([false, false, true, true])
})

test('a record that is exactly one timespan old has left the window', () => {
  const count = aCorrelation({ type: 'event_count' })
  expect(play(count, at(0, 5, 9))).toEqual([false, false, true])
  expect(play(count, at(0, 5, 10))).toEqual([false, false, false])
})

test('a range stops being true when it is passed', () => {
  const test: CorrelationTest = {
    ...comparing('gt', 1),
    comparisons: [
      { by: 'gt', value: 1 },
      { by: 'lte', value: 3 },
    ],
  }
  expect(play(aCorrelation({ type: 'event_count', test }), at(1, 2, 3, 4))).toEqual([false, true, true, false])
})

test('a late record counts in the windows that it would have been in', () => {
  const count = aCorrelation({ type: 'value_sum', test: comparing('gte', 3) })
  const ones = (...instants: readonly number[]) => at(...instants).map((one) => ({ ...one, value: 1 }))
  expect(play(count, ones(0, 8, 4))).toEqual([false, false, true])
  expect(play(count, ones(0, 12, 4))).toEqual([false, false, false])
})

test('a record older than twice the timespan before the newest changes nothing', () => {
  const count = aCorrelation({ type: 'event_count', test: comparing('gte', 1) })
  expect(play(count, at(100, 79, 80))).toEqual([true, false, true])
})

test('records of one instant keep the order in which they arrived', () => {
  const ordered = aCorrelation({ type: 'temporal_ordered' })
  expect(play(ordered, rulesAt('a5 b5 c5'))).toEqual([false, false, true])
  expect(play(ordered, rulesAt('c5 b5 a5'))).toEqual([false, false, false])
})

test('a record that fits two rules counts once, occurs for both, and follows nothing of itself', () => {
  const test = comparing('gte', 2)
  expect(play(aCorrelation({ type: 'event_count', test }), rulesAt('ab1'))).toEqual([false])
  expect(play(aCorrelation({ type: 'temporal', test }), rulesAt('ab1'))).toEqual([true])
  expect(play(aCorrelation({ type: 'temporal_ordered', test }), rulesAt('ab1 ab2'))).toEqual([false, true])
})

test('rules in order may have others between them, and are not found in another order', () => {
  const ordered = aCorrelation({ type: 'temporal_ordered' })
  expect(play(ordered, rulesAt('a1 c2 b3 a4 c5')).at(-1)).toBe(true)
  expect(play(ordered, rulesAt('c1 b2 a3 c4 a5')).at(-1)).toBe(false)
})

test('a flood of one rule does not push a sequence out of memory', () => {
  const ordered = aCorrelation({ type: 'temporal_ordered', timespanMs: 10_000 })
  const flood = Array.from({ length: 600 }, (_, i): Told => ({ at: 10 + i, rules: [0], value: null }))
  expect(play(ordered, [...rulesAt('a1 b2'), ...flood, ...rulesAt('c700')]).at(-1)).toBe(true)
})

test('what is remembered of counts and sequences does not grow with the records', () => {
  const remembered = (type: CorrelationType) => {
    let state: GroupState = NOTHING_YET
    const correlation = aCorrelation({ type, timespanMs: 1_000_000 })
    for (let i = 0; i < 2_000; i += 1) {
      state = advance(correlation, state, [{ rule: i % 3, value: String(i) }], i).state
    }
    return state.occurrences.length
  }
  expect(remembered('event_count')).toBe(4)
  expect(remembered('value_count')).toBe(4)
  expect(remembered('temporal')).toBe(3)
  expect(remembered('temporal_ordered')).toBeLessThan(110)
})

test('a calendar window ends where the next begins', () => {
  const count = aCorrelation({ type: 'event_count', window: { kind: 'tumbling' }, test: comparing('gte', 2) })
  expect(play(count, at(8, 10, 11, 19, 20))).toEqual([false, false, true, true, false])
})

test('a session goes on until the pause is longer than the gap', () => {
  const count = aCorrelation({ type: 'event_count', timespanMs: 100, window: { kind: 'session', gapMs: 5 } })
  expect(play(count, at(0, 5, 10, 16, 20, 24))).toEqual([false, false, true, false, false, true])
})

test('a session that would be longer than the timespan begins anew', () => {
  const count = aCorrelation({ type: 'event_count', timespanMs: 10, window: { kind: 'session', gapMs: 5 } })
  expect(play(count, at(0, 4, 8, 12, 16, 20))).toEqual([false, false, true, false, false, true])
})

test('percentiles lie linear between the two nearest values', () => {
  const values = (by: Comparison, value: number, percentile: number) =>
    play(
      aCorrelation({ type: 'value_percentile', test: comparing(by, value, percentile) }),
      [10, 20, 30, 40].map((one, i) => ({ at: i, rules: [0], value: one })),
    ).at(-1)
  expect(values('eq', 25, 50)).toBe(true)
  expect(values('eq', 10, 0)).toBe(true)
  expect(values('eq', 40, 100)).toBe(true)
  expect(values('eq', 32.5, 75)).toBe(true)
})

test('a condition over rules is true of the rules that occurred in the window', () => {
  const name = (one: string): Condition => ({ kind: 'detection', name: one })
  const condition: Condition = { kind: 'and', of: [name('a'), { kind: 'not', of: name('b') }], text: null }
  const both = aCorrelation({ type: 'temporal', test: { kind: 'rules', condition } })
  expect(play(both, rulesAt('b1 a2 a12'))).toEqual([false, false, true])
})

/** The same answers by keeping every record and measuring every window that holds the one at hand. */
function oracle(correlation: Correlation, stream: readonly Told[]): readonly boolean[] {
  const { timespanMs, test } = correlation
  const seen: Told[] = []
  return stream.map((one) => {
    seen.push(one)
    const sorted = seen.toSorted((a, b) => a.at - b.at)
    const ends = sorted.map((other) => other.at).filter((end) => end >= one.at && end < one.at + timespanMs)
    return ends.some((end) => {
      const measured = measureOf(
        correlation,
        sorted.filter((other) => other.at > end - timespanMs && other.at <= end),
      )
      if (measured === null || test.kind === 'rules') return false
      return test.comparisons.every(({ by, value }) => holdsOf(measured, by, value))
    })
  })
}

function holdsOf(left: number, by: Comparison, right: number): boolean {
  const answers = { lt: left < right, lte: left <= right, gt: left > right, gte: left >= right, eq: left === right }
  return by === 'neq' ? left !== right : answers[by]
}

function measureOf({ type, test }: Correlation, window: readonly Told[]): number | null {
  const values = window.map(({ value }) => value)
  const numbers = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b)
  const sum = numbers.reduce((total, number) => total + number, 0)
  if (type === 'event_count') return window.length
  if (type === 'value_count') return new Set(values).size
  if (type === 'temporal') return new Set(window.flatMap(({ rules }) => rules)).size
  if (type === 'temporal_ordered') return longest(window, -1)
  if (numbers.length === 0) return null
  if (type === 'value_sum') return sum
  if (type === 'value_avg') return sum / numbers.length
  const rank = ((test.kind === 'number' ? (test.percentile ?? 50) : 50) / 100) * (numbers.length - 1)
  const [low = 0, high = low] = [numbers[Math.floor(rank)], numbers[Math.ceil(rank)]]
  return low + (high - low) * (rank % 1)
}

/** The longest row of records that fit rules in rising order, each record for one rule. */
function longest([first, ...rest]: readonly Told[], after: number): number {
  if (first === undefined) return 0
  const taken = first.rules.filter((rule) => rule > after).map((rule) => 1 + longest(rest, rule))
  return Math.max(longest(rest, after), ...taken)
}

const TYPES: readonly CorrelationType[] = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
]
const correlations = fc.record({
  type: fc.constantFrom(...TYPES),
  by: fc.constantFrom<Comparison>('lt', 'lte', 'gt', 'gte', 'eq', 'neq'),
  value: fc.constantFrom(0, 1, 2, 3, 2.5, 4),
  percentile: fc.constantFrom(0, 30, 50, 100),
})
const steps = fc.array(
  fc.record({
    step: fc.constantFrom(0, 1, 2, 3, 9, 10, 11),
    rules: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
    value: fc.nat(3),
  }),
  { minLength: 1, maxLength: 14 },
)

test('on records in order it agrees with keeping every record and measuring every window', () => {
  fc.assert(
    fc.property(correlations, steps, ({ type, by, value, percentile }, written) => {
      let now = 0
      const stream = written.map((one): Told => {
        now += one.step
        return { at: now, rules: one.rules, value: one.value }
      })
      const correlation = aCorrelation({ type, test: comparing(by, value, percentile) })
      expect(play(correlation, stream)).toEqual(oracle(correlation, stream))
    }),
    { numRuns: 3_000 },
  )
})

/** Records that are late by at most the timespan. */
const late = fc
  .array(fc.record({ step: fc.nat(6), behind: fc.nat(T), value: fc.nat(3), rules: fc.constantFrom([0], [1], [2]) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((written) => {
    let now = 0
    return written.map(({ step, behind, value, rules }): Told => {
      now += step
      return { at: Math.max(0, now - behind), rules, value }
    })
  })

test('sums of records that are late by no more than the timespan agree with it, too', () => {
  const sums = fc.constantFrom<CorrelationType>('value_sum', 'value_avg', 'value_percentile')
  fc.assert(
    fc.property(sums, fc.constantFrom<Comparison>('lt', 'gte'), fc.nat(6), late, (type, by, value, stream) => {
      const correlation = aCorrelation({ type, test: comparing(by, value, 50) })
      expect(play(correlation, stream)).toEqual(oracle(correlation, stream))
    }),
    { numRuns: 1_000 },
  )
})

test('of late records a count may miss one that was forgotten, and never makes one up', () => {
  const counts = fc.constantFrom<CorrelationType>('event_count', 'value_count', 'temporal', 'temporal_ordered')
  fc.assert(
    fc.property(counts, fc.constantFrom(1, 2, 3), late, (type, value, stream) => {
      const correlation = aCorrelation({ type, test: comparing('gte', value) })
      const expected = oracle(correlation, stream)
      expect(play(correlation, stream).filter((isTrue, i) => isTrue && !expected[i])).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})
