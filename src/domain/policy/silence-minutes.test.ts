import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Escalation } from '../plan/stage.ts'
import { minutesOf, percentOf } from './silence-minutes.ts'

const MINUTE_MS = 60_000
const DAY = 1440

test('a chain is exact to the minute, however long a plan waits up to a month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 31 * DAY }), fc.integer({ min: 1, max: 31 * DAY }), (wait, other) => {
      const minutes = 1 + (other % (wait - 1))
      const afterPercent = percentOf(minutes, wait * MINUTE_MS)
      expect(minutesOf(afterPercent, wait * MINUTE_MS)).toBe(minutes)
      expect(Escalation.safeParse({ afterPercent, tell: 'managers' }).success).toBe(true)
    }),
  )
})

test('chains that were kept in whole percents are what they were', () => {
  for (let afterPercent = 1; afterPercent <= 99; afterPercent += 1) {
    expect(Escalation.safeParse({ afterPercent, tell: 'managers' }).success).toBe(true)
    expect(percentOf(afterPercent, 100 * MINUTE_MS)).toBe(afterPercent)
  }
})

test('at once, and when the time is over, nobody is told', () => {
  for (const minutes of [0, DAY]) {
    const afterPercent = percentOf(minutes, DAY * MINUTE_MS)
    expect(Escalation.safeParse({ afterPercent, tell: 'managers' }).success).toBe(false)
  }
})
