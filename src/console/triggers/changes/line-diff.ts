/** A line of a comparison. `before` and `after` are its numbers from 1, null where it is not in that text. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
  readonly before: number | null
  readonly after: number | null
}

/** Lines that differ in both texts, times each other: beyond this the middle is shown as replaced whole. */
const MOST_CELLS = 4_000_000

/**
 * The lines of two texts in one column: what stays, what goes, what comes. As few changed lines as possible; where there
 * is a choice, what goes stands before what comes. Line feeds of any system are the same.
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = linesOf(before)
  const now = linesOf(after)
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1

  const same = (text: string, i: number, j: number): DiffLine => ({ kind: 'same', text, before: i + 1, after: j + 1 })
  const middle = diffMiddle(old.slice(head, old.length - tail), now.slice(head, now.length - tail), head)
  return [
    ...old.slice(0, head).map((text, i) => same(text, i, i)),
    ...middle,
    ...old.slice(old.length - tail).map((text, i) => same(text, old.length - tail + i, now.length - tail + i)),
  ]
}

/** One stretch of a comparison: lines to show, or how many equal ones are left out. */
export type DiffStretch =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[] }
  | { readonly kind: 'hidden'; readonly count: number; readonly from: number }

/** What changed with `context` equal lines around it; longer equal stretches become a count. */
export function withContext(lines: readonly DiffLine[], context: number): readonly DiffStretch[] {
  const isNear = lines.map(() => false)
  for (const [i, line] of lines.entries()) {
    if (line.kind === 'same') continue
    isNear.fill(true, Math.max(0, i - context), Math.min(lines.length, i + context + 1))
  }
  const stretches: DiffStretch[] = []
  let from = 0
  for (let to = 1; to <= lines.length; to += 1) {
    if (to < lines.length && isNear[to] === isNear[from]) continue
    stretches.push(
      isNear[from] === true
        ? { kind: 'lines', lines: lines.slice(from, to) }
        : { kind: 'hidden', count: to - from, from },
    )
    from = to
  }
  return stretches
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Longest common subsequence by its table: rules have a few hundred lines, and the table is easy to believe. */
function diffMiddle(old: readonly string[], now: readonly string[], offset: number): readonly DiffLine[] {
  const width = now.length + 1
  const isTooMuch = old.length * now.length > MOST_CELLS
  const common = new Uint16Array(isTooMuch ? 0 : (old.length + 1) * width)
  if (!isTooMuch) {
    for (let i = old.length - 1; i >= 0; i -= 1) {
      for (let j = now.length - 1; j >= 0; j -= 1) {
        const below = common[(i + 1) * width + j] ?? 0
        const beside = common[i * width + j + 1] ?? 0
        common[i * width + j] = old[i] === now[j] ? (common[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, beside)
      }
    }
  }
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    const goesOn = i < old.length && j < now.length
    if (goesOn && !isTooMuch && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i] ?? '', before: offset + i + 1, after: offset + j + 1 })
      i += 1
      j += 1
    } else if (
      i < old.length &&
      (j >= now.length || isTooMuch || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      lines.push({ kind: 'removed', text: old[i] ?? '', before: offset + i + 1, after: null })
      i += 1
    } else {
      lines.push({ kind: 'added', text: now[j] ?? '', before: null, after: offset + j + 1 })
      j += 1
    }
  }
  return lines
}
