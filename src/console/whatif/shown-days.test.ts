import { expect, test } from 'vitest'
import { shownDays, votesADay } from './shown-days.ts'

const of = (votes: Readonly<Record<number, number>>, days: number) => ({
  perDay: Uint32Array.from({ length: days }, (_, day) => votes[day] ?? 0),
})
const NONE = of({}, 0)

test('an alert of years ago, with a vote or without, does not bring the votes of two weeks to nothing', () => {
  const weeks = Object.fromEntries(Array.from({ length: 14 }, (_, day) => [986 + day, 4]))
  const bare = of(weeks, 1000)
  expect(shownDays(bare, NONE)).toEqual({ first: 986, count: 14, before: 0 })
  expect(votesADay(bare, shownDays(bare, NONE))).toBe(4)
  const old = of({ ...weeks, 0: 1 }, 1000)
  expect(shownDays(old, NONE)).toEqual({ first: 986, count: 14, before: 1 })
  expect(votesADay(old, shownDays(old, NONE))).toBe(4)
  // What a draft is compared with counts as well: both are drawn over the same days.
  expect(shownDays(bare, of({ 100: 40 }, 1000))).toEqual({ first: 0, count: 1000, before: 0 })
})

test('no more is left out than helps, and nothing where it does not help or there is too little', () => {
  const weeks = { 10: 1, 986: 20, 990: 20, 999: 20 }
  expect(shownDays(of(weeks, 1000), NONE)).toEqual({ first: 986, count: 14, before: 1 })
  expect(shownDays(of({ 0: 1, 5: 20, 13: 20 }, 14), NONE)).toEqual({ first: 0, count: 14, before: 0 })
  expect(shownDays(of({ 0: 1, 999: 1 }, 1000), NONE)).toMatchObject({ first: 0, count: 1000 })
  expect(shownDays(of({}, 30), NONE)).toEqual({ first: 0, count: 30, before: 0 })
  expect(shownDays(NONE, NONE)).toEqual({ first: 0, count: 1, before: 0 })
})

test('the days stay while a draft changes, as long as it asks for little before them', () => {
  const was = of({ 986: 20, 999: 20 }, 1000)
  expect(shownDays(of({ 985: 1, 986: 30, 999: 30 }, 1000), was)).toEqual({ first: 986, count: 14, before: 1 })
  expect(shownDays(of({ 900: 20, 986: 30 }, 1000), was)).toEqual({ first: 900, count: 100, before: 0 })
})
