import type { PlanBody } from '../../../domain/plan/plan.ts'

export interface Effect {
  readonly effect: string
  /** By what rules, each once. */
  readonly rules: readonly string[]
  readonly inputs: readonly string[]
}

/** What the reasons of a gate come to, each effect once with all that brought it about, in the order in which they were given. */
export function byEffect(reasons: readonly PlanBody['gate']['reasons'][number][]): readonly Effect[] {
  return [...Map.groupBy(reasons, ({ effect }) => effect)].map(([effect, alike]) => ({
    effect,
    rules: [...new Set(alike.map(({ rule }) => rule))],
    inputs: alike.map(({ input }) => input),
  }))
}
