/** Codes that have rows, those of most rows first; of as many, the lower code. By counting how often each count occurs. */
export function orderByCount(counts: Uint32Array): Uint32Array {
  let [most, used] = [0, 0]
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0
    if (count > most) most = count
    used += Number(count > 0)
  }
  /** Where the codes of a count begin, by how much it is below the highest. */
  const starts = new Uint32Array(most + 1)
  for (let code = 0; code < counts.length; code += 1) {
    const below = most - (counts[code] ?? 0)
    starts[below] = (starts[below] ?? 0) + 1
  }
  let before = 0
  for (let below = 0; below <= most; below += 1) {
    const here = starts[below] ?? 0
    starts[below] = before
    before += here
  }
  const order = new Uint32Array(used)
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0
    if (count === 0) continue
    const place = starts[most - count] ?? 0
    order[place] = code
    starts[most - count] = place + 1
  }
  return order
}
