import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionInputs, identities } from '../../testing/arbitraries.ts'
import { aTrigger, NOON } from '../../testing/builders.ts'
import { actionOf } from '../action/catalogue.ts'
import type { Identity } from '../identity/identity.ts'
import { ownerTeamOf } from '../identity/owner-team.ts'
import { type DecisionInput, decide } from './decide.ts'
import { GATES } from './decision.ts'
import { gateFor, planGate } from './gate.ts'

/** What each action of the playbook would take for this identity: its gate, the people, and how many of the seats not just anybody may take. */
function asked(input: DecisionInput, identity: Identity) {
  const { options, need, confidence } = decide({ ...input, identity })
  return options.map(({ action, disruption }) => {
    const answer = gateFor({
      policy: input.policy,
      now: input.now,
      identity,
      trigger: input.trigger,
      action: actionOf(action),
      need,
      confidence: confidence.value,
      disruption,
      feasible: input.feasible(action),
      exercisedAt: input.exercisedAt,
      automation: input.automation,
      isSample: input.signal.isSample,
    })
    const gate = planGate(answer, { identity, tier: need.tier, actionOwner: actionOf(action).owner }, input.policy)
    const seats = gate?.stages?.flatMap((stage) => stage.seats) ?? []
    return {
      strictness: GATES.indexOf(answer.gate),
      people: gate?.quorum ?? Number.POSITIVE_INFINITY,
      bound: gate === null ? Number.POSITIVE_INFINITY : seats.filter(({ of }) => of !== 'anybody').length,
    }
  })
}

const NOBODY = { technicalOwner: null, businessOwner: null }
const known = identities
  .filter((identity) => ownerTeamOf(identity) !== null)
  .map((one): Identity => ({ ...one, claimed: true, validatedAt: NOON }))
/** Nothing but the identity and the policy stands against a step: otherwise most of them are blocked whoever owns it. */
const clear = fc.tuple(decisionInputs, fc.boolean()).map(
  ([input, isListed]): DecisionInput => ({
    ...input,
    exercisedAt: NOON,
    feasible: () => true,
    automation: { stepsThisTriggerHour: 0, ownerSharePercent: 0, forbidden: null },
    ...(isListed ? { trigger: aTrigger({ automation: { allowed: true, threshold: 0 } }) } : {}),
  }),
)

test('whatever the policy, an identity without an owner, or whose consumers nobody knows, is never gated looser than with them', () => {
  const lost = fc.constantFrom<Partial<Identity>>(
    NOBODY,
    { consumersKnown: false },
    { ...NOBODY, consumersKnown: false },
  )
  const seen = { stricter: 0, bound: 0 }
  fc.assert(
    fc.property(fc.oneof(decisionInputs, clear), known, lost, (input, identity, less) => {
      const with_ = asked(input, { ...identity, consumersKnown: true })
      const without = asked(input, { ...identity, consumersKnown: true, ...less })
      expect(without).toHaveLength(with_.length)
      for (const [i, is] of without.entries()) {
        const was = with_[i] ?? is
        expect(is.strictness).toBeGreaterThanOrEqual(was.strictness)
        expect(is.people).toBeGreaterThanOrEqual(was.people)
        // A gate that grew stricter has other seats; one of the same name keeps as many that not just anybody may take.
        expect(is.bound).toBeGreaterThanOrEqual(is.strictness === was.strictness ? was.bound : 0)
        if (is.strictness > was.strictness) seen.stricter += 1
        if (is.bound > 0 && Number.isFinite(is.bound)) seen.bound += 1
      }
    }),
    { numRuns: 1000 },
  )
  // Both happen often enough for the property to mean something.
  expect(seen.stricter).toBeGreaterThan(20)
  expect(seen.bound).toBeGreaterThan(20)
})
