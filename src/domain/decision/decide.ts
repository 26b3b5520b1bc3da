import type { ActionId, Threat } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import type { Playbook } from '../action/playbook.ts'
import { withBelow } from '../identity/credential-tree.ts'
import type { Dependency, Identity } from '../identity/identity.ts'
import type { Policy } from '../policy/policy.ts'
import type { IdentityKind, Signal } from '../signal/signal.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Trigger, TriggerRecord } from '../trigger/trigger.ts'
import { identityBlocker } from './blockers.ts'
import { type Choice, CONTAINING_TIER, chooseAction, exceedsCap } from './choose-action.ts'
import { assessConfidence, type Corroboration } from './confidence.ts'
import type { Cap, Decision, Reason } from './decision.ts'
import type { Aim } from './disruption.ts'
import { type Automation, type GateAnswer, gateFor } from './gate.ts'
import { assessNeed, type Need } from './need.ts'
import { assessUrgency } from './urgency.ts'

/** Everything a decision looks at. Nothing else can change its answer. */
export interface DecisionInput {
  readonly policy: Policy
  /** Why `policy` is the shipped one in place of what is stored; left out where it is not. It changes nothing but the reasons. */
  readonly policyTrouble?: string
  readonly now: EpochMs
  readonly signal: Pick<Signal, 'form' | 'confidence' | 'sessions' | 'credentials' | 'tool' | 'timeFlags' | 'isSample'>
  /** Why the telemetry, or its match to the identity, is ambiguous; null where it is not. */
  readonly ambiguity: string | null
  readonly trigger: Trigger | null
  readonly triggerRecord: TriggerRecord | null
  /** Other triggers that fired on the identity inside the policy's correlation window. */
  readonly corroborating: readonly Corroboration[]
  readonly identity: Identity | null
  /** The identity's edges and the `service` edges that hang below them. */
  readonly dependencies: readonly Dependency[]
  /** The trigger's, or `playbookFor(threatOf(…))`. */
  readonly playbook: Playbook
  /** When this version of the playbook was last exercised; null for never. */
  readonly exercisedAt: EpochMs | null
  readonly automation: Automation
  /** True, or a connector's reason why it cannot do this to this target now. */
  readonly feasible: (action: ActionId) => true | string
}

/**
 * The classifier's answer for one alert. Pure and in integers: equal inputs give equal bytes, here, in a worker and in
 * a test. Below T2 nothing is contained: `action` is null and the gate is `one-approval`, which says what anything a
 * person proposes would at least meet. From T2 on, a decision without an action is `blocked` and says what would change
 * that.
 */
export function decide(input: DecisionInput): Decision {
  const { policy, identity, signal, playbook } = input
  const confidence = assessConfidence(input)
  const urgency = assessUrgency(identity, policy, input.now)
  const { need, reasons: needReasons } = assessNeed({
    policy,
    confidence: confidence.band,
    urgency: urgency.band,
    identity,
    ambiguity: input.ambiguity,
    timeFlags: signal.timeFlags,
  })
  const kind = identity?.kind ?? 'unknown'
  const threat = threatOf(input.trigger, signal, kind)
  const choice = chooseAction({
    policy,
    playbook,
    threat,
    need,
    kind,
    dependencies: input.dependencies,
    aim: aimOf(identity, signal),
    feasible: input.feasible,
  })
  const answer = gateOf(input, need, choice, confidence.value)
  return {
    policyVersion: policy.version,
    decidedAt: input.now,
    confidence: { value: confidence.value, band: confidence.band },
    urgency: { value: urgency.value, band: urgency.band, hasUnknowns: urgency.hasUnknowns },
    priority: Math.floor((confidence.value * urgency.value) / 100),
    need,
    threat,
    playbook: { id: playbook.id, version: playbook.version },
    options: choice.options,
    action: choice.action,
    gate: answer.gate,
    reasons: [
      ...policyReasons(input),
      ...confidence.reasons,
      ...urgency.reasons,
      ...needReasons,
      ...choice.reasons,
      ...answer.reasons,
    ],
    unblock: answer.unblock,
  }
}

