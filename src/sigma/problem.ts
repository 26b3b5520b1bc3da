/** Why a rule is refused: where, what is wrong, and what would be right. Lines and columns count from 1. */
export interface Problem {
  readonly line: number
  readonly column: number
  readonly message: string
  /** The smallest change that would be accepted, in words or as YAML. */
  readonly shouldBe: string
}

/** The nearest of several known words, for "did you mean"; null where none is near. Distance counts edits, case aside. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase().slice(0, LONGEST_WORD)
  let best: string | null = null
  // Of a word of one letter nothing would be left.
  let bestDistance = wanted.length < 4 ? Math.min(2, wanted.length) : Math.max(2, Math.floor(wanted.length / 3)) + 1
  for (const candidate of known) {
    const distance = edits(wanted, candidate.toLowerCase().slice(0, LONGEST_WORD))
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** "one of a, b, c", led by the near miss where there is one. */
export function oneOf(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  const list = `one of ${known.join(', ')}`
  return near === null ? list : `\`${near}\` (${list})`
}

const LONGEST_WORD = 60

function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
