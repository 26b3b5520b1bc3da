import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alertRows, anAlertRow } from '../../testing/alert-rows.ts'
import { NOON } from '../../testing/builders.ts'
import { rowQueries } from '../../testing/queries.ts'
import { matchesQuery } from '../query/matches.ts'
import { parseQuery } from '../query/parse.ts'
import type { QueueAlert } from '../views/queue-views.ts'
import { isUntouched, type Standing, suppressionOf } from './hold-back.ts'
import { type ImpactFact, impactOf, mergeImpacts, weekOf } from './impact.ts'
import { whyNotUntil } from './lasting.ts'
import { type SparingRules, sparableOf, whySpared } from './spared.ts'
import { readSuppression, suppressiblePart } from './suppressible.ts'

const DAY_MS = 86_400_000
const RULES: SparingRules = { confirmedFrom: 90, decoyTriggers: ['t-2'] }
const HARMLESS = { tier: 1, uncapped: 1, confidence: 40, gate: 'one-approval', environment: 'prod' } as const

const standings = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 4 }),
    query: rowQueries,
    until: fc.integer({ min: NOON - DAY_MS, max: NOON + DAY_MS }),
  }),
  { maxLength: 4 },
)

test('what is held fits a suppression that stands, is nobody’s work, and is spared by no rule', () => {
  fc.assert(
    fc.property(alertRows(6), standings, (rows, standing) => {
      for (const row of rows) {
        const number = suppressionOf(row, standing, RULES, NOON)
        if (number === null) continue
        expect(row).toMatchObject({ status: 'new', disposition: 'undetermined', assignee: null, hold: null })
        expect(row.tier).toBeLessThan(3)
        expect(row.uncapped).toBeLessThan(3)
        expect(whySpared(sparableOf(row), RULES)).toBeNull()
        const holding = standing.filter((one) => one.number === number && one.until > NOON)
        expect(holding.some(({ query }) => matchesQuery(query, row, { now: NOON, meId: '' }))).toBe(true)
      }
    }),
  )
})

test('whatever the order of suppressions, the same one holds an alert, and it stays with the one that holds it', () => {
  fc.assert(
    fc.property(alertRows(4), standings, (rows, standing) => {
      const distinct = [...new Map(standing.map((one) => [one.number, one])).values()]
      for (const row of rows) {
        const number = suppressionOf(row, distinct, RULES, NOON)
        expect(suppressionOf(row, distinct.toReversed(), RULES, NOON)).toBe(number)
        expect(suppressionOf({ ...row, suppression: number }, distinct, RULES, NOON)).toBe(number)
      }
    }),
  )
})

test('when the last suppression that fits is over, nothing is held any more', () => {
  fc.assert(
    fc.property(alertRows(4), standings, (rows, standing) => {
      const end = Math.max(NOON, ...standing.map(({ until }) => until))
      for (const row of rows) expect(suppressionOf(row, standing, RULES, end)).toBeNull()
    }),
  )
})

const SPARED_ROWS: readonly (readonly [string, Partial<QueueAlert>])[] = [
  ['tier', { tier: 3 }],
  ['tier', { tier: 4 }],
  ['uncapped', { uncapped: 3 }],
  ['decoy', { environment: 'decoy' }],
  ['decoy', { trigger: { id: 't-2', version: 1, title: 'A decoy' } }],
  ['confirmed', { confidence: 90 }],
  ['automatic', { gate: 'auto' }],
]
test.each(SPARED_ROWS)('an alert is spared because of %s: %j', (because, changes) => {
  const all: readonly Standing[] = [{ number: 1, query: { kind: 'all' }, until: NOON + 1 }]
  expect(suppressionOf(anAlertRow(HARMLESS), all, RULES, NOON)).toBe(1)
  const row = anAlertRow({ ...HARMLESS, ...changes })
  expect(whySpared(sparableOf(row), RULES)).toBe(because)
  expect(suppressionOf(row, all, RULES, NOON)).toBeNull()
})

test.each([
  ['trigger : key-made', 'trigger : key-made'],
  ['identity:svc-* and tier<T2', 'identity : svc-* and tier < T2'],
  ['title : "key made" or identity : ci', 'title : "key made" or identity : ci'],
])('%s can suppress', (text, kept) => {
  expect(readSuppression(text)).toMatchObject({ ok: true, text: kept })
})

