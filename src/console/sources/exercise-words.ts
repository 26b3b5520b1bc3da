import * as words from '#words/sources.tsx'
import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { ExerciseRun } from '../../domain/views/exercise-views.ts'

/** The twin among connectors, and where a step was tried there. */
export const TWIN = 'twin'

/** Where it was tried, for a sentence: "on the twin". */
export function onWhat(name: string): string {
  return words.onTarget(name === TWIN ? words.theTwin : name)
}

/**
 * What an exercise on a target did not do there, in sentences: what was tried on the twin instead, each with its reason, and what the
 * target could do besides. Empty for an exercise on the twin.
 */
export function notThere({ on, steps, notAsked }: Pick<ExerciseRun, 'on' | 'steps' | 'notAsked'>): readonly string[] {
  const byReason = new Map<string, ActionId[]>()
  for (const { action, notThere: why } of steps) {
    if (why !== null) byReason.set(why, [...(byReason.get(why) ?? []), action])
  }
  const instead = [...byReason].map(([why, actions]) => `${titles(actions)} (${why.replace(/\.$/, '')})`)
  return [
    ...(instead.length === 0 ? [] : [words.notExercisedBut(onWhat(on), instead.join('; '))]),
    ...(notAsked.length === 0 ? [] : [words.notExercisedOfTitles(titles(notAsked), on)]),
  ]
}

function titles(actions: readonly ActionId[]): string {
  return actions.map((action) => actionOf(action).title).join(', ')
}

/** How far one is that is not over: "Waits for a gateway", "2 of 5 actions tried". */
export function progressWords({ state, steps }: Pick<ExerciseRun, 'state' | 'steps'>): string {
  if (state === 'waiting') return words.waitsForItsTurn
  const done = steps.filter((step) => step.state === 'done').length
  return words.ofActionsTried(done, steps.length)
}
