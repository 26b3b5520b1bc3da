import { bytesToHex } from '@noble/hashes/utils.js'
import type { Action, ActionId, ActionOwner, Tier } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { exceedsCap } from '../../domain/decision/choose-action.ts'
import { aimOf } from '../../domain/decision/decide.ts'
import type { Disruption } from '../../domain/decision/decision.ts'
import { disruptionOf } from '../../domain/decision/disruption.ts'
import { disruptionOfAll } from '../../domain/decision/disruption-of-steps.ts'
import { type GateAnswer, planGate } from '../../domain/decision/gate.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import type { Json } from '../../domain/json/json.ts'
import { printable } from '../../domain/json/read-json.ts'
import type { Person } from '../../domain/people/person.ts'
import { PlanBody, type PlanStep, type StepTarget } from '../../domain/plan/plan.ts'
import type { OnFailure } from '../../domain/plan/plan-words.ts'
import { consumersToRepoint, type RepointedConsumer, whyRetiresTooEarly } from '../../domain/plan/repointing.ts'
import { whyNotInOrder } from '../../domain/plan/step-order.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Decided } from '../alerts/decide-alert.ts'
import type { Connector, ConnectorPlan } from '../connectors/connector.ts'
import type { Gateway } from '../gateway.ts'
import type { AlertCase } from './load-case.ts'
import { gateOfAction, withEmptySeats } from './plan-gate.ts'
import { targetOf, whetherAimable } from './target.ts'

export type Requester = Pick<Person, 'id' | 'name' | 'team'>

/** Why nothing can be proposed, and what would change that. */
export interface Undraftable {
  readonly ok: false
  readonly because: string
  readonly unblock: readonly string[]
}

/** Where a step stands among others, and the credentials that it is narrowed to; null for all that the action is aimed at. */
export interface StepPart {
  readonly after: readonly number[]
  readonly credentialIds: readonly string[] | null
}

/** A step as a connector accepted it in a dry run, before any gate was asked. */
export interface DraftedStep {
  readonly ok: true
  readonly step: PlanStep
}

/** The step that this one takes back, with the connector that did it. */
export interface Undoing {
  readonly step: PlanStep
  readonly left: Json
}

const ASK_WITHIN_MS = 5_000

/**
 * Binds an action to exact targets and to the first healthy connector that accepts it in a dry run. Asks connectors, so
 * it never runs inside a transaction. Nothing is sent and nothing stored.
 */
export async function draftStep(
  gateway: Gateway,
  { identity, signal, decided }: AlertCase,
  action: Action,
  ordinal: number,
  undoes: Undoing | null,
  part: StepPart,
): Promise<DraftedStep | Undraftable> {
  if (identity === null) {
    return undraftable('The alert names no identity that is known here.', [
      'Confirm what this identity is and who owns it',
    ])
  }
  const aim = undoes === null ? whetherAimable(action, identity, signal) : true
  if (aim !== true) return undraftable(aim, ['Describe the identity: name what the action is to cut'])
  await gateway.desk.sync()
  const reasons: string[] = []
  for (const connector of candidates(gateway, action.id, undoes)) {
    try {
      const answer = await askConnector(connector, action, identity, signal, undoes, part)
      if (answer.ok) return { ok: true, step: toStep(connector, action, ordinal, part, answer, decided) }
      reasons.push(answer.reason)
    } catch (error) {
      reasons.push(`${connector.title} failed: ${sayFault(error)}`)
    }
  }
  if (reasons.length === 0) reasons.push(`No connector here can ${action.title.toLowerCase()}.`)
  return undraftable(reasons.join(' '), ['Connect a system that can do it, or repair the connector'])
}

type Answer =
  | { readonly ok: true; readonly target: StepTarget; readonly plan: Extract<ConnectorPlan, { ok: true }> }
  | { readonly ok: false; readonly reason: string }

async function askConnector(
  connector: Connector,
  action: Action,
  identity: Identity,
  signal: Signal,
  undoes: Undoing | null,
  { credentialIds }: StepPart,
): Promise<Answer> {
  const health = await connector.health(AbortSignal.timeout(ASK_WITHIN_MS))
  if (!health.ok) return { ok: false, reason: `${connector.title} is not well: ${health.detail}` }
  const account = undoes === null ? await connector.accountOf(identity) : undoes.step.target.account
  if (account === null) return { ok: false, reason: `${connector.title} does not know ${identity.name}.` }
  const whole =
    undoes === null ? targetOf(action, identity, signal, account) : { ...undoes.step.target, identityId: identity.id }
  const target = credentialIds === null ? whole : { ...whole, credentialIds }
  const plan = await connector.plan({ action: action.id, target, undoes })
  return plan.ok ? { ok: true, target, plan } : { ok: false, reason: `${connector.title}: ${plan.reason}` }
}

