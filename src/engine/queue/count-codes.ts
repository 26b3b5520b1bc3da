/**
 * Rows by code, of `size` codes from `first` on; rows with another code are not counted. Of the first `count` rows where `rows` is null.
 */
export function countCodes(
  codes: ArrayLike<number>,
  size: number,
  rows: Uint32Array | null,
  count: number,
  first = 0,
): Uint32Array {
  const counts = new Uint32Array(size)
  if (rows === null) {
    for (let row = 0; row < count; row += 1) {
      const at = (codes[row] ?? 0) - first
      counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  }
  for (let place = 0; place < rows.length; place += 1) {
    const at = (codes[rows[place] ?? 0] ?? 0) - first
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}
