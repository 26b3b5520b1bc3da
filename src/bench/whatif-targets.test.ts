import { expect, test } from 'vitest'
import { READ_OF_COLUMNS, READ_OF_OWN } from './mere-read.ts'
import { textOf } from './targets.ts'
import { linesOf } from './trial.ts'
import { FULL_PASS, ONE_TRIGGER } from './whatif-drafts.ts'
import { targetsOf } from './whatif-targets.ts'

const trial = (task: string, ms: number, bytes?: number) => ({
  task,
  unit: 'alerts',
  units: 10,
  runsMs: [ms],
  ...(bytes === undefined ? {} : { bytes }),
})

const quoted = (count: number) => Array.from({ length: count }, () => 'quoted')

test('each target is a ratio within one table, and says whether it is met', () => {
  const targets = targetsOf(
    linesOf([
      trial(`${READ_OF_COLUMNS}, Node on 2 cores`, 1, 64),
      trial(READ_OF_OWN, 0.5, 32),
      trial(`session: ${FULL_PASS.task}`, 5),
      trial(`session: ${FULL_PASS.task}, beside two threads`, 5),
      trial(`session: ${FULL_PASS.task}, two threads`, 4.5),
      trial(`session: ${FULL_PASS.task}, two threads, of which one never runs`, 6),
      trial(`session: ${ONE_TRIGGER.task}`, 1),
      trial('session: handing over the result, both ends', 0.2),
      trial('DuckDB-WASM: the whole policy, by case', 400),
    ]),
  )
  expect(targets.filter(({ must }) => must !== null).map(({ got }) => got)).toEqual([5, 4.5, 1.2, 0.2, 0.04, 80])
  expect(targets.filter(({ must }) => must === null).map(({ got }) => got)).toEqual([10, 9, 5e5, 1e5, 5e4, 0.9, 1])
  expect(
    textOf(targets)
      .split('\n')
      .map((line) => line.trim().split(' ')[0]),
  ).toEqual(['met', 'missed', ...quoted(6), 'missed', ...quoted(1), 'met', 'met', 'met'])
})

test('two threads have to pay over a long history, and may make no difference over a short one', () => {
  const judged = (units: number) =>
    targetsOf(
      linesOf(
        [
          trial(`session: ${FULL_PASS.task}, beside two threads`, 5),
          trial(`session: ${FULL_PASS.task}, two threads`, 4),
        ].map((one) => ({ ...one, units })),
      ),
    ).map(({ must, got }) => ({ must, got }))
  expect(judged(1_000_000)).toEqual([{ must: null, got: 0.8 }])
  expect(judged(5_000_000)).toEqual([{ must: { most: 0.6 }, got: 0.8 }])
})

test('without the mere read, or what is compared with it, nothing is claimed', () => {
  expect(targetsOf(linesOf([trial('DuckDB-WASM: the whole policy, by case', 400)]))).toEqual([])
})
