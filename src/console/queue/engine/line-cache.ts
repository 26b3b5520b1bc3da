import type { QueueLine } from '../../../engine/worker/queue-client.ts'

/** Lines that are kept; beyond them those of the latest answer are. */
const MOST_LINES = 4_000

export interface Stretch {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export type HeldLines = ReadonlyMap<number, QueueLine>

/** The shortest stretch in which all lines lie that are not held; null where all are. */
export function missingIn(held: HeldLines, { from, to }: Stretch): Stretch | null {
  let [first, end] = [from, to]
  while (first < end && held.has(first)) first += 1
  while (end > first && held.has(end - 1)) end -= 1
  return first === end ? null : { from: first, to: end }
}

export function isWithin(inner: Stretch, outer: Stretch): boolean {
  return inner.from >= outer.from && inner.to <= outer.to
}

/** `held` with what was answered. A line that says the same stays the same object: what draws it has nothing to do. */
export function withLines(held: HeldLines, answered: readonly QueueLine[]): HeldLines {
  const fresh = answered.filter((line) => !isSame(held.get(line.line), line))
  if (fresh.length === 0) return held
  const kept = held.size > MOST_LINES ? new Map<number, QueueLine>() : new Map(held)
  for (const line of kept.size === 0 ? answered : fresh) kept.set(line.line, line)
  return kept
}

function isSame(before: QueueLine | undefined, after: QueueLine): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after)
}
