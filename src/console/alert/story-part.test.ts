import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reasonLine, shownPart } from './story-part.ts'

test('the part that is shown is never empty, never too long, and always holds the alert that one came for', () => {
  const place = fc
    .integer({ min: 1, max: 200 })
    .chain((count) => fc.tuple(fc.constant(count), fc.nat({ max: count - 1 })))
  fc.assert(
    fc.property(place, ([count, current]) => {
      const { from, to } = shownPart(count, current, false)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(count)
      expect(to - from).toBe(Math.min(20, count))
      expect(from <= current && current < to).toBe(true)
      expect(shownPart(count, current, true)).toEqual({ from: 0, to: count })
    }),
  )
})

test('the most telling reason is written out, the others are named', () => {
  const identity = { kind: 'identity', words: 'same identity bert as A-3' }
  expect(reasonLine([identity, { kind: 'credential', words: '' }, { kind: 'address', words: '' }])).toBe(
    'same identity bert as A-3, also by credential and address',
  )
  expect(reasonLine([identity])).toBe('same identity bert as A-3')
  expect(reasonLine([])).toBe('')
})
