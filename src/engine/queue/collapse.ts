import type { QueueTable } from './queue-table.ts'

/** Of the rows in order, the first of each that repeat one another; `repeats[row]` counts all of them. */
export interface Collapsed {
  readonly rows: Uint32Array
  readonly repeats: Uint32Array
}

/** Alerts repeat each other where signals of one would have been merged into the other, had it still been open. */
export function collapse(table: QueueTable, rows: Uint32Array): Collapsed {
  const codes = dedupCodes(table)
  const first = new Uint32Array(table.count)
  const repeats = new Uint32Array(table.count)
  const kept = new Uint32Array(rows.length)
  let length = 0
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0
    const code = codes[row] ?? 0
    // One more than the row, so that 0 is none yet.
    const before = first[code] ?? 0
    if (before === 0) {
      first[code] = row + 1
      repeats[row] = 1
      kept[length] = row
      length += 1
    } else repeats[before - 1] = (repeats[before - 1] ?? 0) + 1
  }
  return { rows: kept.subarray(0, length), repeats }
}

const known = new WeakMap<QueueTable, { readonly version: number; readonly codes: Uint32Array }>()

/** For each row the lowest row of the same key: an open hash table over the key's 64 bits. */
function dedupCodes(table: QueueTable): Uint32Array {
  const found = known.get(table)
  if (found?.version === table.version) return found.codes
  const { count } = table
  const high = table.numbers('dedupHigh')
  const low = table.numbers('dedupLow')
  const codes = new Uint32Array(count)
  const size = 2 ** Math.ceil(Math.log2(count * 2 + 2))
  const slots = new Uint32Array(size)
  for (let row = 0; row < count; row += 1) {
    let slot = ((low[row] ?? 0) ^ ((high[row] ?? 0) * 31)) & (size - 1)
    for (;;) {
      const other = slots[slot] ?? 0
      if (other === 0) {
        slots[slot] = row + 1
        codes[row] = row
        break
      }
      if (low[other - 1] === low[row] && high[other - 1] === high[row]) {
        codes[row] = other - 1
        break
      }
      slot = (slot + 1) & (size - 1)
    }
  }
  known.set(table, { version: table.version, codes })
  return codes
}
