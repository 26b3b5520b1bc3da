import type { Mask } from './masks.ts'
import type { QueueTable } from './queue-table.ts'
import type { RowList } from './shown-rows.ts'

/** Orders whose keys are kept in that order: of a person who goes back and forth between two. */
const MOST_KEPT = 2

interface Along {
  readonly order: Uint32Array
  /** The key of each row, in that order: a walk along it reads memory from front to back. */
  readonly keys: Uint32Array
}

/**
 * For each row which others it repeats: rows with the same key do, and keys are numbered from 0 without a gap. Alerts repeat each other
 * where signals of one would have been merged into the other, had it still been open. What an alert repeats never changes, so only new
 * rows are looked at.
 */
export class Repetitions {
  readonly #table: QueueTable
  #keys = new Uint32Array()
  /** An open hash table over the 64 bits of each key: one more than a row that has it, 0 for none. */
  #slots = new Uint32Array()
  #known = 0
  #distinct = 0
  #along: readonly Along[] = []

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
      this.#distinct = 0
    }
    const high = this.#table.numbers('dedupHigh')
    const low = this.#table.numbers('dedupLow')
    for (; this.#known < count; this.#known += 1) this.#add(this.#known, high, low)
    return this.#keys
  }

  /** Of the rows of an order that fit, the first of each key. The order has to be one that no longer changes. */
  leaders(order: Uint32Array, mask: Mask): Leaders {
    return new Leaders(order, this.#keysAlong(order), mask, this.#distinct)
  }

  #keysAlong(order: Uint32Array): Uint32Array {
    const known = this.#along.find((one) => one.order === order) ?? { order, keys: gather(this.keys(), order) }
    this.#along = [known, ...this.#along.filter((one) => one !== known)].slice(0, MOST_KEPT)
    return known.keys
  }

  #add(row: number, high: ArrayLike<number>, low: ArrayLike<number>): void {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = ((low[row] ?? 0) ^ Math.imul(high[row] ?? 0, 31)) & last; ; slot = (slot + 1) & last) {
      const other = slots[slot] ?? 0
      if (other === 0) {
        slots[slot] = row + 1
        this.#keys[row] = this.#distinct
        this.#distinct += 1
        return
      }
      if (low[other - 1] === low[row] && high[other - 1] === high[row]) {
        this.#keys[row] = this.#keys[other - 1] ?? 0
        return
      }
    }
  }
}

function gather(values: Uint32Array, order: Uint32Array): Uint32Array {
  const gathered = new Uint32Array(order.length)
  for (let at = 0; at < order.length; at += 1) gathered[at] = values[order[at] ?? 0] ?? 0
  return gathered
}

/** The first of each key among the rows of an order that fit, and how many of them it stands for. */
export class Leaders implements RowList {
  readonly count: number
  readonly #rows: Uint32Array
  /** Rows that fit, by key. */
  readonly #repeats: Uint32Array

  /** `keys`: of the rows of the order, in that order. */
  constructor(order: Uint32Array, keys: Uint32Array, { words: mask }: Mask, distinct: number) {
    const repeats = new Uint32Array(distinct)
    // A row that does not lead is written over by the next one: there is nothing to guess for the processor.
    const rows = new Uint32Array(distinct + 1)
    let count = 0
    for (let at = 0; at < order.length; at += 1) {
      const row = order[at] ?? 0
      const key = keys[at] ?? 0
      const fits = ((mask[row >>> 5] ?? 0) >>> (row & 31)) & 1
      const before = repeats[key] ?? 0
      repeats[key] = before + fits
      rows[count] = row
      count += fits & Number(before === 0)
    }
    this.count = count
    this.#rows = rows
    this.#repeats = repeats
  }

  at(place: number): number | null {
    return place < this.count ? (this.#rows[place] ?? null) : null
  }

  all(): Uint32Array {
    return this.#rows.subarray(0, this.count)
  }

  placeOf(row: number): number {
    return this.all().indexOf(row)
  }

  /** How many rows that fit have this key. */
  repeatsOf(key: number): number {
    return this.#repeats[key] ?? 0
  }
}
