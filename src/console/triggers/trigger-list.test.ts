import { expect, test } from 'vitest'
import type { TriggerView } from '../../domain/views/change-views.ts'
import { aTriggerView } from '../../testing/trigger-views.ts'
import { shownTriggers, type TriggerFilter } from './trigger-list.ts'

const ALL: TriggerFilter = { text: '', mode: '', state: '' }
const ids = (triggers: readonly TriggerView[]) => triggers.map(({ id }) => id)

test('the most hits come first, in shadow too, and ties keep the order of ids', () => {
  const triggers = [
    aTriggerView('c'),
    aTriggerView('b', { hits: { day: 0, week: 3, month: 9 } }),
    aTriggerView('a'),
    aTriggerView('d', { mode: 'shadow', shadowHits: { day: 0, week: 5, month: 9 } }),
  ]
  expect(ids(shownTriggers(triggers, ALL, { column: 'week', direction: 'descending' }))).toEqual(['d', 'b', 'a', 'c'])
})

test('what was never judged is last among the best and first among the worst', () => {
  const triggers = [
    aTriggerView('none'),
    aTriggerView('bad', { judged: 10, truePositives: 1 }),
    aTriggerView('good', { judged: 2, truePositives: 2 }),
  ]
  const sorted = (direction: 'ascending' | 'descending') =>
    ids(shownTriggers(triggers, ALL, { column: 'precision', direction }))
  expect(sorted('descending')).toEqual(['good', 'bad', 'none'])
  expect(sorted('ascending')).toEqual(['none', 'bad', 'good'])
})

test('a technique finds its triggers, and filters hold together', () => {
  const triggers = [
    aTriggerView('a', { attacks: ['T1078.004'] }),
    aTriggerView('b', { attacks: ['T1078.004'], mode: 'off' }),
    aTriggerView('c'),
  ]
  expect(
    ids(shownTriggers(triggers, { ...ALL, text: ' t1078 ' }, { column: 'title', direction: 'ascending' })),
  ).toEqual(['a', 'b'])
  expect(
    ids(shownTriggers(triggers, { ...ALL, text: 't1078', mode: 'on' }, { column: 'title', direction: 'ascending' })),
  ).toEqual(['a'])
})

test('silent means on and without a hit in 30 days', () => {
  const triggers = [
    aTriggerView('silent'),
    aTriggerView('off', { mode: 'off' }),
    aTriggerView('heard', { hits: { day: 0, week: 0, month: 1 } }),
  ]
  expect(
    ids(shownTriggers(triggers, { ...ALL, state: 'silent' }, { column: 'title', direction: 'ascending' })),
  ).toEqual(['silent'])
})
