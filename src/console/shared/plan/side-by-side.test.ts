import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideBySide } from './side-by-side.ts'

test('what differs stands first and side by side, what is alike after it', () => {
  expect(sideBySide({ approved: ['disruption 20', 'a stops'], now: ['disruption 35', 'a stops', 'b stops'] })).toEqual([
    { approved: 'disruption 20', now: 'disruption 35', isSame: false },
    { approved: null, now: 'b stops', isSame: false },
    { approved: 'a stops', now: 'a stops', isSame: true },
  ])
})

test('every line of both sides is there once, and only alike ones are called alike', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 })
  fc.assert(
    fc.property(lines, lines, (approved, now) => {
      const rows = sideBySide({ approved, now })
      const left = rows.flatMap((row) => row.approved ?? [])
      const right = rows.flatMap((row) => row.now ?? [])
      expect(left.toSorted()).toEqual([...new Set(approved)].toSorted())
      expect(right.toSorted()).toEqual([...new Set(now)].toSorted())
      expect(rows.every((row) => row.isSame === (row.approved === row.now))).toBe(true)
    }),
  )
})
