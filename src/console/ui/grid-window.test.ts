import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterScroll,
  type Extent,
  physicalAt,
  physicalHeight,
  revealRow,
  rowsInView,
  virtualAt,
} from './grid-window.ts'

const million: Extent = { rowCount: 1_000_000, rowHeightPx: 40, viewportPx: 800 }
const extents = fc.record({
  rowCount: fc.integer({ min: 0, max: 3_000_000 }),
  rowHeightPx: fc.constantFrom(28, 32, 40, 44, 60),
  viewportPx: fc.integer({ min: 100, max: 2000 }),
})

test('a million roomy rows fit into what every browser can draw', () => {
  expect(physicalHeight(million)).toBeLessThan(17_000_000)
})

test('both ends of the scroll bar are both ends of the list', () => {
  fc.assert(
    fc.property(extents, (extent) => {
      const room = Math.max(0, extent.rowCount * extent.rowHeightPx - extent.viewportPx)
      expect(virtualAt(extent, 0)).toBe(0)
      expect(virtualAt(extent, physicalHeight(extent) - extent.viewportPx)).toBeCloseTo(room, 3)
    }),
  )
})

test('the scroll bar never runs backwards, and its place can be found again', () => {
  fc.assert(
    fc.property(
      extents,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (e, s, t) => {
        const room = Math.max(0, physicalHeight(e) - e.viewportPx)
        const [low, high] = [Math.min(s, t) * room, Math.max(s, t) * room]
        expect(virtualAt(e, low)).toBeLessThanOrEqual(virtualAt(e, high))
        expect(physicalAt(e, virtualAt(e, low))).toBeCloseTo(low, 2)
      },
    ),
  )
})

test('a turn of the wheel moves the rows by its own size, in the middle of a million too', () => {
  const before = { physicalPx: 6_000_000, virtualPx: virtualAt(million, 6_000_000) }
  expect(afterScroll(million, before, 6_000_100).virtualPx).toBe(before.virtualPx + 100)
})

test('dragging the bar far travels by share', () => {
  const after = afterScroll(million, { physicalPx: 0, virtualPx: 0 }, 6_000_000)
  expect(after.virtualPx).toBe(virtualAt(million, 6_000_000))
})

test('every row can be brought wholly into view, and one that is seen moves nothing', () => {
  fc.assert(
    fc.property(extents, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (extent, n, share) => {
      fc.pre(extent.rowCount > 0 && extent.viewportPx >= extent.rowHeightPx)
      const index = n % extent.rowCount
      const physicalPx = share * Math.max(0, physicalHeight(extent) - extent.viewportPx)
      const at = revealRow(extent, { physicalPx, virtualPx: virtualAt(extent, physicalPx) }, index)
      const { start, end } = rowsInView(extent, at.virtualPx)
      expect(index >= start && index < end).toBe(true)
      expect(revealRow(extent, at, index)).toBe(at)
    }),
  )
})

test('a list that was not measured yet stays where it is', () => {
  const top = { physicalPx: 0, virtualPx: 0 }
  expect(revealRow({ ...million, viewportPx: 0 }, top, 0)).toBe(top)
})

test('no more is seen than fits into the view, however long the list', () => {
  const { start, end } = rowsInView(million, virtualAt(million, 5_000_000))
  expect(end - start).toBeLessThanOrEqual(800 / 40 + 1)
})
