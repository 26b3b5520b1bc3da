import { expect, test } from 'vitest'
import { Policy, STARTING_POLICY } from './policy.ts'

/** The starting policy with something changed in a copy of it. */
function changed(change: (policy: Policy) => void): Policy {
  const policy = structuredClone(STARTING_POLICY)
  change(policy)
  return policy
}

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
])('a policy that %s is refused', (_what, change, path) => {
  const read = Policy.safeParse(changed(change))
  expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
})
