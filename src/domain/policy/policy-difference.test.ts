import { expect, test } from 'vitest'
import { type Policy, STARTING_POLICY } from './policy.ts'
import { policyDifference } from './policy-difference.ts'

const changed = (gate: Partial<Policy['gate']>): Policy => ({
  ...STARTING_POLICY,
  version: 2,
  gate: { ...STARTING_POLICY.gate, ...gate },
})

test('two versions that say the same differ in nothing', () => {
  expect(policyDifference(STARTING_POLICY, changed({}))).toEqual({ approved: [], now: [] })
})

test('each member that differs stands on a line of both sides, with its unit', () => {
  expect(
    policyDifference(
      STARTING_POLICY,
      changed({ twoApprovalsCriticality: 1, approvalTtlMs: 90_000, autoEnvironments: [] }),
    ),
  ).toEqual({
    approved: [
      'gate, auto environments: prod, staging, ci, dev, decoy',
      'gate, two approvals criticality: 5',
      'gate, approval ttl: 30 min',
    ],
    now: ['gate, auto environments: none', 'gate, two approvals criticality: 1', 'gate, approval ttl: 1.5 min'],
  })
})

test('whose approvals a gate asks for is said in a sentence, with a chain of silence of its own', () => {
  const quorums: Policy['gate']['quorums'] = {
    ...STARTING_POLICY.gate.quorums,
    'one-approval': [{ title: 'Access', need: 1, seats: ['iam'], silence: [{ afterPercent: 20, tell: 'who-could' }] }],
  }
  expect(policyDifference(STARTING_POLICY, changed({ quorums })).now).toEqual([
    'gate, quorums, one approval: Access: one of IAM, in silence whoever could take a free seat is told after 20 % of its time',
  ])
})
