import { expect, test } from 'vitest'
import { linesOf, measure, tableOf } from './trial.ts'

test('every ratio is against the first trial, by medians and per unit', () => {
  const lines = linesOf([
    { task: 'bare', unit: 'records', units: 100, runsMs: [10, 30, 20] },
    { task: 'whole', unit: 'records', units: 100, runsMs: [70, 50] },
    { task: 'a tenth of it', unit: 'records', units: 10, runsMs: [6] },
  ])
  expect(lines.map(({ ratio, perSecond }) => [Math.round(ratio * 1_000) / 1_000, perSecond])).toEqual([
    [1, 5000],
    [3, 1667],
    [3, 1667],
  ])
  expect(tableOf(lines)).toContain('whole')
})

test('what takes less than a millisecond is not shown as nothing', () => {
  const lines = linesOf([
    { task: 'whole', unit: 'records', units: 10, runsMs: [50] },
    { task: 'part', unit: 'records', units: 10, runsMs: [0.45] },
  ])
  expect(tableOf(lines)).toMatch(/part .* 0\.45 .* 0\.009$/)
})

test('of twenty runs the nineteenth is the 95th percentile', () => {
  const runsMs = Array.from({ length: 20 }, (_, run) => 20 - run)
  expect(linesOf([{ task: 'runs', unit: 'records', units: 1, runsMs }])[0]?.p95Ms).toBe(19)
})

test('the warm-up is not counted', async () => {
  let calls = 0
  const trial = await measure('count', 'calls', 1, 3, () => Promise.resolve((calls += 1)))
  expect([calls, trial.runsMs.length]).toEqual([4, 3])
})
