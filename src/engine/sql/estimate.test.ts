import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimate } from './estimate.ts'

const samples = fc
  .record({
    whole: fc.integer({ min: 1, max: 10_000_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ whole, part, share }) => {
    const sampled = Math.round(whole * part)
    return { whole, sampled, count: Math.round(sampled * share) }
  })

test('what was counted bounds what there is: at least what was seen, at most what was not ruled out', () => {
  fc.assert(
    fc.property(samples, ({ count, sampled, whole }) => {
      const { value, low, high } = estimate(count, sampled, whole)
      expect(low).toBeLessThanOrEqual(value)
      expect(value).toBeLessThanOrEqual(high)
      expect(low).toBeGreaterThanOrEqual(count)
      expect(high).toBeLessThanOrEqual(whole - (sampled - count))
    }),
  )
})

test('a count of everything is exact', () => {
  expect(estimate(7, 100, 100)).toEqual({ value: 7, low: 7, high: 7 })
})

test('none seen among a hundred does not mean none', () => {
  const { value, high } = estimate(0, 100, 6_400)
  expect(value).toBe(0)
  expect(high).toBeGreaterThan(200)
})

test('the true count lies outside about one time in twenty', () => {
  const whole = 64_000
  const sampled = 1_000
  const random = stirred()
  for (const there of [640, 6_400, 32_000]) {
    let missed = 0
    for (let run = 0; run < 400; run += 1) {
      let count = 0
      for (let i = 0; i < sampled; i += 1) if (random() * whole < there) count += 1
      const { low, high } = estimate(count, sampled, whole)
      if (there < low || there > high) missed += 1
    }
    expect(missed).toBeLessThan(40)
  }
})

/** The same numbers every time. */
function stirred(): () => number {
  let state = 42
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
