import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, NOON } from '../../testing/builders.ts'
import { DISPOSITIONS, STATUSES } from '../alert/alert.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { type AlertWish, type AlertWork, type Circumstances, changeWork, wakeWork } from './change-work.ts'
import { isHeld } from './hold.ts'
import { slaDueAt } from './sla.ts'

const HOUR_MS = 3_600_000
const ana = { id: 'person-ana', name: 'Ana' }
const at: Circumstances = { by: ana, now: NOON, tier: 2, policy: STARTING_POLICY }
const fresh: AlertWork = {
  status: 'new',
  disposition: 'undetermined',
  assigneeId: null,
  tags: [],
  hold: null,
  slaDueAt: NOON + HOUR_MS,
  slaPause: null,
  closure: null,
}
const closed: AlertWork = {
  ...fresh,
  status: 'closed',
  disposition: 'false-positive',
  assigneeId: 'person-ana',
  slaDueAt: null,
  closure: { at: NOON - 1, by: ana, reason: 'A drill' },
}
const change = (work: AlertWork, wish: AlertWish, where: Partial<Circumstances> = {}) =>
  changeWork(work, wish, { ...at, ...where })

/** The work after a wish that is expected to be allowed. */
function after(work: AlertWork, wish: AlertWish, where: Partial<Circumstances> = {}): AlertWork {
  const changed = change(work, wish, where)
  if (!changed.ok) throw new Error(changed.refusal)
  return changed.work
}

test('taking a new alert acknowledges it and meets its clock', () => {
  expect(change(fresh, { assignee: 'me' })).toEqual({
    ok: true,
    work: { ...fresh, status: 'acknowledged', assigneeId: 'person-ana', slaDueAt: null },
    changes: [
      { field: 'status', from: 'new', to: 'acknowledged' },
      { field: 'assignee', from: null, to: 'person-ana' },
    ],
  })
})

test('giving a new alert to somebody acknowledges it too', () => {
  expect(after(fresh, { assignee: 'person-bo' })).toMatchObject({ status: 'acknowledged', assigneeId: 'person-bo' })
})

test('taking an alert that somebody works on changes nothing but who has it', () => {
  const work: AlertWork = { ...fresh, status: 'in-progress', assigneeId: 'person-bo', slaDueAt: null }
  expect(change(work, { assignee: 'me' })).toMatchObject({
    changes: [{ field: 'assignee', from: 'person-bo', to: 'person-ana' }],
  })
})

test('taking what is free is taking; what a colleague has, or what is closed, is not taken but given', () => {
  expect(after(fresh, { take: true })).toEqual(after(fresh, { assignee: 'me' }))
  expect(change({ ...fresh, status: 'in-progress', assigneeId: 'person-ana' }, { take: true })).toMatchObject({
    changes: [],
  })
  const refusalOf = (work: AlertWork, wish: AlertWish) => {
    const changed = change(work, wish)
    return changed.ok ? null : changed.rule
  }
  expect(refusalOf({ ...fresh, status: 'acknowledged', assigneeId: 'person-bo' }, { take: true })).toBe('alert.taken')
  expect(refusalOf(closed, { take: true })).toBe('alert.take-closed')
  expect(refusalOf(fresh, { take: true, assignee: 'person-bo' })).toBe('alert.take-one')
})

const soon = { until: NOON + 2 * HOUR_MS }

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
  ['snoozing without a reason', fresh, { snooze: soon }, 'alert.hold-reason'],
  ['snoozing what is closed', closed, { snooze: soon, reason: 'Later' }, 'alert.hold-closed'],
  ['snoozing into the past', fresh, { snooze: { until: NOON - 1 }, reason: 'Later' }, 'alert.hold-until'],
  [
    'snoozing longer than the policy allows',
    fresh,
    { snooze: { until: NOON + 8 * DAY_MS }, reason: 'Later' },
    'alert.hold-until',
  ],
  [
    'snoozing and closing at once',
    fresh,
    { snooze: soon, status: 'closed', reason: 'Both' },
    'alert.close-undetermined',
  ],
  [
    'accepting the risk of what never happened',
    fresh,
    { acceptRisk: soon, disposition: 'false-positive', reason: 'Known' },
    'alert.false-risk',
  ],
  [
    'accepting a risk for ever',
    fresh,
    { acceptRisk: { until: NOON + 181 * DAY_MS }, reason: 'Known' },
    'alert.hold-until',
  ],
  ['pausing a clock without a reason', fresh, { sla: 'pause' }, 'alert.sla-reason'],
  ['pausing a clock that was met', closed, { sla: 'pause', reason: 'Owner asleep' }, 'alert.sla-over'],
  ['a tag that is none', fresh, { addTags: ['=cmd()'] }, 'alert.tags'],
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

test('closing keeps who closed it and why; opening it again forgets that', () => {
  const done = after(fresh, { status: 'closed', disposition: 'true-positive', reason: ' Key revoked ' })
  expect(done.closure).toEqual({ at: NOON, by: ana, reason: 'Key revoked' })
  expect(after(done, { status: 'new' })).toMatchObject({ closure: null, slaDueAt: slaDueAt(2, NOON, STARTING_POLICY) })
})

