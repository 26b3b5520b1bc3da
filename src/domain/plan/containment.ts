import { type ActionId } from '../action/action.ts'
import { isPreparing, isTelling } from '../action/catalogue.ts'
import type { Containment, StepState } from './plan.ts'
import { isFinalStepState } from './plan-machine.ts'

/** From the least to the most contained: a plan is as contained as its least contained step. */
const LEAST_FIRST = [
  'in-doubt',
  'not-contained',
  'cannot-contain',
  'new-sessions-only',
  'already-contained',
  'contained',
] as const satisfies readonly Containment[]

/** What several plans did to one target, the best that is known of it first. */
const BEST_FIRST = [
  'contained',
  'already-contained',
  'new-sessions-only',
  // Nobody knows, and it may be contained: "not contained" beside it would be a claim about what nobody has read back.
  'in-doubt',
  'cannot-contain',
  'not-contained',
] as const satisfies readonly Containment[]

/** A step as far as its plan's state is concerned. */
export interface CountedStep {
  readonly action: ActionId
  readonly state: StepState
  readonly containment: Containment
}

/**
 * How contained a plan is, by what was read back of its steps. While a step of it is in doubt nobody can say more of the whole, even
 * of one that only prepares. Steps that only prepare or tell contain nothing and count for nothing else; a step that was never sent contains
 * nothing. A plan without steps that count is not contained.
 */
export function planContainment(steps: readonly CountedStep[]): Containment {
  if (steps.some(({ state, containment }) => containment === 'in-doubt' && !isFinalStepState(state))) return 'in-doubt'
  const found = steps
    .filter(({ action }) => !isPreparing(action) && !isTelling(action))
    .map(({ containment }) => containment)
  return LEAST_FIRST.find((containment) => found.includes(containment)) ?? 'not-contained'
}

/** How contained an alert or an identity is, by the plans about it that came to act: as the best of them. None: not contained. */
export function bestContainment(plans: readonly Containment[]): Containment {
  return BEST_FIRST.find((containment) => plans.includes(containment)) ?? 'not-contained'
}
