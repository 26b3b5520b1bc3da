import { expect, test } from 'vitest'
import { pageTargetsOf } from './page-targets.ts'
import { KEYS_PAINTED } from './queue-screen.ts'
import { linesOf } from './trial.ts'
import { LONG_TASKS, movedBy } from './whatif-page.ts'

const trial = (task: string, units: number, ...runsMs: readonly number[]) => ({ task, unit: 'alerts', units, runsMs })

test('a page is judged by 19 of 20, with what a bare page took beside it', () => {
  const targets = pageTargetsOf(
    linesOf([
      trial(`bare page: ${KEYS_PAINTED} (2 keys)`, 1e6, 3, 9),
      trial(`page: ${KEYS_PAINTED} (2 keys)`, 1e6, 8, 20),
    ]),
  )
  expect(targets.map(({ must, got }) => [must, got])).toEqual([
    [{ most: 16 }, 20],
    [null, 9],
  ])
})

test('a slider has one frame at a million alerts and 50 ms beyond, and no task may hold the page', () => {
  const at = (alerts: number) =>
    pageTargetsOf(linesOf([trial(`page: ${movedBy('a key')}`, alerts, 12), trial(LONG_TASKS, alerts, 61, 70)]))
  expect(at(1e6).map(({ must, got }) => [must, got])).toEqual([
    [{ most: 16.7 }, 12],
    [{ most: 0 }, 2],
  ])
  expect(at(5e6)[0]?.must).toEqual({ most: 50 })
})

test('the same on a display of 60 Hz, and other tables, claim nothing', () => {
  expect(pageTargetsOf(linesOf([trial(`page: ${movedBy('a key')}, on a display of 60 Hz`, 1e6, 30)]))).toEqual([])
})
