import type { Recheck } from '../../../domain/views/plan-views.ts'

/** One line of the comparison as it is drawn. */
export interface CheckLine extends Omit<Recheck, 'step'> {
  /** Ordinals of the steps that it is about; none where it is about all that were compared, or about no step. */
  readonly steps: readonly number[]
}

/**
 * What does not hold comes first, each by itself, since it is what a person has to read. What holds and says the same of several
 * steps is one line: a plan of five steps would say "still one approval" five times.
 */
export function groupChecks(rechecks: readonly Recheck[]): readonly CheckLine[] {
  const broken = rechecks
    .filter(({ holds }) => !holds)
    .map(({ step, ...line }) => ({ ...line, steps: stepsOf([step]) }))
  const alike = Map.groupBy(
    rechecks.filter(({ holds }) => holds),
    ({ what, detail }) => `${what}\n${detail}`,
  )
  const whole = [...alike.values()].flatMap((lines): CheckLine[] => {
    const [first] = lines
    if (first === undefined) return []
    const { step: _, ...line } = first
    const isOfAll = rechecks.every(({ what }, i) => what !== line.what || lines.includes(rechecks[i] ?? first))
    return [{ ...line, steps: isOfAll ? [] : stepsOf(lines.map(({ step }) => step)) }]
  })
  return [...broken, ...whole]
}

function stepsOf(steps: readonly (number | null)[]): readonly number[] {
  return steps.filter((step) => step !== null)
}
