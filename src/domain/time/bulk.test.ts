import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkOf, mostOutside } from './bulk.ts'

const counts = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(40)), { minLength: 1, maxLength: 300 })
  .map((values) => Uint32Array.from(values))
const sum = (values: Uint32Array) => values.reduce((all, one) => all + one, 0)

test('what is left out is counted, never more than may be, and nothing at the end unless it is later than the newest', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const most = mostOutside(sum(all))
      const bulk = bulkOf(all, most)
      if (bulk === null) return
      expect(bulk.out).toBe(sum(all) - sum(all.subarray(bulk.start, bulk.end + 1)))
      expect(bulk.out).toBeLessThanOrEqual(most)
      expect(sum(all.subarray(bulk.end + 1))).toBe(0)
      expect((bulk.end - bulk.start + 1) * 8).toBeLessThanOrEqual(all.length)
    }),
  )
})

test('one of long ago goes, two of few are what there is to see', () => {
  const days = new Uint32Array(1000)
  days.set([1, 30, 30], 0)
  days.set([30, 30], 998)
  expect(bulkOf(days, mostOutside(sum(days)))).toBeNull()
  days.set([1, 0, 0], 0)
  expect(bulkOf(days, mostOutside(sum(days)))).toEqual({ start: 998, end: 999, out: 1 })
  const few = new Uint32Array(1000)
  few.set([1, 1], 0)
  few[999] = 2
  expect(bulkOf(few, mostOutside(sum(few)))).toBeNull()
})
