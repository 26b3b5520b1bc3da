import { expect, test } from 'vitest'
import { aPerson, aPlanBody, aVote } from '../../testing/builders.ts'
import { sayLostApproval } from './lost-approval.ts'
import type { PlanGate } from './plan.ts'

const bo = aPerson('Bo', { domains: ['soc'] })
const seat = { of: 'domain', domain: 'soc' } as const
const gate: PlanGate = {
  kind: 'one-approval',
  quorum: 1,
  ownerTeam: null,
  passkey: false,
  reasons: [],
  stages: [{ title: 'SOC', need: 1, seats: [seat], silence: [] }],
}
const said = (today: readonly (typeof bo)[], vote = aVote(bo)) => sayLostApproval(vote, aPlanBody({ gate }), today)

test('what became of an approval is said as it is: gone, no approver, elsewhere, or its key', () => {
  expect(said([])).toBe('Bo may not sign in any more')
  expect(said([{ ...bo, roles: ['auditor'] }])).toBe('Bo is no approver any more')
  expect(said([{ ...bo, domains: ['platform'] }])).toBe('Bo answers for platform today, and it takes somebody of SOC')
  expect(said([{ ...bo, domains: [] }])).toContain('answers for no domain')
  const signed = aVote(bo, { passkey: { id: 'k', name: 'Blue', isRevoked: true } })
  expect(said([bo], signed)).toBe('the key that Bo signed with was revoked')
})
