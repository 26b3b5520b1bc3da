import type { Mask } from './masks.ts'

const FIRST_FOUND = 256

/**
 * The rows of an order that fit, found as far along it as somebody looks: a person sees fifty of a million. With `keys`, only the
 * first of those that have the same one.
 */
export class ShownRows {
  readonly #order: Uint32Array
  readonly #mask: Mask
  readonly #keys: Uint32Array | null
  readonly #seen: Uint8Array
  #found = new Uint32Array(FIRST_FOUND)
  #count = 0
  #next = 0

  constructor(order: Uint32Array, mask: Mask, keys: Uint32Array | null) {
    this.#order = order
    this.#mask = mask
    this.#keys = keys
    this.#seen = new Uint8Array(keys === null ? 0 : mask.length)
  }

  /** The row at a place, from 0; null behind the last. */
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

  /** Where a row stands; -1 where it is none of them. */
  placeOf(row: number): number {
    if (this.#mask[row] !== 1) return -1
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
    const [order, mask, found] = [this.#order, this.#mask, this.#found]
    let length = this.#count
    let next = this.#next
    if (this.#keys === null) {
      for (; length < end && next < order.length; next += 1) {
        const row = order[next] ?? 0
        found[length] = row
        length += mask[row] ?? 0
      }
    } else {
      for (; length < end && next < order.length; next += 1) {
        const row = order[next] ?? 0
        const key = this.#keys[row] ?? 0
        if (mask[row] !== 1 || this.#seen[key] === 1) continue
        this.#seen[key] = 1
        found[length] = row
        length += 1
      }
    }
    this.#count = length
    this.#next = next
  }
}
