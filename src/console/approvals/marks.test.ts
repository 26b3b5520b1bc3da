import { expect, test } from 'vitest'
import { addMark, afterSubmit, type Mark, sayMarks, saySent } from './marks.ts'

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
