import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionInputs, identities, policies } from '../../testing/arbitraries.ts'
import {
  aCredential,
  aDecisionInput,
  aDependency,
  anIdentity,
  anUnclaimedIdentity,
  aSignal,
  aTrigger,
  NOON,
} from '../../testing/builders.ts'
import { actionOf } from '../action/catalogue.ts'
import { playbookById, playbookFor } from '../action/playbooks.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { exceedsCap } from './choose-action.ts'
import { decide, threatOf } from './decide.ts'
import { Decision } from './decision.ts'
import { assessNeed } from './need.ts'

const CONFIDENCE_BANDS = ['low', 'medium', 'high', 'confirmed'] as const
const URGENCY_BANDS = ['low', 'medium', 'high', 'critical'] as const

test('equal inputs give equal bytes, and every answer is one that the schema knows', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const decision = decide(input)
      expect(canonicalJson(decide(input))).toBe(canonicalJson(decision))
      expect(Decision.parse(decision)).toEqual(decision)
    }),
  )
})

test('the order of edges and of corroborating triggers does not change a byte', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const turned = {
        ...input,
        dependencies: [...input.dependencies].reverse(),
        corroborating: [...input.corroborating].reverse(),
      }
      expect(canonicalJson(decide(turned))).toBe(canonicalJson(decide(input)))
    }),
  )
})

test('more confidence never lowers the need', () => {
  fc.assert(
    fc.property(decisionInputs, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (input, a, b) => {
      const at = (confidence: number) => decide({ ...input, signal: { ...input.signal, confidence } }).need
      expect(at(Math.max(a, b)).tier).toBeGreaterThanOrEqual(at(Math.min(a, b)).tier)
      expect(at(Math.max(a, b)).uncapped).toBeGreaterThanOrEqual(at(Math.min(a, b)).uncapped)
    }),
  )
})

test('one more corroborating trigger never lowers the confidence', () => {
  fc.assert(
    fc.property(decisionInputs, fc.integer({ min: 0, max: 100 }), (input, confidence) => {
      const more = { ...input, corroborating: [...input.corroborating, { triggerId: 'one-more', confidence }] }
      expect(decide(more).confidence.value).toBeGreaterThanOrEqual(decide(input).confidence.value)
    }),
  )
})

test('more urgency never lowers the need', () => {
  fc.assert(
    fc.property(policies, fc.constantFrom(...CONFIDENCE_BANDS), fc.boolean(), (policy, confidence, isCapped) => {
      const tiers = URGENCY_BANDS.map((urgency) => {
        const identity = anIdentity({ consumersKnown: !isCapped })
        return assessNeed({ policy, confidence, urgency, identity, ambiguity: null, timeFlags: [] }).need.tier
      })
      expect(tiers).toEqual(tiers.toSorted((a, b) => a - b))
    }),
  )
})

test('a cap is never passed silently: the tier stops, no action goes past it, and each cap has its reason', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const { need, action, reasons } = decide(input)
      expect(need.tier).toBe(need.caps.length > 0 ? Math.min(need.uncapped, input.policy.need.capAt) : need.uncapped)
      expect(action !== null && exceedsCap(actionOf(action), need, input.policy)).toBe(false)
      const capRules = reasons.filter(({ about }) => about === 'cap').map(({ rule }) => rule)
      expect(capRules).toEqual(need.caps.map((cap) => `cap.${cap}`))
    }),
  )
})

test('the chosen action is never larger than another that suffices and can be done', () => {
  let choices = 0
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const decision = decide(input)
      const chosen = decision.options.find(({ action }) => action === decision.action)
      fc.pre(chosen !== undefined)
      choices += 1
      expect(chosen).toMatchObject({ isFeasible: true, suffices: true, reason: null })
      const size = (option: typeof chosen) => [option.disruption.score, actionOf(option.action).strength] as const
      const [score, strength] = size(chosen)
      for (const other of decision.options.filter((option) => option.isFeasible && option.suffices).map(size)) {
        expect(score < other[0] || (score === other[0] && strength <= other[1])).toBe(true)
      }
    }),
  )
  expect(choices).toBeGreaterThan(0)
})

