import type { LabExplanation } from '../../../engine/worker/client.ts'

/**
 * The conditions that decide why the whole is as it is: of an `and` that fails those that fail, of an `or` that holds those
 * that hold, of a `not` whatever decides what it denies. Leaves only, in the order of the rule.
 */
export function decidingParts(tree: LabExplanation): readonly LabExplanation[] {
  if (tree.parts.length === 0) return [tree]
  if (tree.kind === 'not') return tree.parts.flatMap(decidingParts)
  const isAll = tree.kind === 'and' || tree.kind === 'all' || (tree.kind === 'detection' && !isAny(tree))
  const parts = isAll === tree.isTrue ? tree.parts : tree.parts.filter((part) => part.isTrue === tree.isTrue)
  // A part may be true by a link between its parts that is not drawn; then the whole says more than its parts.
  return parts.length === 0 ? [tree] : parts.flatMap(decidingParts)
}

/** A detection that is a list holds where one of its maps does. */
function isAny({ isTrue, parts }: LabExplanation): boolean {
  return isTrue !== parts.every((part) => part.isTrue)
}