test('who snoozes an alert that nobody has takes it, and it rests until the end and not longer', () => {
  const work = after(fresh, { snooze: soon, reason: 'Owner is back at two' })
  expect(work).toMatchObject({ status: 'acknowledged', assigneeId: 'person-ana', slaDueAt: null })
  expect(isHeld(work.hold, soon.until - 1)).toBe(true)
  expect(isHeld(work.hold, soon.until)).toBe(false)
  expect(wakeWork(work, { ...at, now: soon.until })).toEqual({ ...work, hold: null })
  expect(after(work, { snooze: null }).hold).toBeNull()
})

test('the higher the tier, the shorter an alert may rest', () => {
  const longest = ([0, 1, 2, 3, 4] as const).map((tier) => STARTING_POLICY.work.snoozeMaxHours[tier])
  for (const [tier, hours] of longest.entries()) {
    const where = { tier: tier as 0 | 1 | 2 | 3 | 4 }
    const until = NOON + hours * HOUR_MS
    expect(change(fresh, { snooze: { until }, reason: 'Later' }, where).ok).toBe(true)
    expect(change(fresh, { snooze: { until: until + 1 }, reason: 'Later' }, where).ok).toBe(false)
  }
  expect(longest.toSorted((a, b) => b - a)).toEqual(longest)
})

test('an accepted risk is closed as true, and comes back as new with its clock started anew', () => {
  const work = after(fresh, { acceptRisk: soon, reason: 'Replaced in March' })
  expect(work).toMatchObject({ status: 'closed', disposition: 'true-positive', hold: { kind: 'risk-accepted' } })
  expect(wakeWork(work, { ...at, now: soon.until })).toMatchObject({
    status: 'new',
    disposition: 'true-positive',
    assigneeId: null,
    hold: null,
    slaDueAt: slaDueAt(2, soon.until, STARTING_POLICY),
  })
})

test('whoever opens an accepted risk again ends the acceptance', () => {
  const work = after(fresh, { acceptRisk: soon, reason: 'Replaced in March' })
  expect(after(work, { status: 'in-progress' }).hold).toBeNull()
})

test('a paused clock goes on with what was left, breached or not', () => {
  const left = fc.integer({ min: -DAY_MS, max: DAY_MS })
  fc.assert(
    fc.property(left, fc.nat(DAY_MS), (leftMs, pausedMs) => {
      const work = { ...fresh, slaDueAt: NOON + leftMs }
      const paused = after(work, { sla: 'pause', reason: 'Source is down' })
      expect(paused.slaDueAt).toBeNull()
      const resumed = after(paused, { sla: 'resume' }, { now: NOON + pausedMs })
      expect(resumed).toEqual({ ...work, slaDueAt: NOON + pausedMs + leftMs })
    }),
  )
})

const wishes = fc.record(
  {
    status: fc.constantFrom(...STATUSES),
    disposition: fc.constantFrom(...DISPOSITIONS),
    assignee: fc.constantFrom('me', 'person-bo', null),
    snooze: fc.constantFrom(null, soon, { until: NOON + 30 * DAY_MS }),
    acceptRisk: fc.constantFrom(soon, { until: NOON + 400 * DAY_MS }),
    sla: fc.constantFrom('pause' as const, 'resume' as const),
    addTags: fc.array(fc.constantFrom('prod', 'Prod', 'drill', '<b>'), { maxLength: 3 }),
    removeTags: fc.array(fc.constantFrom('prod', 'drill'), { maxLength: 2 }),
    reason: fc.constantFrom('', 'Because'),
  },
  { requiredKeys: [] },
)

test('whatever is asked and in which order, no alert is in a state that contradicts itself', () => {
  fc.assert(
    fc.property(fc.array(wishes), (all) => {
      const end = all.reduce<AlertWork>((work, wish) => {
        const changed = change(work, wish)
        return changed.ok ? changed.work : work
      }, fresh)
      expect(end.status === 'closed' && end.disposition === 'undetermined').toBe(false)
      expect(end.closure !== null).toBe(end.status === 'closed')
      expect(end.slaDueAt !== null || end.slaPause !== null).toBe(end.status === 'new')
      expect(end.slaDueAt !== null && end.slaPause !== null).toBe(false)
      expect(end.hold === null || (end.hold.kind === 'risk-accepted') === (end.status === 'closed')).toBe(true)
      expect([...new Set(end.tags)].sort()).toEqual(end.tags)
    }),
  )
})

test('the same wish twice is one change', () => {
  fc.assert(
    fc.property(wishes, (asked) => {
      const wish = { ...asked, snooze: undefined, acceptRisk: undefined }
      const once = change(fresh, wish)
      fc.pre(once.ok)
      expect(once.ok && change(once.work, wish)).toMatchObject({ changes: [] })
    }),
  )
})

test('the higher the tier, the sooner somebody should have looked', () => {
  const minutes = ([0, 1, 2, 3, 4] as const).map((tier) => (slaDueAt(tier, NOON, STARTING_POLICY) - NOON) / 60_000)
  expect(minutes).toEqual([1440, 480, 60, 30, 15])
})