test.each([
  ['', 'names nothing'],
  ['tier : T0', 'names nothing'],
  ['vendor : AWS and environment : dev', 'names nothing'],
  ['trigger : key-made or tier : T0', 'names nothing'],
  ['not trigger : key-made', 'names nothing'],
  ['trigger : *', 'names nothing'],
  ['identity : a*', 'names nothing'],
  ['title : key', 'names nothing'],
  ['trigger : key-made and key', 'Free text'],
  ['trigger : key-made and status : new', 'status is not settled'],
  ['trigger : key-made and tag : drill', 'tag is not settled'],
  ['trigger : key-made and received > now-1d', 'received is not settled'],
  ['trigger : key-made and suppressed : *', 'suppressed is not settled'],
  ['trigger : key-made and raw.eventName : GetUser', 'raw records'],
  ['trigger : (', 'value is missing'],
  [Array.from({ length: 21 }, (_, i) => `trigger : t${i}`).join(' or '), '21 conditions'],
])('%s cannot suppress', (text, problem) => {
  const read = readSuppression(text)
  expect(read.ok ? '' : read.problem).toContain(problem)
})

test('what a suppression keeps of a view is part of it and can suppress, as far as it names something', () => {
  const view = 'status : new and not held : * and trigger : key-made and tier < T2'
  const parsed = readSuppression('trigger : key-made and tier < T2')
  expect(suppressiblePart({ kind: 'all' })).toEqual({ kind: 'all' })
  fc.assert(
    fc.property(alertRows(8), rowQueries, (rows, query) => {
      const part = suppressiblePart(query)
      if (part === null) return
      const at = { now: NOON, meId: '' }
      const fitting = rows.filter((row) => matchesQuery(query, row, at))
      expect(fitting.filter((row) => !matchesQuery(part, row, at))).toEqual([])
    }),
  )
  const whole = parse(view)
  expect(suppressiblePart(whole)).toEqual(parsed.ok ? parsed.query : null)
})

test('what a history comes to does not depend on how it is cut, and no alert is lost', () => {
  fc.assert(
    fc.property(alertRows(12), fc.nat({ max: 12 }), (rows, cut) => {
      const whole = impactOf(rows.map(factOf), historyOf(rows), RULES)
      const parts = [rows.slice(0, cut), rows.slice(cut)].map((part) =>
        impactOf(part.map(factOf), historyOf(part), RULES),
      )
      const [first, second] = parts
      if (first === undefined || second === undefined) throw new Error('a cut makes two')
      expect(mergeImpacts(first, second)).toEqual(whole)
      const spared = Object.values(whole.spared).reduce((sum, count) => sum + count, 0)
      expect(whole.held + spared).toBe(whole.matched)
      expect(whole.tiers.reduce((sum, count) => sum + count, 0)).toBe(whole.held)
      expect(whole.tiers.slice(3)).toEqual([0, 0])
      expect(whole.weeks.reduce((sum, week) => sum + week.held + week.spared, 0)).toBe(rows.length)
      expect(whole.truePositives).toHaveLength(Math.min(20, whole.dispositions['true-positive']))
    }),
  )
})

test('a week begins on Monday', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
      expect(new Date(weekOf(at)).getUTCDay()).toBe(1)
      expect(at - weekOf(at)).toBeGreaterThanOrEqual(0)
      expect(at - weekOf(at)).toBeLessThan(7 * DAY_MS)
    }),
  )
})

test('an end lies ahead and at most ninety days away', () => {
  expect(whyNotUntil(NOON, NOON)).toContain('ahead')
  expect(whyNotUntil(NOON + 90 * DAY_MS, NOON)).toBeNull()
  expect(whyNotUntil(NOON + 90 * DAY_MS + 1, NOON)).toContain('90 days')
})

function parse(text: string) {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

function factOf(row: QueueAlert): ImpactFact {
  const { id, number, title, identityName } = row
  return {
    ...sparableOf(row),
    disposition: row.disposition,
    isWaiting: isUntouched(row),
    receivedAt: row.receivedAt,
    named: () => ({ id, number, title, identityName }),
  }
}

function historyOf(rows: readonly QueueAlert[]) {
  return { looked: rows.length, since: rows.length === 0 ? null : Math.min(...rows.map((row) => row.receivedAt)) }
}
