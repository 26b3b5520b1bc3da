import fc from 'fast-check'
import { PLAYBOOKS } from '../../../domain/action/playbooks.ts'
import { MODES } from '../../../domain/change/change.ts'
import { type Policy, STARTING_POLICY } from '../../../domain/policy/policy.ts'
import type { Draft } from '../../../engine/whatif/draft.ts'
import type { History } from '../../../engine/whatif/history.ts'
import { policies, triggers } from '../../../testing/arbitraries.ts'

const percent = fc.integer({ min: 0, max: 100 })
const tight = fc.constantFrom(0, 1, 2, 6, 20)

const { quorums: _, ...usual } = STARTING_POLICY.gate
const usualGates = tight.map((autoStepsPerTriggerHour) => ({ ...usual, autoStepsPerTriggerHour }))
const anyGates = fc.record({
  identityFreshMs: fc.integer({ min: 0, max: 30 * 86_400_000 }),
  exerciseFreshMs: fc.integer({ min: 0, max: 60 * 86_400_000 }),
  autoMaxCriticality: fc.integer({ min: 1, max: 5 }),
  autoEnvironments: fc.subarray(['prod', 'staging', 'ci', 'dev', 'decoy'] as const),
  autoStepsPerTriggerHour: tight,
  autoShareOfOwner: tight,
  twoApprovalsCriticality: fc.integer({ min: 1, max: 5 }),
})

/** Policies in which every number moves. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    base: policies,
    unstated: fc.record({ finding: percent, event: percent }),
    minimumJudged: fc.integer({ min: 1, max: 40 }),
    weights: fc.array(percent, { minLength: 4, maxLength: 4 }),
    privilege: fc.record({ none: percent, read: percent, write: percent, admin: percent }),
    environment: fc.record({ prod: percent, staging: percent, ci: percent, dev: percent, decoy: percent }),
    hygiene: fc.record({ pastRotation: fc.nat(33), noExpiry: fc.nat(33), dormantThenUsed: fc.nat(33) }),
    reachPerDoubling: percent,
    dormantDays: fc.integer({ min: 1, max: 200 }),
    unknown: percent,
    points: fc.array(percent, { minLength: 5, maxLength: 5 }),
    unknownCriticality: fc.integer({ min: 1, max: 5 }),
    levels: fc.tuple(percent, percent),
    gate: fc.oneof(usualGates, anyGates),
  })
  .map(({ base, weights, points, levels, ...rest }) => {
    const policy = structuredClone(base)
    const cuts = [0, ...weights.toSorted((a, b) => a - b), 100]
    const [privilege = 0, environment = 0, criticality = 0, reach = 0, hygiene = 0] = cuts
      .slice(1)
      .map((end, i) => end - (cuts[i] ?? 0))
    const [p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0] = points.toSorted((a, b) => a - b)
    const { unstated, minimumJudged, unknownCriticality, gate, ...urgency } = rest
    Object.assign(policy.confidence, { unstated, minimumJudged })
    Object.assign(policy.urgency, urgency, { weights: { privilege, environment, criticality, reach, hygiene } })
    Object.assign(policy.disruption, {
      points: [p1, p2, p3, p4, p5],
      unknownCriticality,
      levels: { high: Math.min(...levels), severe: Math.max(...levels) },
    })
    Object.assign(policy.gate, gate)
    return policy
  })

const EAGER = { allowed: true, threshold: 15 }

/** Another policy, every other time with triggers that act by themselves, and now and then other triggers, modes and facts of a few identities. */
export function draftsOf(history: History): fc.Arbitrary<Draft> {
  // Every other time one of the first, which lead most alerts.
  const last = Math.max(0, history.triggers.length - 1)
  const index = fc.oneof(fc.nat(Math.min(8, last)), fc.nat(last))
  return fc
    .record({
      policy: anyPolicy,
      isEager: fc.boolean(),
      exercised: fc.subarray(PLAYBOOKS.map(({ id }) => id)),
      edits: fc.array(fc.record({ index, other: triggers, mode: fc.constantFrom(...MODES) }), { maxLength: 12 }),
      owned: fc.array(fc.nat(Math.max(0, history.identities.length - 1)), { maxLength: 2 }),
    })
    .map(({ policy, isEager, exercised, edits, owned }): Draft => {
      const drafted = history.triggers.map(({ trigger }) => ({
        trigger: isEager ? { ...trigger, response: { ...trigger.response, automation: EAGER } } : trigger,
        mode: 'on' as (typeof MODES)[number],
      }))
      for (const { index, other, mode } of edits) {
        const known = drafted[index]
        if (known !== undefined) drafted[index] = { trigger: { ...known.trigger, response: other.response }, mode }
      }
      const supposed = owned.flatMap((who) => {
        const known = history.identities[who]
        if (known === undefined) return []
        const identity = {
          ...known.identity,
          claimed: true,
          technicalOwner: 'Payments',
          criticality: 2,
          validatedAt: history.asOf,
        }
        return [[who, { ...known, identity }] as const]
      })
      return { policy, triggers: drafted, identities: new Map(supposed), exercised }
    })
}
