import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOON } from '../../testing/builders.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { type AlertWish, type AlertWork, changeAlert, DISPOSITIONS, STATUSES, slaDueAt } from './alert.ts'

const fresh: AlertWork = { status: 'new', disposition: 'undetermined', assigneeId: null }
const closed: AlertWork = { status: 'closed', disposition: 'false-positive', assigneeId: 'person-ana' }
const change = (work: AlertWork, wish: AlertWish) => changeAlert(work, wish, 'person-ana')

test('taking a new alert acknowledges it', () => {
  expect(change(fresh, { assignee: 'me' })).toEqual({
    ok: true,
    work: { status: 'acknowledged', disposition: 'undetermined', assigneeId: 'person-ana' },
    changes: [
      { field: 'status', from: 'new', to: 'acknowledged' },
      { field: 'assignee', from: null, to: 'person-ana' },
    ],
  })
})

test('taking an alert that somebody works on changes nothing but who has it', () => {
  const work = { ...fresh, status: 'in-progress', assigneeId: 'person-bo' } as const
  expect(change(work, { assignee: 'me' })).toMatchObject({
    changes: [{ field: 'assignee', from: 'person-bo', to: 'person-ana' }],
  })
})

test.each<[string, AlertWork, AlertWish, string]>([
  [
    'closing without saying what it was',
    fresh,
    { status: 'closed', reason: 'Done with it' },
    'alert.close-undetermined',
  ],
  ['closing without a reason', fresh, { status: 'closed', disposition: 'true-positive' }, 'alert.close-reason'],
  [
    'closing with a blank reason',
    fresh,
    { status: 'closed', disposition: 'true-positive', reason: ' \n  ' },
    'alert.close-reason',
  ],
  ['benign without a reason', fresh, { disposition: 'benign-positive' }, 'alert.clear-reason'],
  ['false without a reason', fresh, { disposition: 'false-positive', reason: 'no' }, 'alert.clear-reason'],
  [
    'undetermined while it stays closed',
    closed,
    { disposition: 'undetermined', reason: 'Not sure' },
    'alert.closed-undetermined',
  ],
])('%s is refused', (_what, work, wish, rule) => {
  expect(change(work, wish)).toMatchObject({ ok: false, rule })
})

test.each<[string, AlertWork, AlertWish]>([
  ['closing with both', fresh, { status: 'closed', disposition: 'benign-positive', reason: 'Planned migration' }],
  ['calling it true needs no reason', fresh, { disposition: 'true-positive' }],
  ['reopening needs no reason', closed, { status: 'in-progress' }],
  ['reopening as undetermined', closed, { status: 'in-progress', disposition: 'undetermined' }],
  ['releasing it', closed, { assignee: null }],
])('%s is allowed', (_what, work, wish) => {
  expect(change(work, wish).ok).toBe(true)
})

test('a wish that changes nothing is fine and leaves nothing to record', () => {
  expect(change(closed, { status: 'closed', assignee: 'me' })).toEqual({ ok: true, work: closed, changes: [] })
})

test('no alert is closed as undetermined, whatever is asked and in which order', () => {
  const wishes = fc.record(
    {
      status: fc.constantFrom(...STATUSES),
      disposition: fc.constantFrom(...DISPOSITIONS),
      assignee: fc.constantFrom('me' as const, null),
      reason: fc.constantFrom('', 'Because'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(wishes), (all) => {
      const end = all.reduce<AlertWork>((work, wish) => {
        const changed = change(work, wish)
        return changed.ok ? changed.work : work
      }, fresh)
      expect(end.status === 'closed' && end.disposition === 'undetermined').toBe(false)
    }),
  )
})

test('the higher the tier, the sooner somebody should have looked', () => {
  const minutes = ([0, 1, 2, 3, 4] as const).map((tier) => (slaDueAt(tier, NOON, STARTING_POLICY) - NOON) / 60_000)
  expect(minutes).toEqual([1440, 480, 60, 30, 15])
})
