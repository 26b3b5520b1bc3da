import * as words from '#words/plan.tsx'
import type { PlanView, StepView } from '../../domain/views/plan-views.ts'

/** Where a step stands, in words. `sent` is told apart from being read back: an answer of the target is no evidence. */
export function stepWords(step: Pick<StepView, 'state' | 'containment' | 'isTakenBack' | 'startedAt'>): string {
  if (step.isTakenBack) return words.isTakenBack
  if (step.containment === 'in-doubt' && step.state !== 'done') {
    return step.state === 'failed' ? words.leftInDoubt : words.inDoubt
  }
  // People were asked, and the plan ended before they answered.
  if (step.state === 'skipped' && step.startedAt !== null) return words.endedBefore
  return words.stepStates[step.state]
}

/** True while something may still happen by itself, so that the page looks again. */
export function isUnderWay(plan: Pick<PlanView, 'state'>): boolean {
  return plan.state === 'approved' || plan.state === 'running'
}

interface Stoppable {
  readonly state: PlanView['state']
  readonly steps: readonly Pick<StepView, 'state'>[]
}

/** Whether somebody can still stop it between two steps. */
export function isStoppable(plan: Stoppable): boolean {
  return plan.state === 'running' && plan.steps.some(({ state }) => state === 'waiting')
}

/** Whether it may still become something else by itself or by somebody's hand: what a phone keeps in sight. */
export function mayStillTurn(plan: Stoppable & Pick<PlanView, 'restore'>): boolean {
  return plan.state === 'pending' || plan.restore.at !== null || isStoppable(plan)
}
