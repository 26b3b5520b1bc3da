import { expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import {
  addMark,
  afterSubmit,
  type KeptMarks,
  type Mark,
  NO_MARKS,
  readKept,
  sayMarks,
  saySent,
  whyOff,
  withoutOff,
} from './marks.ts'

const aMark = (number: number, changes: Partial<Mark> = {}): Mark => ({
  planId: `pl_${number}`,
  number,
  action: 'revoke-session',
  choice: 'approve',
  reason: '',
  digest: `digest-${number}`,
  signedFor: null,
  trouble: null,
  ...changes,
})

test('decisions of one kind gather until they are sent', () => {
  const one = addMark([], aMark(1))
  const two = addMark(one.ok ? one.marks : [], aMark(2))
  expect(two.ok && sayMarks(two.marks)).toBe('Approve 2 × “Revoke its sessions”')
})

test.each([
  ['another action', aMark(2, { action: 'disable-identity' })],
  ['another choice', aMark(2, { choice: 'reject', reason: 'Too thin' })],
])('%s is not sent with them', (_what, other) => {
  expect(addMark([aMark(1)], other)).toEqual({
    ok: false,
    because: 'Approve “Revoke its sessions” waits to be submitted. Submit or clear that first: one kind at a time.',
  })
})

test('a plan that is marked again has the newer mark, and may then be of another kind', () => {
  const again = aMark(1, { choice: 'reject', reason: 'This activity is known' })
  expect(addMark([aMark(1)], again)).toEqual({ ok: true, marks: [again] })
})

test('what could not be sent stays marked with why, what was sent does not', () => {
  const left = afterSubmit([aMark(1), aMark(2)], new Map([['pl_2', 'P-2 is already rejected.']]))
  expect(left).toEqual([aMark(2, { trouble: 'P-2 is already rejected.' })])
  expect(saySent(2, 1)).toBe('1 of 2 decisions sent; what was not stays marked, with why.')
  expect(saySent(1, 0)).toBe('1 decision sent.')
})

const allowed = { allowed: true, rule: 'vote.approver', because: 'You may.' }
const aPlan = (number: number, changes: Partial<PlanView> = {}) =>
  ({
    body: { id: `pl_${number}`, number },
    summary: { mayVote: allowed, mayReject: allowed },
    digest: `digest-${number}`,
    shownDigest: `shown-${number}`,
    state: 'pending',
    recheck: [{ what: 'Gate', step: null, holds: true, detail: 'Still one approval.', sides: null }],
    ...changes,
  }) as PlanView

const noSeat = { allowed: false, rule: 'vote.no-seat', because: 'Your approval would fill no seat.' }
const failing = [{ what: 'Gate', step: null, holds: false, detail: 'Now two approvals.', sides: null }]

test.each<[string, Partial<Mark>, Partial<PlanView>, string | null]>([
  ['its plan is as it was', {}, {}, null],
  ['it is signed and what stands beside it is as it was', { signedFor: 'shown-1' }, {}, null],
  ['it rejects, whatever would hinder an approval', { choice: 'reject' }, { recheck: failing }, null],
  [
    'its plan has another digest',
    {},
    { digest: 'other' },
    'It is another plan than the one you marked. Read it again.',
  ],
  ['its plan is decided', {}, { state: 'rejected' }, 'It no longer waits: rejected.'],
  ['its plan expired', {}, { state: 'expired' }, 'It no longer waits: expired.'],
  ['a comparison no longer holds', {}, { recheck: failing }, 'Gate: Now two approvals.'],
  [
    'what would be signed for is not what was shown',
    { signedFor: 'before' },
    {},
    'What stood beside it when you marked it is no longer so. Read it again.',
  ],
  [
    'somebody else took the seat',
    {},
    { summary: { mayVote: noSeat, mayReject: allowed } as PlanView['summary'] },
    'Your approval would fill no seat.',
  ],
])('where %s a mark says so', (_what, mark, plan, because) => {
  expect(whyOff(aMark(1, mark), aPlan(1, plan))).toBe(because)
})

test('what no longer stands is taken off with why, the others stay, and what is not known yet is left alone', () => {
  const kept: KeptMarks = { by: 'pe_noor', marks: [aMark(1), aMark(2), aMark(3)], dropped: [] }
  const plans = new Map([
    ['pl_1', aPlan(1)],
    ['pl_2', aPlan(2, { digest: 'other' })],
  ])
  expect(withoutOff(kept, plans)).toEqual({
    by: 'pe_noor',
    marks: [aMark(1), aMark(3)],
    dropped: [{ planId: 'pl_2', number: 2, because: 'It is another plan than the one you marked. Read it again.' }],
  })
  expect(withoutOff(kept, new Map([['pl_1', aPlan(1)]]))).toBe(kept)
})

test('marks are read as they were stored; what is no mark is left out, and anything else is none', () => {
  const kept: KeptMarks = {
    by: 'pe_noor',
    marks: [aMark(1, { signedFor: 'shown-1', trouble: 'Not now.' })],
    dropped: [{ planId: 'pl_2', number: 2, because: 'Changed.' }],
  }
  expect(readKept(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  expect(readKept({ ...kept, marks: [aMark(1), { ...aMark(2), action: 'format-disk' }, 7] }).marks).toEqual([aMark(1)])
  for (const other of [null, 'text', [], { by: 1, marks: [], dropped: [] }, { by: 'pe_noor' }]) {
    expect(readKept(other)).toEqual(NO_MARKS)
  }
})
