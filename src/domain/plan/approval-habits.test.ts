import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aPlanBody, NOON } from '../../testing/builders.ts'
import { type Decided, habitsOf, READING_WORDS_PER_MINUTE, TIRING_PER_HOUR, wordsToRead } from './approval-habits.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** A plan that takes a quick reader half a minute, asked for at noon. */
const decided = (number: number, at: number, changes: Partial<Decided> = {}): Decided => ({
  person: { id: 'bo', name: 'Bo' },
  plan: { id: `pl_${number}`, number },
  choice: 'approve',
  at: NOON + at,
  readableFrom: NOON,
  words: READING_WORDS_PER_MINUTE / 2,
  ...changes,
})
const hurried = (...decisions: readonly Decided[]) =>
  habitsOf(decisions).flatMap(({ hurries }) => hurries.map(({ plans }) => plans.map(({ number }) => number)))

test('a decision is hurried where less time passed than a quick reader takes, since it was asked for', () => {
  expect(hurried(decided(1, 29 * SECOND))).toEqual([[1]])
  expect(hurried(decided(1, 30 * SECOND))).toEqual([])
})

test('or since the decision before: nobody reads two plans at a time', () => {
  expect(hurried(decided(1, 5 * MINUTE), decided(2, 5 * MINUTE + 25 * SECOND))).toEqual([[2]])
  expect(hurried(decided(1, 5 * MINUTE), decided(2, 6 * MINUTE))).toEqual([])
})

test('what is sent together is one sitting and has the time of all of them', () => {
  const together = (asked: number) => [1, 2, 3].map((number) => decided(number, asked + number * SECOND))
  expect(hurried(...together(2 * MINUTE))).toEqual([])
  expect(hurried(...together(MINUTE))).toEqual([[1, 2, 3]])
})

test('people are told apart, and whoever hurried most stands first', () => {
  const ana = { person: { id: 'ana', name: 'Ana' } }
  const found = habitsOf([decided(1, 10 * MINUTE), decided(2, SECOND, ana), decided(3, 30 * MINUTE)])
  expect(found.map(({ person, decisions, hurried }) => [person.name, decisions, hurried])).toEqual([
    ['Ana', 1, 1],
    ['Bo', 2, 0],
  ])
})

test('the busiest hour is any sixty minutes, and too many in it are said to be tiring', () => {
  const many = (count: number, everyMs: number) =>
    Array.from({ length: count }, (_, i) => decided(i, 5 * MINUTE + i * everyMs))
  const [spread] = habitsOf(many(TIRING_PER_HOUR + 1, 3 * MINUTE))
  expect(spread).toMatchObject({ busiest: { decisions: TIRING_PER_HOUR }, isTiring: false })
  const [dense] = habitsOf(many(TIRING_PER_HOUR + 1, 2 * MINUTE))
  expect(dense).toMatchObject({ busiest: { from: NOON + 5 * MINUTE, decisions: TIRING_PER_HOUR + 1 }, isTiring: true })
})

test('rejections are decisions and no approvals', () => {
  expect(habitsOf([decided(1, MINUTE, { choice: 'reject' })])).toMatchObject([{ decisions: 1, approvals: 0 }])
})

test('words are counted of what is asked, why, what breaks and what is sent', () => {
  const body = aPlanBody()
  const more = { ...body, reason: `${body.reason} seen from two places` }
  expect(wordsToRead(more)).toBe(wordsToRead(body) + 4)
})

test('the order in which decisions are read from the record makes no difference, and more time never makes a hurry', () => {
  const decisions = fc.array(
    fc
      .record({ who: fc.constantFrom('bo', 'cy'), at: fc.integer({ min: 0, max: 90 * MINUTE }), words: fc.nat(2000) })
      .map(({ who, at, words }) => ({ who, at, words })),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(decisions, (drawn) => {
      const all = drawn.map(({ who, at, words }, i) => decided(i, at, { person: { id: who, name: who }, words }))
      expect(habitsOf(all.toReversed())).toEqual(habitsOf(all))
      const count = (found: readonly Decided[]) => habitsOf(found).reduce((sum, { hurried }) => sum + hurried, 0)
      const shorter = all.map((one) => ({ ...one, words: Math.floor(one.words / 2) }))
      expect(count(shorter)).toBeLessThanOrEqual(count(all))
      expect(count(all)).toBeLessThanOrEqual(all.length)
    }),
  )
})
