import { countOf, fullMask, isSame, type Mask } from './masks.ts'
import type { QueueTable } from './queue-table.ts'
import { Counters, RowRoom, Tally } from './tally.ts'

/** Tallies of a table, each made from the one that is nearest to it: of all rows, of a view, of what a facet would let in. */
export class Tallies {
  readonly #table: QueueTable
  readonly #counters: Counters
  #every: Tally
  #view: Tally
  /** Versions of the table that they were made at. */
  #versions = { every: -1, view: -1 }
  readonly #rooms = { every: new RowRoom(), view: new RowRoom(), reach: new RowRoom() }

  constructor(table: QueueTable) {
    this.#table = table
    this.#counters = new Counters(table)
    this.#every = new Tally(this.#counters, fullMask(0), 0, null, this.#rooms.every)
    this.#view = this.#every
  }

  /** Of every row. */
  everything(): Tally {
    const { version, count } = this.#table
    if (this.#versions.every !== version) {
      this.#versions.every = version
      this.#every = new Tally(this.#counters, fullMask(count), count, null, this.#rooms.every)
    }
    return this.#every
  }

  /** Of a view's rows. It takes the place of the one before, or is that where it has the same rows. */
  ofView(mask: Mask): Tally {
    const { version } = this.#table
    if (this.#versions.view !== version || !isSame(mask, this.#view.mask)) {
      this.#versions.view = version
      this.#view = this.#nearest(mask, [this.everything()], this.#rooms.view)
    }
    return this.#view
  }

  /** Of the view's rows and some more: to be counted before the next one is asked for. */
  ofReach(mask: Mask): Tally {
    return this.#nearest(mask, [this.everything(), this.#view], this.#rooms.reach)
  }

  #nearest(mask: Mask, known: readonly Tally[], room: RowRoom): Tally {
    const count = countOf(mask)
    let [near, apart]: [Tally | null, number] = [null, count]
    for (const one of known) {
      const between = Math.abs(one.count - count)
      if (between === 0) return one
      if (between < apart) [near, apart] = [one, between]
    }
    return new Tally(this.#counters, mask, count, near, room)
  }
}
