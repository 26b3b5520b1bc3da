const SPOKEN_MINUTES = [10, 5, 1, 0] as const

/**
 * The minute worth saying aloud when the time left falls from `beforeMs` to `nowMs`: 10, 5, 1, or 0 once it is over. Null
 * otherwise. If several were passed at once (the page slept), only the last counts: the others are no longer true.
 */
export function minuteCrossed(beforeMs: number, nowMs: number): number | null {
  let crossed: number | null = null
  for (const minute of SPOKEN_MINUTES) {
    if (beforeMs > minute * 60_000 && nowMs <= minute * 60_000) crossed = minute
  }
  return crossed
}
