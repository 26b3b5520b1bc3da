/** What a rule says about one record, as a tree over named detections (or, in a correlation, over named rules). */
export type Condition =
  | { readonly kind: 'detection'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Condition }
  /** `text` is how the rule writes it where that is shorter than its parts: `1 of filter_*`. */
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[]; readonly text: string | null }

export const NEVER: Condition = { kind: 'or', of: [], text: null }

/** The truth of a condition, given the truth of its names. Asks for a name only when it decides. */
export function isTrue(condition: Condition, holds: (name: string) => boolean): boolean {
  if (condition.kind === 'detection') return holds(condition.name)
  if (condition.kind === 'not') return !isTrue(condition.of, holds)
  const part = (of: Condition) => isTrue(of, holds)
  return condition.kind === 'and' ? condition.of.every(part) : condition.of.some(part)
}
