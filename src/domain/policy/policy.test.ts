import { expect, test } from 'vitest'
import { Policy, STARTING_POLICY } from './policy.ts'
import type { SeatWish } from './quorum-rules.ts'

/** The starting policy with something changed in a copy of it. */
function changed(change: (policy: Policy) => void): Policy {
  const policy = structuredClone(STARTING_POLICY)
  change(policy)
  return policy
}

const quorums = (policy: Policy) => policy.gate.quorums
const stage = (need: number, ...seats: SeatWish[]) => ({ title: 'Approval', need, seats, silence: null })

test('the starting policy is one', () => {
  expect(Policy.parse(STARTING_POLICY)).toEqual(STARTING_POLICY)
})

test.each<[string, (policy: Policy) => void, string]>([
  ['asks for less on more confidence', (p) => (p.need.matrix.confirmed.critical = 2), 'need.matrix'],
  ['asks for less on more urgency', (p) => (p.need.matrix.low.critical = 0), 'need.matrix'],
  ['has bands of confidence out of order', (p) => (p.confidence.bands.high = 95), 'confidence.bands'],
  ['has bands of urgency out of order', (p) => (p.urgency.bands.critical = 50), 'urgency.bands'],
  ['has weights that do not sum to 100', (p) => (p.urgency.weights.reach = 16), 'urgency.weights'],
  ['counts hygiene beyond 100', (p) => (p.urgency.hygiene.noExpiry = 31), 'urgency.hygiene'],
  ['counts a critical consumer less', (p) => (p.disruption.points[4] = 17), 'disruption'],
  ['begins severe below high', (p) => (p.disruption.levels.severe = 24), 'disruption'],
  [
    'lets one person stand for two',
    (p) => (quorums(p)['two-approvals'] = [stage(1, 'owner-team')]),
    'gate.quorums.two-approvals',
  ],
  [
    'asks fewer people for two approvals than for one',
    (p) => (quorums(p)['one-approval'] = [stage(3, 'anybody', 'soc', 'iam')]),
    'gate.quorums.two-approvals',
  ],
  [
    'leaves the owner’s seat to others',
    (p) => (quorums(p)['two-approvals'] = [stage(2, 'owner-team', 'soc', 'iam')]),
    'gate.quorums.two-approvals',
  ],
  [
    'binds one approval to the owner’s team',
    (p) => (quorums(p)['one-approval'] = [stage(1, 'owner-team')]),
    'gate.quorums.one-approval',
  ],
  [
    'needs more people than there are seats',
    (p) => (quorums(p)['one-approval'] = [stage(2, 'anybody')]),
    'gate.quorums.one-approval.0.need',
  ],
  [
    'needs a meeting',
    (p) => (quorums(p)['one-approval'] = [stage(4, 'soc', 'soc', 'iam', 'iam'), stage(3, 'soc', 'iam', 'platform')]),
    'gate.quorums.one-approval',
  ],
  [
    'tells managers before it tells anybody else of the chain',
    (p) => {
      const [first] = quorums(p)['one-approval']
      if (first !== undefined)
        first.silence = [
          { afterPercent: 80, tell: 'approvers' },
          { afterPercent: 50, tell: 'managers' },
        ]
    },
    'gate.quorums.one-approval.0.silence',
  ],
])('a policy that %s is refused', (_what, change, path) => {
  const read = Policy.safeParse(changed(change))
  expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
})