/** A fault in a connector as a person may read it: its message, bounded, on one line. */
export function sayFault(error: unknown): string {
  return error instanceof Error ? printable(error.message).slice(0, 300) : 'unknown'
}

/** Connectors that can do an action, those that take any name last; of an undo only the one that did it. */
export function candidates(gateway: Gateway, action: ActionId, undoes: Undoing | null): readonly Connector[] {
  const all = [...gateway.connectors.values()]
    .filter((connector) => connector.actions.includes(action))
    .toSorted((a, b) => Number(a.takesAnyName ?? false) - Number(b.takesAnyName ?? false))
  return undoes === null ? all : all.filter((connector) => connector.id === undoes.step.connector)
}

function toStep(
  connector: Connector,
  action: Action,
  ordinal: number,
  part: StepPart,
  { target, plan }: Extract<Answer, { ok: true }>,
  decided: Decided,
): PlanStep {
  return {
    ordinal,
    after: [...part.after],
    action: action.id,
    connector: connector.id,
    ...(connector.settings === undefined ? {} : { settings: connector.settings }),
    target,
    request: plan.request as PlanStep['request'],
    predicted: predict(action, decided, part.credentialIds),
    survives: [...plan.survives],
    undo: {
      action: action.rollback,
      seconds: plan.undoSeconds ?? action.undoSeconds,
      cannotRestore: [...plan.undoCannotRestore],
    },
    verifiedBy: action.verifiedBy,
    verifyWithinMs: connector.verifyWithinMs,
  }
}

/** What the action would break by the dependency map of the moment, all of it or through some credentials only. */
function predict(action: Action, { input }: Decided, credentialIds: readonly string[] | null): Disruption {
  const whole = aimOf(input.identity, input.signal)
  const aim = credentialIds === null ? whole : { ...whole, credentialIds }
  return disruptionOf(action, input.dependencies, aim, input.policy)
}

/** What one of these steps would break now: where several do the same, through its own credentials. */
export function predictStep(step: PlanStep, steps: readonly PlanStep[], decided: Decided): Disruption {
  const isPart = steps.filter(({ action }) => action === step.action).length > 1
  return predict(actionOf(step.action), decided, isPart ? step.target.credentialIds : null)
}

/** What they would break together; the same numbers as in the decision where it is one action. */
export function predictAll(steps: readonly Pick<PlanStep, 'action'>[], { input }: Decided): Disruption {
  const actions = [...new Set(steps.map(({ action }) => action))].map(actionOf)
  return disruptionOfAll(actions, input.dependencies, aimOf(input.identity, input.signal), input.policy)
}

export interface BodyParts {
  readonly id: string
  readonly number: number
  readonly undoes: string | null
  readonly steps: readonly PlanStep[]
  readonly onFailure: OnFailure
  readonly restoreAfterMs: number | null
  /** Null where nobody is re-pointed. */
  readonly repointWithinMs: number | null
  readonly overrides?: PlanBody['overrides'] & {}
  readonly reason: string
  readonly requester: Requester
  readonly people: readonly Person[]
  readonly now: EpochMs
  readonly random: Gateway['random']
}

