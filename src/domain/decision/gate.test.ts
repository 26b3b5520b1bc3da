import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aGateInput, anIdentity, anUnclaimedIdentity, aTrigger, DAY_MS, NOON } from '../../testing/builders.ts'
import type { Tier } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import { ownerTeamOf } from '../identity/owner-team.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { GATES } from './decision.ts'
import { type GateInput, gateFor, planGate } from './gate.ts'
import { isStricter } from './reconsider.ts'

interface Case {
  readonly who: string
  readonly change: Partial<GateInput>
  readonly expected: (typeof GATES)[number]
  readonly decidedBy: string
}

const severe = { score: 80, level: 'severe', consumers: [], isComplete: true } as const
const capped = { tier: 2, uncapped: 3, caps: ['no-owner'] } as const

const UNTRIED = { rule: 'dry-run', because: 'No review gave it automation' } as const

/** Each row changes one thing of a step that would run by itself. */
const CASES: readonly Case[] = [
  { who: 'nothing stands against it', change: {}, expected: 'auto', decidedBy: 'gate.auto-listed' },

  { who: 'no identity', change: { identity: null }, expected: 'blocked', decidedBy: 'gate.unclaimed' },
  {
    who: 'an unclaimed one',
    change: { identity: anUnclaimedIdentity() },
    expected: 'blocked',
    decidedBy: 'gate.unclaimed',
  },
  {
    who: 'a person',
    change: { identity: anIdentity({ kind: 'human' }) },
    expected: 'blocked',
    decidedBy: 'gate.human',
  },
  {
    who: 'state never checked',
    change: { identity: anIdentity({ validatedAt: null }) },
    expected: 'blocked',
    decidedBy: 'gate.unvalidated',
  },
  {
    who: 'state checked 8 days ago',
    change: { identity: anIdentity({ validatedAt: NOON - 8 * DAY_MS }) },
    expected: 'blocked',
    decidedBy: 'gate.stale',
  },
  {
    who: 'state "checked" next year',
    change: { identity: anIdentity({ validatedAt: NOON + 365 * DAY_MS }) },
    expected: 'blocked',
    decidedBy: 'gate.stale',
  },
  {
    who: 'kind out of scope',
    change: { trigger: aTrigger({ scope: { kinds: ['ai-agent'] } }) },
    expected: 'blocked',
    decidedBy: 'gate.out-of-scope',
  },
  {
    who: 'owner out of scope',
    change: { trigger: aTrigger({ scope: { teams: ['Payments'] } }) },
    expected: 'blocked',
    decidedBy: 'gate.out-of-scope',
  },
  {
    who: 'only the business owner in scope, while somebody else runs it',
    change: { trigger: aTrigger({ scope: { teams: ['Reporting'] } }) },
    expected: 'blocked',
    decidedBy: 'gate.out-of-scope',
  },
  {
    who: 'owner unknown, scope given',
    change: {
      trigger: aTrigger({ scope: { teams: ['Reporting Platform'] } }),
      identity: anIdentity({ technicalOwner: null, businessOwner: null }),
    },
    expected: 'blocked',
    decidedBy: 'gate.out-of-scope',
  },
  {
    who: 'owner in scope',
    change: { trigger: aTrigger({ scope: { teams: ['Payments', 'Reporting Platform'] } }) },
    expected: 'auto',
    decidedBy: 'gate.auto-listed',
  },
  {
    who: 'environment out of scope',
    change: { trigger: aTrigger({ scope: { environments: ['dev'] } }) },
    expected: 'blocked',
    decidedBy: 'gate.out-of-scope',
  },
  {
    who: 'environment unknown, scope given',
    change: { trigger: aTrigger({ scope: { environments: ['prod'] } }), identity: anIdentity({ environment: null }) },
    expected: 'blocked',
    decidedBy: 'gate.out-of-scope',
  },
  {
    who: 'irreversible, never exercised',
    change: { action: actionOf('revoke-grants'), identity: anIdentity({ kind: 'oauth-app' }), exercisedAt: null },
    expected: 'blocked',
    decidedBy: 'gate.irreversible-unexercised',
  },
  {
    who: 'irreversible, exercise too old',
    change: {
      action: actionOf('revoke-grants'),
      identity: anIdentity({ kind: 'oauth-app' }),
      exercisedAt: NOON - 31 * DAY_MS,
    },
    expected: 'blocked',
    decidedBy: 'gate.irreversible-unexercised',
  },
  {
    who: 'no connector',
    change: { feasible: 'No healthy connector reaches account 123456789012.' },
    expected: 'blocked',
    decidedBy: 'gate.no-connector',
  },
  {
    who: 'an action for another kind',
    change: { action: actionOf('suspend-tool') },
    expected: 'blocked',
    decidedBy: 'gate.wrong-kind',
  },

  {
    who: 'irreversible, exercised',
    change: { action: actionOf('revoke-grants'), identity: anIdentity({ kind: 'oauth-app' }) },
    expected: 'two-approvals',
    decidedBy: 'gate.irreversible',
  },
  {
    who: 'severe disruption',
    change: { disruption: severe },
    expected: 'two-approvals',
    decidedBy: 'gate.severe-disruption',
  },
  {
    who: 'criticality 5',
    change: { identity: anIdentity({ criticality: 5 }) },
    expected: 'two-approvals',
    decidedBy: 'gate.critical-identity',
  },
  {
    who: 'past a cap',
    change: { action: actionOf('disable-identity'), need: capped },
    expected: 'two-approvals',
    decidedBy: 'gate.cap-exceeded',
  },
  {
    who: 'run by somebody else',
    change: { identity: anIdentity({ tenancy: 'third-party' }) },
    expected: 'two-approvals',
    decidedBy: 'gate.trust-domain',
  },
  {
    who: 'the whole identity, trust domain unknown',
    change: { action: actionOf('disable-identity'), identity: anIdentity({ trustDomain: null }) },
    expected: 'two-approvals',
    decidedBy: 'gate.trust-domain-unknown',
  },

  { who: 'no trigger', change: { trigger: null }, expected: 'one-approval', decidedBy: 'gate.auto-listed' },
  {
    who: 'a trigger that is not listed',
    change: { trigger: aTrigger({ automation: { allowed: false, threshold: 0 } }) },
    expected: 'one-approval',
    decidedBy: 'gate.auto-listed',
  },
  {
    who: 'confidence just below the threshold',
    change: { confidence: 84 },
    expected: 'one-approval',
    decidedBy: 'gate.auto-confidence',
  },
  {
    who: 'high disruption',
    change: { disruption: { ...severe, score: 40, level: 'high' } },
    expected: 'one-approval',
    decidedBy: 'gate.auto-disruption',
  },
  {
    who: 'a map that is not whole',
    change: { disruption: { score: 0, level: 'none', consumers: [], isComplete: false } },
    expected: 'one-approval',
    decidedBy: 'gate.auto-disruption',
  },
  {
    who: 'criticality 4',
    change: { identity: anIdentity({ criticality: 4 }) },
    expected: 'one-approval',
    decidedBy: 'gate.auto-criticality',
  },
  {
    who: 'criticality unknown',
    change: { identity: anIdentity({ criticality: null }) },
    expected: 'one-approval',
    decidedBy: 'gate.auto-criticality',
  },
  {
    who: 'no owner known',
    change: { identity: anIdentity({ technicalOwner: null, businessOwner: null }) },
    expected: 'one-approval',
    decidedBy: 'gate.auto-budget-owner',
  },
  {
    who: 'environment unknown',
    change: { identity: anIdentity({ environment: null }) },
    expected: 'one-approval',
    decidedBy: 'gate.auto-environment',
  },
  {
    who: 'environment not listed',
    change: { policy: { ...STARTING_POLICY, gate: { ...STARTING_POLICY.gate, autoEnvironments: ['dev'] } } },
    expected: 'one-approval',
    decidedBy: 'gate.auto-environment',
  },
  {
    who: 'a trigger that lost its automation',
    change: {
      automation: {
        stepsThisTriggerHour: 0,
        ownerSharePercent: 0,
        forbidden: { rule: 'kept', because: '2 of 14 judged alerts were true' },
      },
    },
    expected: 'one-approval',
    decidedBy: 'gate.auto-kept',
  },
  {
    who: 'a trigger that no review gave automation after a dry run',
    change: { automation: { stepsThisTriggerHour: 0, ownerSharePercent: 0, forbidden: UNTRIED } },
    expected: 'one-approval',
    decidedBy: 'gate.auto-dry-run',
  },
  {
    who: 'a playbook never exercised',
    change: { exercisedAt: null },
    expected: 'one-approval',
    decidedBy: 'gate.auto-exercised',
  },
  {
    who: 'an exercise 31 days old',
    change: { exercisedAt: NOON - 31 * DAY_MS },
    expected: 'one-approval',
    decidedBy: 'gate.auto-exercised',
  },
  {
    who: 'an exercise that is still to come',
    change: { exercisedAt: NOON + DAY_MS },
    expected: 'one-approval',
    decidedBy: 'gate.auto-exercised',
  },
  {
    who: 'the hour is used up',
    change: { automation: { stepsThisTriggerHour: 6, ownerSharePercent: 0, forbidden: null } },
    expected: 'one-approval',
    decidedBy: 'gate.auto-budget-trigger',
  },
  {
    who: 'the owner has enough',
    change: { automation: { stepsThisTriggerHour: 0, ownerSharePercent: 20, forbidden: null } },
    expected: 'one-approval',
    decidedBy: 'gate.auto-budget-owner',
  },
  {
    who: 'a record marked as a test',
    change: { isSample: true },
    expected: 'one-approval',
    decidedBy: 'gate.auto-real-record',
  },
]

