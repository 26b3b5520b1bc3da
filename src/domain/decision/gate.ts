import type { Action, ActionOwner, Tier } from '../action/action.ts'
import type { Identity } from '../identity/identity.ts'
import { ownerTeamOf } from '../identity/owner-team.ts'
import { DOMAIN_WORDS } from '../people/domains.ts'
import type { PlanGate } from '../plan/plan.ts'
import type { Escalation } from '../plan/quorum.ts'
import { FINEST_SHARE } from '../plan/stage.ts'
import type { Policy } from '../policy/policy.ts'
import { bindStages, needOf, type QuorumRules } from '../policy/quorum-rules.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Trigger } from '../trigger/trigger.ts'
import { autoConditions } from './auto-conditions.ts'
import { blockers } from './blockers.ts'
import { exceedsCap } from './choose-action.ts'
import type { Disruption, Gate, Reason } from './decision.ts'
import { type Need, tierName } from './need.ts'

/** Everything that decides what one step needs before it may run. All of it is the state of the moment. */
export interface GateInput {
  readonly policy: Policy
  readonly now: EpochMs
  readonly identity: Identity | null
  readonly trigger: Trigger | null
  readonly action: Action
  readonly need: Need
  /** 0–100. */
  readonly confidence: number
  readonly disruption: Disruption
  /** True, or the connectors' reason why none of them can do it now. */
  readonly feasible: true | string
  /** When this version of the playbook was last exercised; null for never. */
  readonly exercisedAt: EpochMs | null
  readonly automation: Automation
  /** The source itself marks the record as a test. */
  readonly isSample: boolean
}

/** How much of the automation budget is used up, counted before this step. */
export interface Automation {
  /** Automatic steps of this trigger in the last hour. */
  readonly stepsThisTriggerHour: number
  /** Share of the owner's identities that stand under an automatic step, percent. */
  readonly ownerSharePercent: number
  /** Why the trigger may not act by itself although its text says so; null where nothing forbids it. */
  readonly forbidden: Forbidden | null
}

/** `kept`: taken from it, or it is not on. `dry-run`: the policy asks for a dry run, and no review after one has given it to this text. */
export interface Forbidden {
  readonly rule: 'kept' | 'dry-run'
  readonly because: string
}

export interface GateAnswer {
  readonly gate: Gate
  readonly reasons: readonly Reason[]
  /** What would unblock it; empty unless blocked. */
  readonly unblock: readonly string[]
}

/**
 * What a step needs before it may run. Blocked comes first, then two approvals, then automatic only when every
 * condition holds, then one approval: a stricter answer is never hidden by a milder one. Every condition that failed is
 * among the reasons, so that the answer says what would change it.
 */
export function gateFor(input: GateInput): GateAnswer {
  const blocked = blockers(input)
  if (blocked.length > 0) {
    return {
      gate: 'blocked',
      reasons: blocked.map(({ reason }) => reason),
      unblock: [...new Set(blocked.map(({ unblock }) => unblock))],
    }
  }
  const two = twoPersonReasons(input)
  if (two.length > 0) return { gate: 'two-approvals', reasons: two, unblock: [] }

  const conditions = autoConditions(input)
  const failed = conditions.filter((condition) => !condition.holds)
  if (failed.length > 0) return { gate: 'one-approval', reasons: failed.map(({ reason }) => reason), unblock: [] }
  return { gate: 'auto', reasons: conditions.map(({ reason }) => reason), unblock: [] }
}

/** Whose approvals a plan asks for besides its own answer. */
export interface GateScope {
  readonly identity: Identity | null
  readonly tier: Tier
  /** The domain that answers for the strongest action of the plan. */
  readonly actionOwner: ActionOwner
}

/**
 * The gate as a plan carries it: the stages that the policy has for this answer, with every seat bound by name. Of two approvals one
 * seat belongs to the owner's team, or to whoever answers for the action where no owner is known; from the policy's tier on, whoever
 * approves signs with a passkey. Null for a blocked answer: nothing can be proposed.
 */
