import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareInterval } from './share-interval.ts'

test('the interval of 15 in 17 is wide, as few cases are', () => {
  expect(shareInterval(15, 17)).toEqual({ low: 65, high: 97 })
})

test('never wrong so far does not mean never wrong', () => {
  expect(shareInterval(10, 10)).toEqual({ low: 72, high: 100 })
  expect(shareInterval(0, 10)).toEqual({ low: 0, high: 28 })
})

test('nothing judged is no interval', () => {
  expect(shareInterval(0, 0)).toBeNull()
})

test('the share lies inside, the interval on the scale, and more cases never widen it', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (a, of) => {
      const part = Math.min(a, of)
      const one = shareInterval(part, of)
      const ten = shareInterval(part * 10, of * 10)
      if (one === null || ten === null) throw new Error('there are cases')
      expect(one.low).toBeLessThanOrEqual((part / of) * 100)
      expect(one.high).toBeGreaterThanOrEqual((part / of) * 100 - 1e-9)
      expect(one.low).toBeGreaterThanOrEqual(0)
      expect(one.high).toBeLessThanOrEqual(100)
      expect(ten.high - ten.low).toBeLessThanOrEqual(one.high - one.low)
    }),
  )
})
