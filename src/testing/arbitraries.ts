import * as fc from 'fast-check'
import { ACTION_IDS, THREATS } from '../domain/action/action.ts'
import { PLAYBOOKS } from '../domain/action/playbooks.ts'
import type { DecisionInput } from '../domain/decision/decide.ts'
import {
  type Credential,
  type Dependency,
  EDGE_KINDS,
  ENVIRONMENTS,
  type Identity,
  PRIVILEGES,
  TENANCIES,
} from '../domain/identity/identity.ts'
import { APPROVER_DOMAINS } from '../domain/people/domains.ts'
import { type Policy, STARTING_POLICY } from '../domain/policy/policy.ts'
import {
  MOST_PEOPLE,
  needOf,
  type QuorumRules,
  type SeatWish,
  STARTING_QUORUMS,
  type StageRule,
} from '../domain/policy/quorum-rules.ts'
import { IDENTITY_KINDS } from '../domain/signal/signal.ts'
import type { Trigger } from '../domain/trigger/trigger.ts'
import { aCredential, aDependency, anIdentity, aSignal, aTrigger, DAY_MS, NOON } from './builders.ts'

const percent = fc.integer({ min: 0, max: 100 })

/** Null every other time: "nobody has told us" is the common case. */
function maybe<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(values, { freq: 2 })
}

/** Any text at all, halves of surrogate pairs included; small code points as often as large ones. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat({ max: 0x2ff }), fc.nat({ max: 0xffff }), fc.nat({ max: 0x10ffff })), { maxLength: 12 })
  .map((codes) => String.fromCodePoint(...codes))

const instants = fc.integer({ min: -400, max: 40 }).map((days) => NOON + days * DAY_MS)

const credentials: fc.Arbitrary<Credential> = fc
  .record({
    id: fc.constantFrom('key-1', 'key-2', 'key-3'),
    state: fc.constantFrom('active', 'inactive', 'revoked'),
    createdAt: maybe(instants),
    rotatedAt: maybe(instants),
    expiresAt: maybe(instants),
    expiryKnown: fc.boolean(),
  })
  .map((changes) => aCredential(changes))

export const identities: fc.Arbitrary<Identity> = fc
  .record({
    claimed: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    kind: fc.constantFrom(...IDENTITY_KINDS),
    environment: maybe(fc.constantFrom(...ENVIRONMENTS)),
    trustDomain: maybe(fc.constant('aws:123456789012')),
    businessOwner: maybe(fc.constant('Reporting')),
    technicalOwner: maybe(fc.constant('Reporting Platform')),
    criticality: maybe(fc.integer({ min: 1, max: 5 })),
    privilege: maybe(fc.constantFrom(...PRIVILEGES)),
    tenancy: maybe(fc.constantFrom(...TENANCIES)),
    sensitiveResources: maybe(fc.nat()),
    credentials: fc.array(credentials, { maxLength: 3 }),
    rotationDays: maybe(fc.integer({ min: 1, max: 400 })),
    dormantDaysBeforeLastUse: maybe(fc.nat({ max: 400 })),
    consumersKnown: fc.boolean(),
    validatedAt: maybe(fc.integer({ min: -20, max: 20 }).map((days) => NOON + days * DAY_MS)),
  })
  .map((changes) => anIdentity(changes))

const NODES = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'] as const

/** Small dense graphs, cycles and repeated consumers included. */
export const dependencies: fc.Arbitrary<readonly Dependency[]> = fc
  .array(
    fc.record({
      via: fc.constantFrom(...EDGE_KINDS),
      viaId: maybe(fc.constantFrom('key-1', 'key-2', 'browser', 'shell')),
      from: fc.constantFrom(...NODES),
      to: fc.constantFrom(...NODES),
      criticality: maybe(fc.integer({ min: 1, max: 5 })),
      recovery: maybe(fc.constantFrom('self' as const, 'manual' as const)),
      standsFor: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 14 },
  )
  .map((edges) =>
    edges.map(({ via, viaId, from, to, ...consumer }, i) =>
      aDependency(
        { id: `edge-${i}`, via, viaId, from: via === 'service' ? from : 'identity-1' },
        { id: to, ...consumer },
      ),
    ),
  )

export const triggers: fc.Arbitrary<Trigger> = fc
  .record({
    threatens: fc.constantFrom(...THREATS),
    confidence: percent,
    automation: fc.record(
      { allowed: fc.boolean(), threshold: percent, stepsPerHour: fc.nat({ max: 9 }) },
      { requiredKeys: ['allowed', 'threshold'] },
    ),
    scope: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.record({ kinds: fc.subarray([...IDENTITY_KINDS]) }) },
      { weight: 1, arbitrary: fc.record({ environments: fc.subarray([...ENVIRONMENTS]) }) },
      { weight: 1, arbitrary: fc.record({ teams: fc.subarray(['Reporting Platform', 'Payments']) }) },
    ),
  })
  .map((response) => aTrigger(response))

const wishes = fc.constantFrom<SeatWish>('anybody', 'action-owner', ...APPROVER_DOMAINS)