test('below T2 nothing is proposed; from T2 on an alert without an action is blocked and says what would change that', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const { need, action, gate, unblock } = decide(input)
      const isQuiet = need.tier < 2
      expect(isQuiet && (action !== null || gate !== 'one-approval')).toBe(false)
      expect(!isQuiet && action === null && gate !== 'blocked').toBe(false)
      expect(unblock.length > 0).toBe(gate === 'blocked')
    }),
  )
})

test('a person is never contained', () => {
  fc.assert(
    fc.property(decisionInputs, identities, (input, identity) => {
      const decision = decide({ ...input, identity: { ...identity, kind: 'human', claimed: true } })
      expect(decision.action).toBeNull()
      expect(decision.reasons.at(-1)?.rule).toBe(decision.need.tier < 2 ? 'gate.nothing-proposed' : 'gate.human')
    }),
  )
})

test('a stolen session of a known role in staging is revoked without asking', () => {
  const decision = decide(aDecisionInput())
  expect(decision).toMatchObject({
    confidence: { value: 88, band: 'high' },
    urgency: { value: 34, band: 'medium', hasUnknowns: false },
    priority: 29,
    need: { tier: 2, uncapped: 2, caps: [] },
    threat: 'session',
    action: 'revoke-session',
    gate: 'auto',
  })
})

test('a sure theft of an important role’s session is answered by ending its sessions, not by disabling the role', () => {
  const identity = anIdentity({ privilege: 'admin', criticality: 3 })
  expect(decide(aDecisionInput({ identity }))).toMatchObject({ need: { tier: 3 }, action: 'revoke-session' })
  const lasting = anIdentity({ privilege: 'admin', criticality: 3, kind: 'service-account' })
  const { need, options } = decide(aDecisionInput({ identity: lasting }))
  expect(need.tier).toBe(3)
  expect(options.find(({ action }) => action === 'revoke-session')).toMatchObject({
    suffices: false,
    reason: 'Weaker than the need: meets T2, not T3.',
  })
})

test('the same evidence on an identity that nobody has confirmed is blocked, with the way out', () => {
  const decision = decide(aDecisionInput({ identity: anUnclaimedIdentity() }))
  expect(decision.need).toEqual({ tier: 2, uncapped: 3, caps: ['no-owner', 'consumers-unknown'] })
  expect(decision.urgency.hasUnknowns).toBe(true)
  expect(decision.gate).toBe('blocked')
  expect(decision.unblock).toEqual(['Confirm what this identity is and who owns it'])
})

test('no identity at all is treated as one that nobody has confirmed', () => {
  const nobody = decide(aDecisionInput({ identity: null }))
  const unclaimed = decide(aDecisionInput({ identity: anUnclaimedIdentity({ kind: 'unknown' }) }))
  expect({ ...nobody, reasons: [] }).toEqual({ ...unclaimed, reasons: [] })
})

test('what an unclaimed identity says of itself is not believed', () => {
  const boast = anIdentity({ claimed: false, criticality: 1, privilege: 'none', environment: 'decoy' })
  expect(decide(aDecisionInput({ identity: boast })).urgency.value).toBe(75)
})

test('where only the whole identity would do and no owner is known, nothing is chosen and two people may go on', () => {
  const decision = decide(
    aDecisionInput({
      signal: aSignal({ confidence: 95, sessions: [] }),
      trigger: null,
      playbook: playbookFor('identity'),
      identity: anIdentity({ businessOwner: null, technicalOwner: null }),
    }),
  )
  expect(decision.action).toBeNull()
  expect(decision.unblock).toEqual(['Name an owner', 'Propose “Disable the identity” past the cap, with two approvals'])
  expect(decision.options.find(({ action }) => action === 'disable-identity')).toMatchObject({
    isFeasible: true,
    suffices: false,
    reason: 'Goes past the cap at T2: a person may propose it, and it then takes two approvals.',
  })
})

