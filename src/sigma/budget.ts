/**
 * What one text may cost in all, whatever its documents make of it: ten lines under `action: global` stand in two hundred
 * documents, and a condition names every detection in every word.
 */
const LIMITS = {
  /** The longest public document, a list of drivers, has some 4,000. */
  values: 20_000,
  /** Characters of texts with `?` or `windash`, which cost more than plain ones. */
  looseCharacters: 20_000,
  /** Steps of all regular expressions together. */
  steps: 10_000,
  /** Detections that conditions name, patterns counted by what they fit. */
  terms: 20_000,
} as const
type Spent = keyof typeof LIMITS

const WORDS: Readonly<Record<Spent, string>> = {
  values: 'values',
  looseCharacters: 'characters in texts with `?` or `windash`',
  steps: 'steps of regular expressions',
  terms: 'names in conditions',
}

export interface Budget {
  /** Null where there is enough left; else what would be right. A refusal is told once: what comes after it means little. */
  spend(what: Spent, amount: number): string | null
  /** Whether a refusal was told already. */
  isSpent(): boolean
}

export function createBudget(): Budget {
  const left: Record<Spent, number> = { ...LIMITS }
  let isSpent = false
  return {
    spend(what, amount) {
      left[what] -= amount
      if (left[what] >= 0) return null
      isSpent = true
      return `at most ${LIMITS[what]} ${WORDS[what]} in one text`
    },
    isSpent: () => isSpent,
  }
}
