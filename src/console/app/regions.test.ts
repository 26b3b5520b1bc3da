import { expect, test } from 'vitest'
import { nextRegion } from './regions.ts'

test('F6 goes round, forwards and backwards, and starts at an end', () => {
  expect([nextRegion(-1, 1, 3), nextRegion(0, 1, 3), nextRegion(2, 1, 3)]).toEqual([0, 1, 0])
  expect([nextRegion(-1, -1, 3), nextRegion(0, -1, 3)]).toEqual([2, 2])
  expect(nextRegion(-1, 1, 0)).toBe(-1)
})
