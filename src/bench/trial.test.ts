import { expect, test } from 'vitest'
import { growthOf, linesOf, measure, measureInTurns, tableOf } from './trial.ts'

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

test('programs are measured in turns, and what they read is told a second', () => {
  const order: string[] = []
  const trials = measureInTurns('words', 8, 2, [
    { task: 'read', bytes: 3_000_000, work: () => order.push('read') },
    { task: 'pass', work: () => order.push('pass') },
  ])
  expect(order).toEqual(['read', 'pass', 'read', 'pass', 'read', 'pass'])
  const [read, pass] = linesOf(trials.map((one) => ({ ...one, runsMs: [1] })))
  expect([read?.gigabytesPerSecond, pass?.gigabytesPerSecond]).toEqual([3, undefined])
  expect(tableOf([read, pass].filter((line) => line !== undefined))).toContain('read: 3.0 MB at 3 GB/s')
})

test('what could not be done stands in the table without numbers, and is nobody’s baseline', () => {
  const lines = linesOf([
    { task: 'other: not within 240 s', unit: 'records', units: 10, runsMs: [] },
    { task: 'whole', unit: 'records', units: 10, runsMs: [50] },
  ])
  expect(lines.map(({ runs, ratio }) => [runs, ratio])).toEqual([
    [0, Number.NaN],
    [1, 1],
  ])
  expect(tableOf(lines)).toMatch(/not within 240 s +not measured +– .*\n.*whole/)
})

test('growth is the largest size over the smallest, by the name of a task without what was found', () => {
  const line = (task: string, units: number, runsMs: readonly number[]) =>
    linesOf([{ task, unit: 'alerts', units, runsMs }])
  const lines = [
    ...line('load (90 bytes an alert)', 300, [9]),
    ...line('load (80 bytes an alert)', 100, [4]),
    ...line('sort', 100, [1]),
    ...line('sort', 300, []),
  ]
  expect(growthOf(lines)).toEqual([
    {
      task: 'load',
      sizes: [
        { units: 100, medianMs: 4, p95Ms: 4 },
        { units: 300, medianMs: 9, p95Ms: 9 },
      ],
      timesLonger: 2.25,
      timesMore: 3,
    },
  ])
})
