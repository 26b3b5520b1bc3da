import type { Action } from '../../domain/action/action.ts'
import type { Disruption } from '../../domain/decision/decision.ts'
import { type Automation, type GateAnswer, gateFor } from '../../domain/decision/gate.ts'
import type { Person } from '../../domain/people/person.ts'
import { mayCount, stagesOf } from '../../domain/plan/approval.ts'
import type { PlanGate } from '../../domain/plan/plan.ts'
import { maySit, openTo, sayRule } from '../../domain/plan/quorum.ts'
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

/** Says so where a seat that is needed can be taken by nobody who is here today. */
export function withEmptySeats(
  gate: PlanGate,
  people: readonly Person[],
  requestedBy: Pick<Person, 'id' | 'name'>,
): PlanGate {
  const stages = stagesOf(gate)
  const able = people.filter((person) => mayCount(person, { requestedBy: { ...requestedBy, team: '' } }))
  const open = openTo(stages, able)
  // Where any approver would do, it is not the narrower seats that nobody can take.
  const empty = open.some(({ of }) => of === 'anybody') ? open.filter(({ of }) => of === 'anybody') : open
  const reasons = empty.map((rule) => ({
    about: 'gate' as const,
    rule: rule.of === 'team' ? 'gate.owner-seat-empty' : 'gate.seat-empty',
    input: able.some((person) => maySit(person, rule))
      ? `Too few people${rule.of === 'anybody' ? '' : ` of ${sayRule(rule)}`} are approvers here today`
      : `Nobody${rule.of === 'anybody' ? ' else' : ` of ${sayRule(rule)}`} is an approver here today`,
    effect: 'A seat stays free until somebody who may take it can approve',
  }))
  return reasons.length === 0 ? gate : { ...gate, reasons: [...gate.reasons, ...reasons] }
}
