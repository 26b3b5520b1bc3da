import { actionOf } from '../domain/action/catalogue.ts'
import { playbookFor } from '../domain/action/playbooks.ts'
import type { AuditDraft } from '../domain/audit/chain.ts'
import type { DecisionInput } from '../domain/decision/decide.ts'
import type { GateInput } from '../domain/decision/gate.ts'
import type { Credential, Dependency, Identity } from '../domain/identity/identity.ts'
import type { Person } from '../domain/people/person.ts'
import type { PlanBody, Vote } from '../domain/plan/plan.ts'
import { STARTING_POLICY } from '../domain/policy/policy.ts'
import type { Signal } from '../domain/signal/signal.ts'
import type { EpochMs } from '../domain/time/instant.ts'
import type { ResponseBlock, Trigger } from '../domain/trigger/trigger.ts'

/** 2024-07-10T12:00:00Z, the moment at which tests happen unless they say otherwise. */
export const NOON: EpochMs = 1_720_612_800_000
const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000

/** A finding about one session of a role, with nothing remarkable in it. */
export function aSignal(changes: Partial<Signal> = {}): Signal {
  return {
    format: 'guardduty',
    form: 'finding',
    id: 'finding-1',
    dedupKey: 'guardduty/finding-1',
    vendor: 'AWS',
    product: 'GuardDuty',
    type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    title: 'Instance role used from outside its instance',
    description: null,
    severity: 'high',
    severityOriginal: '8',
    confidence: null,
    observedAt: NOON - 5 * MINUTE_MS,
    firstSeenAt: null,
    lastSeenAt: null,
    timeOriginal: '2024-07-10T11:55:00Z',
    timeFlags: [],
    actor: null,
    affected: [],
    sessions: [{ id: 'session-1', startedAt: null }],
    credentials: [],
    resources: [],
    network: { ip: '198.51.100.7', viaService: null, asn: null, organization: null, country: null, city: null },
    account: '123456789012',
    region: 'eu-central-1',
    userAgent: null,
    call: null,
    tool: null,
    labels: {},
    attacks: [],
    sourceStatus: null,
    isSample: false,
    link: null,
    ...changes,
  }
}

/** A role that is described in full, dedicated, owned, checked an hour ago: nothing about it makes a gate stricter. */
export function anIdentity(changes: Partial<Identity> = {}): Identity {
  return {
    id: 'identity-1',
    claimed: true,
    version: 1,
    isSample: false,
    name: 'report-runner-role',
    kind: 'cloud-role',
    names: [{ kind: 'arn', value: 'arn:aws:iam::123456789012:role/report-runner-role' }],
    description: null,
    environment: 'prod',
    account: '123456789012',
    trustDomain: 'aws:123456789012',
    businessOwner: 'Reporting',
    technicalOwner: 'Reporting Platform',
    criticality: 3,
    privilege: 'write',
    tenancy: 'dedicated',
    sensitiveResources: 3,
    workload: 'report-runner',
    grants: [],
    credentials: [],
    rotationDays: 90,
    lastUsedAt: NOON - 5 * MINUTE_MS,
    dormantDaysBeforeLastUse: 0,
    agent: null,
    consumersKnown: true,
    consumersExplain: 100,
    validatedAt: NOON - 60 * MINUTE_MS,
    provenance: {},
    ...changes,
  }
}

/** An identity of which only an alert knows. */
export function anUnclaimedIdentity(changes: Partial<Identity> = {}): Identity {
  return anIdentity({
    claimed: false,
    environment: null,
    trustDomain: null,
    businessOwner: null,
    technicalOwner: null,
    criticality: null,
    privilege: null,
    tenancy: null,
    sensitiveResources: null,
    workload: null,
    rotationDays: null,
    dormantDaysBeforeLastUse: null,
    consumersKnown: false,
    consumersExplain: null,
    validatedAt: null,
    ...changes,
  })
}

export function aCredential(changes: Partial<Credential> = {}): Credential {
  return {
    id: 'key-1',
    kind: 'access-key',
    state: 'active',
    createdAt: NOON - 10 * DAY_MS,
    rotatedAt: null,
    expiresAt: NOON + 80 * DAY_MS,
    expiryKnown: true,
    lastUsedAt: NOON,
    ...changes,
  }
}

/** An edge from `identity-1` to a consumer of criticality 2 that has to be restarted by hand. */
export function aDependency(
  changes: Partial<Omit<Dependency, 'consumer'>> = {},
  consumer: Partial<Dependency['consumer']> = {},
): Dependency {
  const consumerId = consumer.id ?? 'consumer-1'
  const from = changes.from ?? 'identity-1'
  const via = changes.via ?? 'session'
  return {
    id: `${from}>${via}:${changes.viaId ?? ''}>${consumerId}`,
    identityId: 'identity-1',
    from,
    via,
    viaId: null,
    source: 'declared',
    observedAt: NOON - DAY_MS,
    ...changes,
    consumer: {
      id: consumerId,
      name: consumerId,
      kind: 'job',
      team: 'Reporting Platform',
      criticality: 2,
      recovery: 'manual',
      recoverySeconds: null,
      standsFor: 1,
      consequence: null,
      ...consumer,
    },
  }
}