test.each(CASES)('$who: $expected, decided by $decidedBy', ({ change, expected, decidedBy }) => {
  const answer = gateFor(aGateInput(change))
  expect(answer.gate).toBe(expected)
  expect(answer.reasons.map(({ rule }) => rule)).toContain(decidedBy)
  expect(answer.unblock.length > 0).toBe(expected === 'blocked')
})

test('a single thing against an automatic step is the single reason that is given', () => {
  for (const { change, expected, decidedBy } of CASES.filter(
    (row) => row.expected === 'one-approval' && row.who !== 'no trigger',
  )) {
    expect(gateFor(aGateInput(change)).reasons.map(({ rule }) => rule)).toEqual([decidedBy])
    expect(expected).toBe('one-approval')
  }
})

test('whatever else holds, what blocks one step alone blocks it in any company', () => {
  const blocking = CASES.filter((row) => row.expected === 'blocked' && row.change.action === undefined)
  fc.assert(
    fc.property(fc.constantFrom(...blocking), fc.constantFrom(...CASES), (blocker, other) => {
      const both = { ...other.change, ...blocker.change }
      expect(gateFor(aGateInput(both)).gate).toBe('blocked')
    }),
  )
})

test('of two seats one belongs to the team that runs the identity, and a blocked answer makes no plan', () => {
  const policy = STARTING_POLICY
  const two = gateFor(aGateInput({ identity: anIdentity({ criticality: 5 }) }))
  expect(
    planGate(two, { identity: anIdentity({ criticality: 5 }), tier: 2, actionOwner: 'iam' }, policy),
  ).toMatchObject({
    kind: 'two-approvals',
    quorum: 2,
    ownerTeam: 'Reporting Platform',
  })
  const orphan = anIdentity({ criticality: 5, technicalOwner: null, businessOwner: null })
  expect(planGate(two, { identity: orphan, tier: 2, actionOwner: 'iam' }, policy)).toMatchObject({
    ownerTeam: null,
    stages: [{ seats: [{ of: 'anybody' }, { of: 'domain', domain: 'iam' }] }],
    reasons: [{}, { rule: 'gate.owner-unknown' }],
  })
  expect(
    planGate(gateFor(aGateInput({ trigger: null })), { identity: anIdentity(), tier: 2, actionOwner: 'iam' }, policy),
  ).toMatchObject({
    quorum: 1,
    ownerTeam: null,
  })
  expect(
    planGate(gateFor(aGateInput()), { identity: anIdentity(), tier: 2, actionOwner: 'iam' }, policy),
  ).toMatchObject({ kind: 'auto', quorum: 0 })
  expect(
    planGate(gateFor(aGateInput({ identity: null })), { identity: null, tier: 2, actionOwner: 'iam' }, policy),
  ).toBeNull()
  expect(ownerTeamOf(anIdentity({ technicalOwner: null }))).toBe('Reporting')
})

