export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  /** Line numbers from 1 on either side; null where the line does not exist. */
  readonly before: number | null
  readonly after: number | null
}

/** Above this product of line counts the table would cost too much; the middle is then shown as replaced. */
const MAX_CELLS = 4_000_000

/**
 * The shortest line by line difference, removals before additions. `before` and `after` joined back from the result are the
 * inputs exactly. Costs the product of the lines that differ, after equal beginnings and ends were set aside.
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const a = before.split('\n')
  const b = after.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1

  const lines: DiffLine[] = []
  const same = (i: number, j: number) => lines.push({ kind: 'same', text: a[i] ?? '', before: i + 1, after: j + 1 })
  for (let i = 0; i < start; i += 1) same(i, i)
  lines.push(...changedLines(a.slice(start, a.length - end), b.slice(start, b.length - end), start))
  for (let i = end; i > 0; i -= 1) same(a.length - i, b.length - i)
  return lines
}

function changedLines(a: readonly string[], b: readonly string[], offset: number): DiffLine[] {
  const lines: DiffLine[] = []
  const width = b.length + 1
  const isTooLarge = a.length * b.length > MAX_CELLS
  const common = isTooLarge ? new Uint32Array(0) : commonLengths(a, b)
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (!isTooLarge && i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '', before: offset + i + 1, after: offset + j + 1 })
      i += 1
      j += 1
    } else if (
      i < a.length &&
      (j >= b.length || isTooLarge || at(common, (i + 1) * width + j) >= at(common, i * width + j + 1))
    ) {
      lines.push({ kind: 'removed', text: a[i] ?? '', before: offset + i + 1, after: null })
      i += 1
    } else {
      lines.push({ kind: 'added', text: b[j] ?? '', before: null, after: offset + j + 1 })
      j += 1
    }
  }
  return lines
}

// Length of the longest common subsequence of the tails a[i..] and b[j..], row by row.
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const table = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        a[i] === b[j]
          ? at(table, (i + 1) * width + j + 1) + 1
          : Math.max(at(table, (i + 1) * width + j), at(table, i * width + j + 1))
    }
  }
  return table
}

function at(table: Uint32Array, index: number): number {
  return table[index] ?? 0
}