/** The whole body, under the gate of the strictest of its steps. Pure but for the nonce. */
export function draftBody(
  { alert, identity, evidence, decided }: AlertCase,
  parts: BodyParts,
): { readonly ok: true; readonly body: PlanBody } | Undraftable {
  const { decision, input } = decided
  if (identity === null) return undraftable('The alert names no identity that is known here.', [])
  const together = predictAll(parts.steps, decided)
  const answers = parts.steps.map((step) =>
    gateOfAction(decided, {
      action: actionOf(step.action),
      predicted: together,
      feasible: true,
      isUndo: parts.undoes !== null,
    }),
  )
  const strictest = answers.toSorted((a, b) => STRICTNESS[b.gate] - STRICTNESS[a.gate])[0]
  if (strictest === undefined) return undraftable('A plan has at least one step.', [])
  const answer = parts.overrides === undefined ? strictest : overriding(strictest, parts.overrides.missing)
  // An action past its cap is as strong as it is, whatever tier the cap left of the need.
  const tier = Math.max(decision.need.tier, ...parts.steps.map((step) => actionOf(step.action).strength)) as Tier
  const gate = planGate(answer, { identity, tier, actionOwner: strongestOwner(parts.steps) }, input.policy)
  if (gate === null) {
    return undraftable(answer.reasons.map((reason) => `${reason.input}.`).join(' '), answer.unblock)
  }
  const wrong = whyNotInOrder(parts.steps)
  if (wrong !== null) return undraftable(wrong, [])
  if (parts.undoes === null && parts.overrides === undefined) {
    const early = whyRetiresTooEarly(parts.steps, consumersOf({ identity, decided }, parts.steps))
    if (early !== null) return undraftable(early, ['Look at who uses it again, then propose'])
  }
  if (parts.restoreAfterMs !== null) {
    const lasting = parts.steps.find((step) => step.undo.action === null)
    if (lasting !== undefined) {
      return undraftable(`${actionOf(lasting.action).title} cannot be taken back, so it cannot be temporary.`, [
        'Propose it without a time at which it is taken back',
      ])
    }
  }
  const body = PlanBody.safeParse({
    schema: 'sluicegate.plan/1',
    id: parts.id,
    number: parts.number,
    undoes: parts.undoes,
    alert,
    identity: { id: identity.id, name: identity.name, version: identity.version },
    threat: decision.threat,
    need: decision.need,
    confidence: decision.confidence.value,
    urgency: decision.urgency.value,
    trigger: input.trigger === null ? null : { id: input.trigger.id, version: input.trigger.version },
    playbook: decision.playbook,
    policyVersion: decision.policyVersion,
    gate: withEmptySeats(gate, parts.people, parts.requester),
    steps: parts.steps,
    onFailure: parts.onFailure,
    restoreAfterMs: parts.restoreAfterMs,
    ...(parts.repointWithinMs === null ? {} : { repointWithinMs: parts.repointWithinMs }),
    ...(parts.overrides === undefined ? {} : { overrides: parts.overrides }),
    evidence,
    reason: parts.reason,
    requestedBy: { id: parts.requester.id, name: parts.requester.name, team: parts.requester.team },
    requestedAt: parts.now,
    expiresAt: parts.now + input.policy.gate.approvalTtlMs,
    nonce: bytesToHex(parts.random(16)),
  })
  if (!body.success) return undraftable(`The plan is not right: ${body.error.issues[0]?.message ?? 'unknown'}.`, [])
  return { ok: true, body: body.data }
}

/** Who does not wait for consumers lets them break: two people say so, whatever one could say otherwise. */
function overriding(answer: GateAnswer, missing: readonly string[]): GateAnswer {
  if (answer.gate === 'blocked') return answer
  const reason = {
    about: 'gate' as const,
    rule: 'gate.not-re-pointed',
    input: `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} not been re-pointed and may break`,
    effect: 'Two people approve',
  }
  return { ...answer, gate: 'two-approvals', reasons: [...answer.reasons, reason] }
}

/** Who has to take the new secrets that these steps issue, by the dependency map of the moment. */
export function consumersOf(
  { identity, decided }: { readonly identity: Identity; readonly decided: Decided },
  steps: readonly Pick<PlanStep, 'action' | 'target'>[],
): readonly RepointedConsumer[] {
  const ids = steps.flatMap(({ action, target }) => (action === 'retire-secret' ? target.credentialIds : []))
  const owner = identity.technicalOwner ?? identity.businessOwner ?? 'the owner, who is not known'
  return consumersToRepoint(decided.input.dependencies, ids, identity.consumersKnown, owner)
}

/** The domain that answers for the strongest of these actions, the first of them where several are as strong. */
function strongestOwner(steps: readonly Pick<PlanStep, 'action'>[]): ActionOwner {
  const actions = steps.map(({ action }) => actionOf(action)).toSorted((a, b) => b.strength - a.strength)
  return actions[0]?.owner ?? 'soc'
}

/** Whether a person has to say that they know it goes past a cap. */
export function goesPastCap(action: ActionId, { decision, input }: Decided): boolean {
  return exceedsCap(actionOf(action), decision.need, input.policy)
}

const STRICTNESS = { auto: 0, 'one-approval': 1, 'two-approvals': 2, blocked: 3 } as const

export function undraftable(because: string, unblock: readonly string[]): Undraftable {
  return { ok: false, because, unblock }
}
