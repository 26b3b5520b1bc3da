import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReleased, whyBreak } from './stop.ts'

test('a stop of everything takes two people to release, however often one of them says so', () => {
  expect(isReleased('everything', [])).toBe(false)
  expect(isReleased('everything', ['mira', 'mira', 'mira'])).toBe(false)
  expect(isReleased('everything', ['mira', 'noor'])).toBe(true)
  expect(isReleased('automation', ['noor'])).toBe(true)
})

test('the breaker says what it counted and what the limit is', () => {
  const limits = { breakerStepsPerHour: 30, breakerFailuresPerHour: 3 }
  expect(whyBreak({ steps: 30, failures: 2 }, limits)).toBeNull()
  expect(whyBreak({ steps: 31, failures: 0 }, limits)).toBe(
    '31 automatic steps within an hour, the limit over all triggers is 30.',
  )
  expect(whyBreak({ steps: 3, failures: 3 }, limits)).toContain('did not reach their effect')
})

test('more load never closes a breaker that less load opened', () => {
  const count = fc.integer({ min: 0, max: 50 })
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      fc.record({ breakerStepsPerHour: count, breakerFailuresPerHour: count }),
      (steps, failures, more, worse, limits) => {
        const less = whyBreak({ steps, failures }, limits)
        fc.pre(less !== null)
        expect(whyBreak({ steps: steps + more, failures: failures + worse }, limits)).not.toBeNull()
      },
    ),
  )
})
