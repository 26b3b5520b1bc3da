import type { PlanStep } from './plan.ts'

type Ordered = Pick<PlanStep, 'ordinal' | 'after'>

/** Ordinals of the steps that must be read back before this one is sent. Where a plan names none: every earlier one. */
export function waitsFor({ ordinal, after }: Ordered, steps: readonly Ordered[]): readonly number[] {
  return after ?? steps.map((step) => step.ordinal).filter((other) => other < ordinal)
}

/** Why these are not the steps of a plan; null where they are: numbered from 1 without a gap, each after smaller ones only. */
export function whyNotInOrder(steps: readonly Ordered[]): string | null {
  for (const [place, step] of steps.entries()) {
    if (step.ordinal !== place + 1) return `Step ${place + 1} is numbered ${step.ordinal}.`
    const wrong = waitsFor(step, steps).find((other) => other >= step.ordinal || other < 1)
    if (wrong !== undefined) return `Step ${step.ordinal} waits for step ${wrong}, which does not come before it.`
  }
  return null
}

/**
 * The order in which steps are taken back: whatever was built on a step goes before it. `done` are the ordinals of those that are
 * to be taken back; answers them with the ordinals, among them, whose undo must be read back first. Last one first.
 */
export function inReverse(
  steps: readonly Ordered[],
  done: readonly number[],
): readonly { readonly ordinal: number; readonly after: readonly number[] }[] {
  const wanted = new Set(done)
  const followers = (ordinal: number) =>
    steps.filter((step) => waitsFor(step, steps).includes(ordinal)).map((step) => step.ordinal)
  /** Also through steps that are not taken back: what stood on them stood on this one as well. */
  const standingOn = (ordinal: number, seen: Set<number>): readonly number[] =>
    followers(ordinal).flatMap((next) => {
      if (seen.has(next)) return []
      seen.add(next)
      return wanted.has(next) ? [next] : standingOn(next, seen)
    })
  return [...done]
    .sort((a, b) => b - a)
    .map((ordinal) => ({ ordinal, after: standingOn(ordinal, new Set()).toSorted((a, b) => b - a) }))
}