/** A trigger for stolen sessions that may act alone at confidence 85. */
export function aTrigger(response: Partial<ResponseBlock> = {}, changes: Partial<Trigger> = {}): Trigger {
  return {
    id: 'stolen-role-session',
    version: 1,
    title: 'Role session used from two places',
    level: 'high',
    attacks: ['T1552.005'],
    ...changes,
    response: {
      threatens: 'session',
      confidence: 88,
      playbook: 'stolen-session',
      scope: {},
      automation: { allowed: true, threshold: 85 },
      subject: 'actor',
      includes: [],
      owners: { triage: 'soc' },
      preserve: [],
      frameworks: [],
      ...response,
    },
  }
}

/** Evidence that ends in an automatic revocation: every condition of `auto` holds. Tests change one thing at a time. */
export function aDecisionInput(changes: Partial<DecisionInput> = {}): DecisionInput {
  return {
    policy: STARTING_POLICY,
    now: NOON,
    signal: aSignal({ confidence: 88 }),
    ambiguity: null,
    trigger: aTrigger(),
    triggerRecord: null,
    corroborating: [],
    identity: anIdentity({ privilege: 'read', environment: 'staging' }),
    dependencies: [],
    playbook: playbookFor('session'),
    exercisedAt: NOON - DAY_MS,
    automation: { stepsThisTriggerHour: 0, ownerSharePercent: 0, forbidden: null },
    feasible: () => true,
    ...changes,
  }
}

/** A step that would run by itself: every condition of `auto` holds. */
export function aGateInput(changes: Partial<GateInput> = {}): GateInput {
  return {
    policy: STARTING_POLICY,
    now: NOON,
    identity: anIdentity(),
    trigger: aTrigger(),
    action: actionOf('revoke-session'),
    need: { tier: 2, uncapped: 2, caps: [] },
    confidence: 88,
    disruption: { score: 5, level: 'low', consumers: [], isComplete: true },
    feasible: true,
    exercisedAt: NOON - DAY_MS,
    automation: { stepsThisTriggerHour: 0, ownerSharePercent: 0, forbidden: null },
    isSample: false,
    ...changes,
  }
}

export function aPerson(name: string, changes: Partial<Person> = {}): Person {
  return { id: `person-${name.toLowerCase()}`, name, team: 'SOC', roles: ['approver'], domains: [], ...changes }
}

/** Ana asks for the revocation of one session; one approval is needed within half an hour. */
export function aPlanBody(changes: Partial<PlanBody> = {}): PlanBody {
  return {
    schema: 'sluicegate.plan/1',
    id: 'plan-1',
    number: 1,
    undoes: null,
    alert: { id: 'alert-1', number: 48_213, title: 'Instance role used from outside its instance' },
    identity: { id: 'identity-1', name: 'report-runner-role', version: 1 },
    threat: 'session',
    need: { tier: 2, uncapped: 2, caps: [] },
    confidence: 88,
    urgency: 52,
    trigger: { id: 'stolen-role-session', version: 1 },
    playbook: { id: 'stolen-session', version: 1 },
    policyVersion: 1,
    gate: { kind: 'one-approval', quorum: 1, ownerTeam: null, passkey: false, reasons: [] },
    steps: [
      {
        ordinal: 1,
        action: 'revoke-session',
        connector: 'twin',
        target: {
          identityId: 'identity-1',
          account: 'report-runner-role',
          sessionIds: ['session-1'],
          credentialIds: [],
          tools: [],
        },
        request: { deny: 'sessions issued before', cutoff: '2024-07-10T12:00:00Z' },
        predicted: { score: 5, level: 'low', consumers: [], isComplete: true },
        survives: [],
        undo: { action: 'restore-session', seconds: 60, cannotRestore: [] },
        verifiedBy: 'A call with an older session is refused.',
        verifyWithinMs: 60_000,
      },
    ],
    evidence: [],
    reason: 'Used from two places at once',
    requestedBy: { id: 'person-ana', name: 'Ana', team: 'SOC' },
    requestedAt: NOON - MINUTE_MS,
    expiresAt: NOON + 29 * MINUTE_MS,
    nonce: 'nonce-1',
    ...changes,
  }
}

export function aVote(person: Person, changes: Partial<Vote> = {}): Vote {
  const { id, name, team } = person
  const vote = { choice: 'approve' as const, reason: 'Seen', digest: 'digest-1', passkey: null, at: NOON }
  return { person: { id, name, team }, ...vote, ...changes }
}

export function aDraft(changes: Partial<AuditDraft> = {}): AuditDraft {
  return {
    code: 'alert.changed',
    actor: { kind: 'person', id: 'person-ana', name: 'Ana' },
    subjects: [{ kind: 'alert', id: 'alert-1', label: 'A-48213' }],
    detail: {},
    ...changes,
  }
}
