/** One row of two columns; null where the other side has nothing to stand beside. */
export interface SideLine {
  readonly approved: string | null
  readonly now: string | null
  readonly isSame: boolean
}

/**
 * What is alike stands in one row, in the order in which it was approved; then what is gone beside what is new. Lines are
 * compared whole: a consumer that stops where it came back before is gone and new.
 */
export function sideBySide({
  approved,
  now,
}: {
  readonly approved: readonly string[]
  readonly now: readonly string[]
}): readonly SideLine[] {
  const before = [...new Set(approved)]
  const after = [...new Set(now)]
  const same = before.filter((line) => after.includes(line))
  const gone = before.filter((line) => !same.includes(line))
  const fresh = after.filter((line) => !same.includes(line))
  const different = Array.from({ length: Math.max(gone.length, fresh.length) }, (_, i): SideLine => {
    return { approved: gone[i] ?? null, now: fresh[i] ?? null, isSame: false }
  })
  return [...different, ...same.map((line): SideLine => ({ approved: line, now: line, isSame: true }))]
}
