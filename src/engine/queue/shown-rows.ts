import { has, type Mask } from './masks.ts'

const FIRST_FOUND = 256

/** Rows as they stand in a list, one a line. */
export interface RowList {
  /** The row at a place, from 0; null behind the last. */
  at(place: number): number | null
  /** To be read only. */
  all(): Uint32Array
  /** Where a row stands; -1 where it is none of them. */
  placeOf(row: number): number
}

/** The rows of an order that fit, found as far along it as somebody looks: a person sees fifty of a million. */
export class ShownRows implements RowList {
  readonly #order: Uint32Array
  readonly #mask: Mask
  #found = new Uint32Array(FIRST_FOUND)
  #count = 0
  #next = 0

  constructor(order: Uint32Array, mask: Mask) {
    this.#order = order
    this.#mask = mask
  }

  at(place: number): number | null {
    this.#findUpTo(place + 1)
    return place < this.#count ? (this.#found[place] ?? null) : null
  }

  /** The first ones, as many as there are. */
  first(count: number): Uint32Array {
    this.#findUpTo(count)
    return this.#found.subarray(0, Math.min(count, this.#count))
  }

  all(): Uint32Array {
    return this.first(this.#order.length)
  }

  placeOf(row: number): number {
    if (!has(this.#mask, row)) return -1
    for (let from = 0; ; ) {
      const found = this.#found.subarray(from, this.#count).indexOf(row)
      if (found >= 0) return from + found
      if (this.#next >= this.#order.length) return -1
      from = this.#count
      this.#findUpTo(Math.max(FIRST_FOUND, this.#count * 2))
    }
  }

  #findUpTo(count: number): void {
    if (count <= this.#count || this.#next >= this.#order.length) return
    const end = Math.min(count, this.#order.length)
    if (end > this.#found.length) {
      const longer = new Uint32Array(Math.min(this.#order.length, Math.max(end, this.#found.length * 2)))
      longer.set(this.#found)
      this.#found = longer
    }
    const [order, mask, found] = [this.#order, this.#mask.words, this.#found]
    let length = this.#count
    let next = this.#next
    for (; length < end && next < order.length; next += 1) {
      const row = order[next] ?? 0
      found[length] = row
      length += ((mask[row >>> 5] ?? 0) >>> (row & 31)) & 1
    }
    this.#count = length
    this.#next = next
  }
}
