import * as words from '#words/alert.tsx'

/** Lines that are read at a glance; a longer story opens around the alert that one came for. */
const MOST_SHOWN = 20

/** Which part of `count` lines is shown so that line `current` is in it, as near to its middle as the ends allow. */
export function shownPart(
  count: number,
  current: number,
  isWhole: boolean,
): { readonly from: number; readonly to: number } {
  if (isWhole || count <= MOST_SHOWN) return { from: 0, to: count }
  const from = Math.min(Math.max(0, current - MOST_SHOWN / 2), count - MOST_SHOWN)
  return { from, to: from + MOST_SHOWN }
}

/** Reasons as one line: the first in full, of the others what they are about. */
export function reasonLine(because: readonly { readonly kind: string; readonly words: string }[]): string {
  const [first, ...others] = because
  if (first === undefined) return ''
  return others.length === 0 ? first.words : words.alsoBy(first.words, others.map(({ kind }) => kind).join(words.and))
}
