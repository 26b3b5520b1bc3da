import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortRows } from './sort-rows.ts'

/** Few keys, keys close to their rows, and keys anywhere: each is sorted in a way of its own. */
const keys = fc.oneof(
  fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 60 }),
  fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 60 }).map((some) => some.map((key, row) => row * 1e9 + key)),
  fc.array(fc.constantFrom(7, 8, 9e12), { minLength: 100, maxLength: 200 }),
)

test('rows are sorted by key, then by their ties, and those without a key are last', () => {
  fc.assert(
    fc.property(keys, fc.nat(), (some, seed) => {
      const most = Math.max(...some) + 1
      const all = Float64Array.from(some, (key, row) => ((row + seed) % 7 === 0 ? most : key))
      const rank = (row: number) => (row * 7919 + seed) % 10_007
      const ties = Uint32Array.from(all.keys()).sort((a, b) => rank(a) - rank(b))
      const sorted = sortRows({ keys: all, none: most }, ties, (a, b) => rank(a) - rank(b))
      const wanted = [...all.keys()].sort((a, b) => (all[a] ?? 0) - (all[b] ?? 0) || rank(a) - rank(b))
      expect([...sorted]).toEqual(wanted)
    }),
  )
})

test('rows that do not add up are an error, and no search without an end', () => {
  const wide = Float64Array.from({ length: 8 }, (_, row) => (row < 4 ? row * 1e9 : 9e12))
  const sort =
    (ties: readonly number[], keys = wide, none = 9e12) =>
    () =>
      sortRows({ keys, none }, Uint32Array.from(ties), (a, b) => a - b)
  expect(sort([0, 1, 2, 3, 4, 5, 6, 7])()).toEqual(Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7))
  expect(sort([0, 1, 2, 3, 4, 5, 6])).toThrow(RangeError)
  expect(sort([0, 1, 2, 3, 4, 5, 6, 0])).toThrow(RangeError)
  expect(sort([0, 1, 2, 3, 4, 5, 6, 7], wide, Number.POSITIVE_INFINITY)).toThrow(RangeError)
})
