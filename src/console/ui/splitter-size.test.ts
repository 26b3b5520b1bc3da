import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clampSize, sizeAfterKey } from './splitter-size.ts'

const bounds = { minPx: 280, maxPx: 640 }
const press = (key: string, shiftKey = false) => ({ key, shiftKey })

test('a panel at the right edge grows to the left', () => {
  expect(sizeAfterKey(press('ArrowLeft'), 380, bounds, 'ArrowLeft')).toBe(388)
  expect(sizeAfterKey(press('ArrowRight', true), 380, bounds, 'ArrowLeft')).toBe(332)
})

test('Home and End go to the bounds, other keys are left to others', () => {
  expect(sizeAfterKey(press('Home'), 380, bounds, 'ArrowRight')).toBe(280)
  expect(sizeAfterKey(press('End'), 380, bounds, 'ArrowRight')).toBe(640)
  expect(sizeAfterKey(press('j'), 380, bounds, 'ArrowRight')).toBeNull()
})

test('no key and no drag leaves the bounds', () => {
  const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'Home', 'End')
  fc.assert(
    fc.property(keys, fc.boolean(), fc.double({ min: -1e6, max: 1e6, noNaN: true }), (key, shift, size) => {
      const next = sizeAfterKey(press(key, shift), clampSize(size, bounds), bounds, 'ArrowRight')
      expect(next).toBeGreaterThanOrEqual(bounds.minPx)
      expect(next).toBeLessThanOrEqual(bounds.maxPx)
    }),
  )
})
