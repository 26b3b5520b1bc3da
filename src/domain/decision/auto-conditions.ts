import { ownerTeamOf } from '../identity/owner-team.ts'
import { isFreshExercise } from './blockers.ts'
import type { Reason } from './decision.ts'
import type { GateInput } from './gate.ts'

export interface AutoCondition {
  readonly holds: boolean
  readonly reason: Reason
}

/** Every condition of an automatic step. All must hold; what is unknown does not hold. */
export function autoConditions(input: GateInput): readonly AutoCondition[] {
  const { policy, identity, trigger, action, disruption, automation } = input
  const threshold = trigger?.response.automation.threshold ?? 100
  const criticality = identity?.criticality ?? null
  const environment = identity?.environment ?? null
  const owner = ownerTeamOf(identity)
  const budget = stepsPerHour(input)
  const isListed = trigger?.response.automation.allowed === true
  return [
    condition(
      'listed',
      isListed,
      trigger === null
        ? 'No trigger fired'
        : isListed
          ? 'The trigger is allow-listed for automation'
          : 'The trigger is not allow-listed for automation',
    ),
    ...(automation.forbidden === null
      ? []
      : [condition(automation.forbidden.rule, false, automation.forbidden.because)]),
    condition(
      'confidence',
      trigger !== null && input.confidence >= threshold,
      trigger === null
        ? 'No trigger sets a threshold'
        : `Confidence ${input.confidence}, the trigger’s threshold is ${threshold}`,
    ),
    condition(
      'reversible',
      action.reversible,
      action.reversible ? 'The step can be undone' : 'The step cannot be undone',
    ),
    condition(
      'disruption',
      disruption.isComplete && (disruption.level === 'none' || disruption.level === 'low'),
      disruption.isComplete ? `Disruption ${disruption.level}` : 'What it breaks is not fully known',
    ),
    condition(
      'criticality',
      criticality !== null && criticality <= policy.gate.autoMaxCriticality,
      `Criticality ${criticality ?? 'unknown'}, at most ${policy.gate.autoMaxCriticality}`,
    ),
    condition(
      'environment',
      environment !== null && policy.gate.autoEnvironments.includes(environment),
      `Environment ${environment ?? 'unknown'}`,
    ),
    condition(
      'exercised',
      isFreshExercise(input.exercisedAt, policy.gate.exerciseFreshMs, input.now),
      saidOfExercise(input),
    ),
    condition(
      'budget-trigger',
      automation.stepsThisTriggerHour < budget,
      `${automation.stepsThisTriggerHour} automatic steps of this trigger in this hour, the limit is ${budget}${budget < policy.gate.autoStepsPerTriggerHour ? ', set by the trigger itself' : ''}`,
    ),
    condition(
      'budget-owner',
      owner !== null && automation.ownerSharePercent < policy.gate.autoShareOfOwner,
      owner === null
        ? 'No owner is known, so nobody’s share of automatic steps can be counted'
        : `${automation.ownerSharePercent} % of the owner’s identities stand under automatic steps, the limit is ${policy.gate.autoShareOfOwner} %`,
    ),
    condition(
      'real-record',
      !input.isSample,
      input.isSample ? 'The source marks the record as a test' : 'The record is not marked as a test',
    ),
  ]
}

/** The tighter of two: a trigger may allow itself less than the policy does, never more. */
function stepsPerHour({ policy, trigger }: GateInput): number {
  const own = trigger?.response.automation.stepsPerHour ?? Number.POSITIVE_INFINITY
  return Math.min(policy.gate.autoStepsPerTriggerHour, own)
}

function condition(name: string, holds: boolean, input: string): AutoCondition {
  const effect = holds ? 'Allows an automatic step' : 'Not automatic: one person approves'
  return { holds, reason: { about: 'gate', rule: `gate.auto-${name}`, input, effect } }
}

function saidOfExercise({ exercisedAt, now, policy }: GateInput): string {
  if (exercisedAt === null) return 'This version of the playbook was never exercised'
  if (exercisedAt > now) return 'The exercise of this version of the playbook is dated later than now'
  const [ago, limit] = [now - exercisedAt, policy.gate.exerciseFreshMs].map((ms) => Math.floor(ms / DAY_MS))
  return `This version of the playbook was exercised ${ago} days ago, the limit is ${limit}`
}

const DAY_MS = 86_400_000
