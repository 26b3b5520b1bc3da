import { expect, test } from 'vitest'
import { decidedOf } from './decided.ts'
import type { PlanState } from './plan.ts'

const asked = (state: PlanState, more = {}) => ({
  state,
  requestedAt: 1000,
  expiresAt: 9000,
  stateAt: 5000,
  quorum: 2,
  missing: 0,
  ...more,
})
const person = (name: string) => ({ id: name, name, team: 'SOC' })
const vote = (name: string, choice: 'approve' | 'reject', at: number) => ({ person: person(name), choice, at })
const both = [vote('noor', 'approve', 3000), vote('tomo', 'approve', 2000)]

test('a plan is approved with the last of its approvals, by all who gave one', () => {
  const expected = { kind: 'approved', at: 3000, by: [person('tomo'), person('noor')] }
  for (const state of ['approved', 'running', 'paused', 'done', 'failed'] as const) {
    expect(decidedOf(asked(state), both)).toEqual(expected)
  }
})

test('a rejection is by who rejected, whoever approved before', () => {
  expect(decidedOf(asked('rejected'), [...both, vote('sana', 'reject', 4000)])).toEqual({
    kind: 'rejected',
    at: 4000,
    by: [person('sana')],
  })
})

test('time decides an expired one, the policy one without a quorum, and what is withdrawn was decided by no vote', () => {
  expect(decidedOf(asked('expired', { missing: 2 }), [])).toEqual({ kind: 'expired', at: 9000, by: [] })
  expect(decidedOf(asked('done', { quorum: 0 }), [])).toEqual({ kind: 'by-policy', at: 1000, by: [] })
  expect(decidedOf(asked('void'), both)).toEqual({ kind: 'withdrawn', at: 5000, by: [] })
})

test('nothing is said to be decided while it waits, nor where it ran without its approvals', () => {
  expect(decidedOf(asked('pending', { missing: 1 }), both)).toBeNull()
  expect(decidedOf(asked('done', { missing: 1 }), both)).toBeNull()
})