export function planGate(
  answer: GateAnswer,
  { identity, tier, actionOwner }: GateScope,
  policy: Pick<Policy, 'gate'>,
): PlanGate | null {
  if (answer.gate === 'blocked') return null
  const quorum = approvalsAsked(answer.gate, policy)
  const isTwo = answer.gate === 'two-approvals'
  const ownerTeam = isTwo ? ownerTeamOf(identity) : null
  const reasons = isTwo && ownerTeam === null ? [...answer.reasons, seatWithoutOwner(actionOwner)] : answer.reasons
  const passkey = quorum > 0 && tier >= policy.gate.passkeyFromTier
  return {
    kind: answer.gate,
    quorum,
    ownerTeam,
    stages:
      answer.gate === 'auto'
        ? []
        : bindStages(policy.gate.quorums[answer.gate], { ownerTeam, actionOwner, usualSilence: usualSilence(policy) }),
    passkey,
    reasons: passkey ? [...reasons, signedFrom(policy)] : reasons,
  }
}

/** How many people a gate asks for under this policy; what is blocked asks nobody. What-if counts approvals by the same number. */
export function approvalsAsked(gate: Gate, policy: { readonly gate: { readonly quorums: QuorumRules } }): number {
  return gate === 'auto' || gate === 'blocked' ? 0 : needOf(policy.gate.quorums[gate])
}

function usualSilence({ gate: { escalateAtPercent } }: Pick<Policy, 'gate'>): Escalation[] {
  const [approvers, managers] = escalateAtPercent
  return [
    { afterPercent: approvers, tell: 'approvers' as const },
    { afterPercent: managers, tell: 'managers' as const },
  ]
    .filter(({ afterPercent }) => afterPercent >= FINEST_SHARE && afterPercent <= 100 - FINEST_SHARE)
    .toSorted((a, b) => a.afterPercent - b.afterPercent)
}

function signedFrom({ gate }: Pick<Policy, 'gate'>): Reason {
  return {
    about: 'gate',
    rule: 'gate.passkey',
    input: `The policy asks for passkeys from T${gate.passkeyFromTier}`,
    effect: 'Whoever approves signs with a passkey',
  }
}

/** Said rather than left out: with an owner known, one of the two seats would be theirs. */
function seatWithoutOwner(actionOwner: ActionOwner): Reason {
  return {
    about: 'gate',
    rule: 'gate.owner-unknown',
    input: 'No owner is known',
    effect: `The owner’s seat is for whoever answers for the action: ${DOMAIN_WORDS[actionOwner]}`,
  }
}

function twoPersonReasons(input: GateInput): readonly Reason[] {
  const { policy, action, identity, disruption } = input
  const found: Reason[] = []
  const two = (rule: string, said: string) =>
    found.push({ about: 'gate', rule: `gate.${rule}`, input: said, effect: 'Takes two approvals' })

  if (!action.reversible) two('irreversible', `${action.title} cannot be undone`)
  if (disruption.level === 'severe')
    two('severe-disruption', `It would break a lot: disruption ${disruption.score} of 100`)
  const criticality = identity?.criticality ?? null
  if (criticality !== null && criticality >= policy.gate.twoApprovalsCriticality) {
    two('critical-identity', `Criticality ${criticality} of 5`)
  }
  if (exceedsCap(action, input.need, policy)) {
    two(
      'cap-exceeded',
      `${action.title} goes past the cap at ${tierName(policy.need.capAt)}: ${input.need.caps.join(', ')}`,
    )
  }
  if (identity?.tenancy === 'third-party') {
    two('trust-domain', 'Somebody else runs this identity: containing it reaches into their trust domain')
  } else if (action.cuts.includes('identity') && identity?.trustDomain === null) {
    two('trust-domain-unknown', 'Nobody has said to which trust domain it belongs, and the whole identity is cut')
  }
  return found
}
