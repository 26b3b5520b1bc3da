import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionInputs } from '../../testing/arbitraries.ts'
import { DAY_MS, NOON } from '../../testing/builders.ts'
import { changesOfFacts } from './changes-of-facts.ts'
import { changesOfPolicy } from './changes-of-policy.ts'
import { type DecisionInput, decide } from './decide.ts'
import { type Alternative, whatWouldChange } from './what-would-change.ts'

const answer = (input: DecisionInput) => {
  const { need, gate, action } = decide(input)
  return { tier: need.tier, gate, action }
}

test('every alternative moves the tier or the gate, and deciding again with it says so', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const now = answer(input)
      const changes = [...changesOfFacts(input), ...changesOfPolicy(input, decide(input))]
      for (const { conditions, ...said } of whatWouldChange(input)) {
        expect([said.tier, said.gate]).not.toEqual([now.tier, now.gate])
        if (conditions.length > 1) continue
        const { about: _, ...expected } = said
        const same = changes.filter(({ condition }) => condition === conditions[0]).map(({ input: one }) => answer(one))
        expect(same).toContainEqual(expected)
      }
    }),
    { numRuns: 50 },
  )
})

test('of one subject the nearest value is told: no smaller step of it reaches the same', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const told = whatWouldChange(input).filter(({ conditions }) => conditions[0]?.startsWith('the trigger declared'))
      for (const { conditions, tier, gate } of told) {
        const [to = 0, from = 0] = (conditions[0]?.match(/\d+/g) ?? []).map(Number)
        const step = to > from ? 1 : -1
        for (let value = from + step; value !== to; value += step) {
          const trigger = input.trigger
          if (trigger === null) throw new Error('nothing declares it')
          const nearer = { ...trigger, response: { ...trigger.response, confidence: value } }
          expect(answer({ ...input, trigger: nearer })).not.toMatchObject({ tier, gate })
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('what is never moved by any single change is moved by none of the pairs alone', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const found = whatWouldChange(input)
      const reach = ({ tier, gate }: Alternative) => `${tier} ${gate}`
      const alone = new Set(found.filter(({ conditions }) => conditions.length === 1).map(reach))
      const pairs = found.filter(({ conditions }) => conditions.length === 2)
      expect(pairs.filter((one) => alone.has(reach(one)))).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('a stale check and an old exercise are told as facts, and as days of the policy', () => {
  const [input] = fc
    .sample(decisionInputs, { numRuns: 2_000, seed: 2 })
    .filter((one) => one.identity?.claimed === true && one.identity.kind !== 'human')
    .map(
      (one): DecisionInput => ({
        ...one,
        now: NOON,
        identity: one.identity && { ...one.identity, validatedAt: NOON - 9 * DAY_MS },
        policy: { ...one.policy, gate: { ...one.policy.gate, identityFreshMs: 7 * DAY_MS } },
      }),
    )
    .filter((one) => decide(one).reasons.some(({ rule }) => rule === 'gate.stale') && decide(one).gate === 'blocked')
    .filter(
      (one) => answer({ ...one, identity: one.identity && { ...one.identity, validatedAt: NOON } }).gate !== 'blocked',
    )
  if (input === undefined) throw new Error('no stale sample')
  const told = whatWouldChange(input).flatMap(({ conditions }) => conditions)
  expect(told).toContain('its state were checked now')
  expect(told).toContain('an identity’s state counted as fresh for 9 days instead of 7')
})
