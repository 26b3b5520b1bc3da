import type { ActionId } from '../../domain/action/action.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'

/** Its id, and the word for it where a step says on what it was tried. */
export const TWIN = 'twin'

const NOTHING_YET = {
  notThere: null,
  passed: false,
  problem: null,
  containment: 'not-contained',
  readback: '',
  broke: [],
  undo: 'not-restored',
  backAfterSeconds: null,
  stayDown: [],
} as const satisfies Partial<ExerciseStep>

/** One that is still to be tried, `notThere` where that will be on the twin though the exercise is on a target. */
export function waitingStep(action: ActionId, on: string, notThere: string | null): ExerciseStep {
  return { ...NOTHING_YET, action, on, notThere, state: 'waiting' }
}

/** One that is over. */
export function doneStep(
  action: ActionId,
  on: string,
  came: Partial<Omit<ExerciseStep, 'action' | 'on' | 'state'>>,
): ExerciseStep {
  return { ...NOTHING_YET, action, on, state: 'done', ...came }
}