/** Among those of the need, which are read first: every number of the decision is another than people put in force. */
function policyReasons({ policyTrouble }: DecisionInput): readonly Reason[] {
  if (policyTrouble === undefined) return []
  return [{ about: 'need', rule: 'policy.not-in-force', input: policyTrouble, effect: 'The shipped numbers decide' }]
}

/**
 * What an attacker would be holding: what the trigger says, else read from the record. A role and a workload have no
 * lasting credential, so one that is named in a record is a session's.
 */
export function threatOf(
  trigger: Trigger | null,
  signal: Pick<Signal, 'sessions' | 'credentials' | 'tool'>,
  kind: IdentityKind,
): Threat {
  if (trigger !== null) return trigger.response.threatens
  if (signal.tool !== null && kind === 'ai-agent') return 'tool'
  if (signal.sessions.length > 0) return 'session'
  if (signal.credentials.length > 0) return kind === 'cloud-role' || kind === 'workload' ? 'session' : 'credential'
  return kind === 'ci-pipeline' ? 'pipeline' : 'identity'
}

/**
 * What a narrow action would be aimed at: what the record names, and what hangs below a credential that it names. Credentials
 * narrow only if the identity is known to have every one that the record names: an alias that nobody has matched must not make the
 * disruption look smaller.
 */
export function aimOf(identity: Identity | null, signal: Pick<Signal, 'credentials' | 'tool'>): Aim {
  const credentials = identity?.credentials ?? []
  const held = new Set(credentials.map((credential) => credential.id))
  const named = signal.credentials.map((credential) => credential.id)
  return {
    consumersKnown: identity?.claimed === true && identity.consumersKnown,
    credentialIds: named.every((id) => held.has(id)) ? withBelow(credentials, named) : [],
    tools: signal.tool === null ? [] : [signal.tool],
  }
}

function gateOf(input: DecisionInput, need: Need, choice: Choice, confidence: number): GateAnswer {
  if (need.tier < CONTAINING_TIER) return NOTHING_TO_CONTAIN
  const chosen = choice.options.find((option) => option.action === choice.action)
  if (chosen === undefined) return gateWithoutAction(input, need, choice)
  return gateFor({
    policy: input.policy,
    now: input.now,
    identity: input.identity,
    trigger: input.trigger,
    action: actionOf(chosen.action),
    need,
    confidence,
    disruption: chosen.disruption,
    feasible: input.feasible(chosen.action),
    exercisedAt: input.exercisedAt,
    automation: input.automation,
    isSample: input.signal.isSample,
  })
}

function gateWithoutAction(input: DecisionInput, need: Need, choice: Choice): GateAnswer {
  const who = identityBlocker(input.identity)
  if (who !== null) return { gate: 'blocked', reasons: [who.reason], unblock: [who.unblock] }
  const pastCap = choice.options.filter(
    (option) => option.isFeasible && exceedsCap(actionOf(option.action), need, input.policy),
  )
  const unblock =
    pastCap.length === 0
      ? [
          'Connect a system that can do one of its actions',
          ...(input.trigger === null ? [] : ['Name another playbook in the trigger']),
        ]
      : [
          ...need.caps.flatMap((cap) => LIFTED_BY[cap] ?? []),
          ...pastCap.map((option) => `Propose “${actionOf(option.action).title}” past the cap, with two approvals`),
        ]
  const said = `No action of the playbook both meets T${need.tier} and can be done`
  return {
    gate: 'blocked',
    reasons: [{ about: 'gate', rule: 'gate.no-action', input: said, effect: 'Blocked' }],
    unblock,
  }
}

/** What would lift a cap. A shared or foreign identity stays one: nothing lifts that. */
const LIFTED_BY: Readonly<Partial<Record<Cap, string>>> = {
  'ambiguous-telemetry': 'Confirm which identity the record means',
  'no-owner': 'Name an owner',
  'consumers-unknown': 'Map who uses it',
}

const NOTHING_TO_CONTAIN: GateAnswer = {
  gate: 'one-approval',
  reasons: [
    {
      about: 'gate',
      rule: 'gate.nothing-proposed',
      input: 'There is nothing to contain at this tier',
      effect: 'Nothing waits; what a person proposes here takes at least one approval',
    },
  ],
  unblock: [],
}
