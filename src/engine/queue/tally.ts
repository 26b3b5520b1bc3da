import { Cells } from './cells.ts'
import type { WordName } from './columns.ts'
import { countCodes } from './count-codes.ts'
import type { Histogram } from './histogram.ts'
import { HOUR, HourCodes, type Instants, TIERS } from './hour-codes.ts'
import { type Mask, type Rows, rowsBetween, rowsOf } from './masks.ts'
import type { QueueTable } from './queue-table.ts'

/** Rows by hour of an instant, then by tier 0 to 4: hour `h` since 1970 of tier `t` is at `(h - first) * 5 + t`. */
export interface HourCounts {
  readonly first: number
  readonly counts: Uint32Array
}

/** What rows are counted by, kept for all rows of a table. */
export class Counters {
  readonly table: QueueTable
  readonly cells: Cells
  readonly hours: Readonly<Record<Instants, HourCodes>>

  constructor(table: QueueTable) {
    this.table = table
    this.cells = new Cells(table)
    this.hours = { received: new HourCodes(table, 'received'), lastSeen: new HourCodes(table, 'lastSeen') }
  }
}

/** Room for a list of rows, which is the largest thing that a view needs: each list is written over the one before. */
export class RowRoom {
  #room: Rows = new Uint32Array()

  fill(write: (room: Rows) => Rows): Rows {
    const rows = write(this.#room)
    if (rows.buffer !== this.#room.buffer) this.#room = new Uint32Array(rows.buffer)
    return rows
  }
}

/**
 * Rows that are counted by the words of any column; what was counted for one thing is used for others. With `near`, a tally of rows that
 * hold all of these or are among them, only the rows between the two are counted.
 */
export class Tally {
  readonly mask: Mask
  /** Rows. */
  readonly count: number
  readonly #counters: Counters
  readonly #near: Tally | null
  readonly #room: RowRoom
  /** Those that are counted. */
  #counted: Uint32Array | null = null
  readonly #counts = new Map<string, Uint32Array>()
  readonly #histograms = new Map<string, Histogram | null>()

  /** `count`: of the rows in the mask. The room has to be left to this tally while something is counted. */
  constructor(counters: Counters, mask: Mask, count: number, near: Tally | null, room: RowRoom) {
    this.#counters = counters
    this.mask = mask
    this.count = count
    this.#near = near
    this.#room = room
  }

  /** Ascending; null stands for every row. */
  rows(): Uint32Array | null {
    if (this.count === this.#counters.table.count) return null
    return this.#near === null ? this.#rowsToCount() : rowsOf(this.mask)
  }

  /** Rows by code. */
  by(column: WordName): Uint32Array {
    const { table, cells } = this.#counters
    if (!Cells.has(column)) {
      return this.#once(column, (rows) => countCodes(table.codes(column), table.words(column).size, rows, table.count))
    }
    return this.#kept(column, () =>
      cells.fold(
        this.#once('cells', (rows) => cells.count(rows)),
        column,
      ),
    )
  }

  byHour(instants: Instants): HourCounts {
    const { table, hours } = this.#counters
    const span = table.spanOf(instants)
    if (!(span.first <= span.last)) return { first: 0, counts: new Uint32Array() }
    const first = Math.floor(span.first / HOUR)
    const size = (Math.floor(span.last / HOUR) - first + 1) * TIERS
    const codes = hours[instants].codes()
    return { first, counts: this.#once(instants, (rows) => countCodes(codes, size, rows, table.count, first * TIERS)) }
  }

  /** Bars over the same rows, made once for each name. */
  once(name: string, make: () => Histogram | null): Histogram | null {
    const known = this.#histograms.get(name)
    const histogram = known === undefined ? make() : known
    this.#histograms.set(name, histogram)
    return histogram
  }

  #once(name: string, count: (rows: Uint32Array | null) => Uint32Array): Uint32Array {
    return this.#kept(name, () => {
      const counts = count(this.#rowsToCount())
      const near = this.#near
      if (near === null) return counts
      const known = near.#once(name, count)
      const sign = near.count > this.count ? -1 : 1
      for (let at = 0; at < counts.length; at += 1) counts[at] = (known[at] ?? 0) + sign * (counts[at] ?? 0)
      return counts
    })
  }

  #kept(name: string, make: () => Uint32Array): Uint32Array {
    const known = this.#counts.get(name)
    const counts = known ?? make()
    this.#counts.set(name, counts)
    return counts
  }

  #rowsToCount(): Uint32Array | null {
    const near = this.#near
    if (near === null && this.count === this.#counters.table.count) return null
    this.#counted ??= this.#room.fill((room) =>
      near === null ? rowsOf(this.mask, room) : rowsBetween(this.mask, near.mask, room),
    )
    return this.#counted
  }
}