/** One of the stages that any gate may have. */
const stages: fc.Arbitrary<StageRule> = fc
  .tuple(fc.array(wishes, { minLength: 1, maxLength: 3 }), fc.nat(2))
  .map(([seats, fewer]) => ({ title: 'Stage', need: Math.max(1, seats.length - fewer), seats, silence: null }))

/** The stage in which one seat is the owner's team's, and which needs all of its seats. */
const ownerStages: fc.Arbitrary<StageRule> = fc
  .tuple(fc.array(wishes, { maxLength: 2 }), fc.nat(2))
  .map(([others, place]) => others.toSpliced(place, 0, 'owner-team'))
  .map((seats) => ({ title: 'Owner', need: seats.length, seats, silence: null }))

const isAllowed = (rules: readonly StageRule[], least: number) => needOf(rules) >= least && needOf(rules) <= MOST_PEOPLE

/** Quorums that pass their own schema: the shipped ones, and others that ask for any people, all or some of several. */
export const quorums: fc.Arbitrary<QuorumRules> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(STARTING_QUORUMS) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        'one-approval': fc.array(stages, { minLength: 1, maxLength: 3 }).filter((rules) => isAllowed(rules, 1)),
        'two-approvals': fc
          .tuple(ownerStages, fc.array(stages, { maxLength: 2 }))
          .map(([own, others]) => [...others, own])
          .filter((rules) => isAllowed(rules, 2)),
      })
      .filter((rules) => needOf(rules['two-approvals']) >= needOf(rules['one-approval'])),
  },
)

/** Policies that pass their own schema: bands rise, the matrix never asks for less on more evidence. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    confidenceBands: rising(3),
    urgencyBands: rising(3),
    tiers: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 16, maxLength: 16 }),
    capAt: fc.constantFrom(1 as const, 2 as const, 3 as const),
    share: percent,
    quorums,
  })
  .map(({ confidenceBands, urgencyBands, tiers, capAt, share, quorums }) => {
    const policy = structuredClone(STARTING_POLICY)
    const [c0 = 0, c1 = 0, c2 = 0] = confidenceBands
    const [u0 = 0, u1 = 0, u2 = 0] = urgencyBands
    policy.confidence.bands = { medium: c0, high: c1, confirmed: c2 }
    policy.urgency.bands = { medium: u0, high: u1, critical: u2 }
    policy.need.matrix = monotoneMatrix(tiers)
    policy.need.capAt = capAt
    policy.disruption.selfRecoveringShare = share
    policy.gate.quorums = quorums
    return policy
  })

function rising(length: number): fc.Arbitrary<number[]> {
  return fc.array(percent, { minLength: length, maxLength: length }).map((values) => values.sort((a, b) => a - b))
}

function monotoneMatrix(tiers: readonly number[]): Policy['need']['matrix'] {
  const at = (row: number, column: number) => {
    let highest = 0
    for (let r = 0; r <= row; r += 1) {
      for (let c = 0; c <= column; c += 1) highest = Math.max(highest, tiers[r * 4 + c] ?? 0)
    }
    return highest as 0 | 1 | 2 | 3 | 4
  }
  const row = (r: number) => ({ low: at(r, 0), medium: at(r, 1), high: at(r, 2), critical: at(r, 3) })
  return { low: row(0), medium: row(1), high: row(2), confirmed: row(3) }
}

/** Whole decisions over everything above. A connector cannot do about one action in six. */
export const decisionInputs: fc.Arbitrary<DecisionInput> = fc
  .record({
    policy: policies,
    confidence: maybe(percent),
    form: fc.constantFrom('finding' as const, 'event' as const),
    sessions: fc.subarray(['session-1', 'session-2']),
    credentialIds: fc.subarray(['key-1', 'key-2', 'nobody-knows']),
    tool: maybe(fc.constantFrom('browser', 'shell')),
    timeFlags: fc.subarray(['out-of-window', 'unreadable', 'zone-assumed'] as const),
    isSample: fc.boolean(),
    ambiguity: maybe(fc.constant('Two identities carry this name')),
    trigger: maybe(triggers),
    triggerRecord: maybe(fc.record({ judged: fc.nat({ max: 60 }), truePositives: fc.nat({ max: 60 }) })),
    corroborating: fc.array(fc.record({ triggerId: fc.constantFrom('a', 'b', 'c'), confidence: percent }), {
      maxLength: 4,
    }),
    identity: maybe(identities),
    dependencies,
    playbook: fc.constantFrom(...PLAYBOOKS),
    exercisedAt: maybe(instants),
    steps: fc.nat({ max: 8 }),
    share: percent,
    cannot: fc.subarray([...ACTION_IDS], { maxLength: 3 }),
  })
  .map(({ confidence, form, sessions, credentialIds, tool, timeFlags, isSample, steps, share, cannot, ...rest }) => ({
    ...rest,
    now: NOON,
    signal: aSignal({
      form,
      confidence,
      sessions: sessions.map((id) => ({ id, startedAt: null })),
      credentials: credentialIds.map((id) => ({ id, kind: 'access-key' })),
      tool,
      timeFlags: [...timeFlags],
      isSample,
    }),
    automation: { stepsThisTriggerHour: steps, ownerSharePercent: share, forbidden: null },
    feasible: (action) => (cannot.includes(action) ? `No connector can do ${action}.` : true),
  }))
