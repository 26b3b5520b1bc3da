import type { Action } from '../../domain/action/action.ts'
import type { Disruption } from '../../domain/decision/decision.ts'
import { type Automation, type GateAnswer, gateFor } from '../../domain/decision/gate.ts'
import type { Person } from '../../domain/people/person.ts'
import type { PlanGate } from '../../domain/plan/plan.ts'
import type { Decided } from '../alerts/decide-alert.ts'

export interface GateQuestion {
  readonly action: Action
  readonly predicted: Disruption
  /** True, or why the connector will not do it now. */
  readonly feasible: true | string
  /** Takes another plan back. */
  readonly isUndo: boolean
  /** The budget as it stands without this plan, where the plan itself is counted in the decision's. */
  readonly automation?: Automation
}

/**
 * The gate of one action, chosen or not, by the rules of the decision. Nothing runs without a vote unless it is what
 * the decision itself proposes; and nothing that opens access again ever does.
 */
export function gateOfAction({ decision, input }: Decided, question: GateQuestion): GateAnswer {
  const { action, predicted, feasible, isUndo } = question
  const answer = gateFor({
    policy: input.policy,
    now: input.now,
    identity: input.identity,
    trigger: input.trigger,
    action,
    need: decision.need,
    confidence: decision.confidence.value,
    disruption: predicted,
    feasible,
    exercisedAt: input.exercisedAt,
    automation: question.automation ?? input.automation,
    isSample: input.signal.isSample,
  })
  if (answer.gate !== 'auto') return answer
  if (isUndo) {
    return personApproves(answer, 'undo', `${action.title} opens again what was closed`, 'One person approves')
  }
  if (decision.action !== action.id) {
    return personApproves(
      answer,
      'chosen-by-person',
      `${action.title} was chosen by a person, the decision proposes something else`,
      'One person approves',
    )
  }
  return answer
}

function personApproves(answer: GateAnswer, rule: string, input: string, effect: string): GateAnswer {
  return { ...answer, gate: 'one-approval', reasons: [{ about: 'gate', rule: `gate.${rule}`, input, effect }] }
}

/** Says so where the seat of the owner's team can be taken by nobody who is here today. */
export function withOwnerSeat(gate: PlanGate, people: readonly Person[], requesterId: string): PlanGate {
  const { ownerTeam } = gate
  if (ownerTeam === null) return gate
  const canSit = people.some(
    (person) => person.team === ownerTeam && person.id !== requesterId && person.roles.includes('approver'),
  )
  if (canSit) return gate
  const reason = {
    about: 'gate' as const,
    rule: 'gate.owner-seat-empty',
    input: `Nobody of ${ownerTeam} is an approver here today`,
    effect: 'One of the two seats stays free until somebody of that team can approve',
  }
  return { ...gate, reasons: [...gate.reasons, reason] }
}
