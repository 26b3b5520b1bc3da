import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inReverse, waitsFor, whyNotInOrder } from './step-order.ts'

/** Up to seven steps, each after any of the smaller ones, or of a plan that says nothing about order. */
const plans = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, i) =>
      fc.option(fc.subarray(Array.from({ length: i }, (__, j) => j + 1)), { nil: undefined }).map((after) => ({
        ordinal: i + 1,
        ...(after === undefined ? {} : { after }),
      })),
    ),
  ),
)

test('a step of a plan that says nothing about order waits for every earlier one', () => {
  const steps = [{ ordinal: 1 }, { ordinal: 2 }, { ordinal: 3 }]
  expect(steps.map((step) => waitsFor(step, steps))).toEqual([[], [1], [1, 2]])
})

test('steps that wait for themselves, for later ones or for none there is, and gaps, are refused by name', () => {
  expect(whyNotInOrder([{ ordinal: 1, after: [1] }])).toMatch(/Step 1 waits for step 1/)
  expect(
    whyNotInOrder([
      { ordinal: 1, after: [2] },
      { ordinal: 2, after: [] },
    ]),
  ).toMatch(/waits for step 2/)
  expect(whyNotInOrder([{ ordinal: 2, after: [] }])).toMatch(/numbered 2/)
  fc.assert(fc.property(plans, (steps) => whyNotInOrder(steps) === null))
})

test('steps are taken back in reverse: what was built on one goes before it, branches beside each other', () => {
  const steps = [
    { ordinal: 1, after: [] },
    { ordinal: 2, after: [1] },
    { ordinal: 3, after: [1] },
    { ordinal: 4, after: [2, 3] },
  ]
  expect(inReverse(steps, [1, 2, 3])).toEqual([
    { ordinal: 3, after: [] },
    { ordinal: 2, after: [] },
    { ordinal: 1, after: [3, 2] },
  ])
  expect(inReverse(steps, [1, 4])).toEqual([
    { ordinal: 4, after: [] },
    { ordinal: 1, after: [4] },
  ])
})

test('nothing is taken back before all that was built on it', () => {
  fc.assert(
    fc.property(plans, (steps) => {
      const all = steps.map(({ ordinal }) => ordinal)
      const reversed = inReverse(steps, all)
      expect(reversed.map(({ ordinal }) => ordinal).toSorted()).toEqual(all)
      const place = new Map(reversed.map(({ ordinal }, i) => [ordinal, i]))
      for (const step of steps) {
        for (const before of waitsFor(step, steps)) {
          expect(place.get(step.ordinal) ?? 0).toBeLessThan(place.get(before) ?? 0)
          expect(reversed.find(({ ordinal }) => ordinal === before)?.after).toContain(step.ordinal)
        }
      }
    }),
  )
})
