import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOfSlots, slotOf } from './grid-pool.ts'

const start = fc.nat({ max: 1_000_000 })
const count = fc.integer({ min: 1, max: 120 })

test('the slots show every row of the window once, each in its own slot', () => {
  fc.assert(
    fc.property(start, count, (from, many) => {
      const rows = rowsOfSlots(from, many)
      expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: many }, (_, i) => from + i))
      expect(rows.map((row) => slotOf(row, many))).toEqual(rows.map((_, slot) => slot))
    }),
  )
})

test('a scroll changes as many slots as rows came into the window', () => {
  fc.assert(
    fc.property(start, start, count, (from, to, many) => {
      const [before, after] = [rowsOfSlots(from, many), rowsOfSlots(to, many)]
      const changed = after.filter((row, slot) => row !== before[slot])
      expect(changed).toHaveLength(Math.min(many, Math.abs(to - from)))
    }),
  )
})

test('an empty list has no slots', () => {
  expect(rowsOfSlots(0, 0)).toEqual([])
})
