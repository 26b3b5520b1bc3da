import type { QueueTable } from './queue-table.ts'

/**
 * For each row the lowest row that it repeats, itself where there is none before it. Alerts repeat each other where signals of one would
 * have been merged into the other, had it still been open. What an alert repeats never changes, so only new rows are looked at.
 */
export class Repetitions {
  readonly #table: QueueTable
  #keys = new Uint32Array()
  /** An open hash table over the 64 bits of each key: one more than the row, 0 for none. */
  #slots = new Uint32Array()
  #known = 0

  constructor(table: QueueTable) {
    this.#table = table
  }

  keys(): Uint32Array {
    const { count } = this.#table
    if (count > this.#keys.length) {
      const longer = new Uint32Array(Math.ceil(count * 1.0625))
      longer.set(this.#keys)
      this.#keys = longer
    }
    if (count * 2 > this.#slots.length) {
      this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)))
      this.#known = 0
    }
    const high = this.#table.numbers('dedupHigh')
    const low = this.#table.numbers('dedupLow')
    for (; this.#known < count; this.#known += 1) this.#add(this.#known, high, low)
    return this.#keys
  }

  #add(row: number, high: ArrayLike<number>, low: ArrayLike<number>): void {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = ((low[row] ?? 0) ^ Math.imul(high[row] ?? 0, 31)) & last; ; slot = (slot + 1) & last) {
      const other = slots[slot] ?? 0
      if (other === 0) {
        slots[slot] = row + 1
        this.#keys[row] = row
        return
      }
      if (low[other - 1] === low[row] && high[other - 1] === high[row]) {
        this.#keys[row] = other - 1
        return
      }
    }
  }
}

/** How many of these rows have each key, and how many keys there are. */
export function countKeys(
  keys: Uint32Array,
  rows: Uint32Array,
): { readonly distinct: number; readonly repeats: Uint32Array } {
  const repeats = new Uint32Array(keys.length)
  let distinct = 0
  for (let at = 0; at < rows.length; at += 1) {
    const key = keys[rows[at] ?? 0] ?? 0
    const before = repeats[key] ?? 0
    if (before === 0) distinct += 1
    repeats[key] = before + 1
  }
  return { distinct, repeats }
}