test('from the tier of the policy on, people sign what they approve; nobody signs what runs by itself', () => {
  const gate = (passkeyFromTier: number) => ({ gate: { ...STARTING_POLICY.gate, passkeyFromTier } })
  const one = gateFor(aGateInput({ trigger: null }))
  const plans = fc.tuple(fc.constantFrom<Tier[]>(0, 1, 2, 3, 4), fc.integer({ min: 0, max: 5 }))
  fc.assert(
    fc.property(plans, ([tier, from]) => {
      expect(planGate(one, { identity: anIdentity(), tier: tier, actionOwner: 'iam' }, gate(from))?.passkey).toBe(
        tier >= from,
      )
      expect(
        planGate(gateFor(aGateInput()), { identity: anIdentity(), tier: tier, actionOwner: 'iam' }, gate(from))
          ?.passkey,
      ).toBe(false)
    }),
  )
})

test('gates are ordered from auto to blocked, and none is stricter than itself', () => {
  for (const [i, a] of GATES.entries()) {
    for (const [j, b] of GATES.entries()) expect(isStricter(a, b)).toBe(i > j)
  }
})

test('control characters of a connector’s answer do not reach a reason', () => {
  const { reasons } = gateFor(aGateInput({ feasible: 'gone\u001b[2J\nApproved by Ana' }))
  expect(reasons[0]?.input).toBe('gone\\u001b[2J\\u000aApproved by Ana')
})