test('an action that breaks less is preferred to a weaker one that breaks more', () => {
  const identity = anIdentity({ kind: 'service-account', privilege: 'read', environment: 'staging' })
  const decision = decide(
    aDecisionInput({
      identity,
      signal: aSignal({ confidence: 88, sessions: [], credentials: [{ id: 'key-1', kind: 'access-key' }] }),
      trigger: null,
      playbook: playbookFor('credential'),
      dependencies: [aDependency({ via: 'credential' }, { recovery: 'self' })],
    }),
  )
  // The consumer fetches a rotated secret by itself, but there is nothing to fetch once the key is inactive.
  expect(decision.action).toBe('rotate-secret')
})

test('a credential of the record narrows the disruption only if the identity is known to have it', () => {
  const edges = [aDependency({ via: 'credential', viaId: 'key-2' }, { id: 'on-key-2' })]
  const about = (credentialId: string) =>
    decide(
      aDecisionInput({
        identity: anIdentity({
          kind: 'service-account',
          credentials: [aCredential({ id: 'key-1' }), aCredential({ id: 'key-2' })],
        }),
        signal: aSignal({ confidence: 88, sessions: [], credentials: [{ id: credentialId, kind: 'access-key' }] }),
        trigger: null,
        playbook: playbookFor('credential'),
        dependencies: edges,
      }),
    ).options.find(({ action }) => action === 'deactivate-key')?.disruption.consumers.length

  expect(about('key-1')).toBe(0)
  expect(about('an-alias-nobody-matched')).toBe(1)
})

test.each([
  ['a tool of an agent', aSignal({ tool: 'shell' }), 'ai-agent', 'tool'],
  ['a session, when the tool is not an agent’s', aSignal({ tool: 'kubectl' }), 'workload', 'session'],
  ['a key', aSignal({ sessions: [], credentials: [{ id: 'k', kind: 'access-key' }] }), 'service-account', 'credential'],
  [
    'a session, when a key of a role is named',
    aSignal({ sessions: [], credentials: [{ id: 'ASIA', kind: 'access-key' }] }),
    'cloud-role',
    'session',
  ],
  ['a pipeline, when nothing narrower is named', aSignal({ sessions: [] }), 'ci-pipeline', 'pipeline'],
  ['the identity, when nothing narrower is named', aSignal({ sessions: [] }), 'service-account', 'identity'],
] as const)('without a trigger, %s is threatened', (_what, signal, kind, threat) => {
  expect(threatOf(null, signal, kind)).toBe(threat)
})

test('a record whose time cannot be true is ambiguous and stops at contain and verify', () => {
  const decision = decide(
    aDecisionInput({
      signal: aSignal({ confidence: 95, timeFlags: ['out-of-window'] }),
      identity: anIdentity({ privilege: 'admin', criticality: 5 }),
    }),
  )
  expect(decision.need).toEqual({ tier: 2, uncapped: 4, caps: ['ambiguous-telemetry'] })
})

test('of abused tokens the tokens are revoked first, by two people since nothing brings them back, and a stronger need takes the identity', () => {
  const playbook = playbookById('abused-tokens')
  if (playbook === null) throw new Error('there is no such playbook')
  const about = (confidence: number, exercisedAt: number | null) =>
    decide(
      aDecisionInput({
        identity: anIdentity({ kind: 'service-account', privilege: 'write', environment: 'staging', criticality: 2 }),
        signal: aSignal({ confidence, sessions: [], credentials: [] }),
        trigger: aTrigger({ threatens: 'session', playbook: 'abused-tokens', confidence }),
        playbook,
        dependencies: [aDependency({ via: 'session' }, { recovery: 'self' })],
        exercisedAt,
      }),
    )
  const contained = about(74, NOON)
  expect([contained.need.tier, contained.action, contained.gate]).toEqual([2, 'revoke-tokens', 'two-approvals'])
  const untried = about(74, null)
  expect([untried.action, untried.gate]).toEqual(['revoke-tokens', 'blocked'])
  expect(about(95, NOON)).toMatchObject({ need: { tier: 3 }, action: 'disable-identity' })
})

test('a playbook is found by its id, and an unknown id is not guessed', () => {
  expect(playbookById('stolen-session')?.threats).toEqual(['session'])
  expect(playbookById('constructor')).toBeNull()
})
