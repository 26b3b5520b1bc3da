import { Cells, countCodes } from './cells.ts'
import type { WordName } from './columns.ts'
import type { Histogram } from './histogram.ts'
import type { QueueTable } from './queue-table.ts'

/** Some rows, to be counted by the words of any column: what was counted for one is used for others. */
export class Tally {
  /** Ascending; null stands for every row. */
  readonly rows: Uint32Array | null
  readonly #table: QueueTable
  readonly #cells: Cells
  readonly #counts = new Map<WordName, Uint32Array>()
  readonly #histograms = new Map<string, Histogram | null>()
  #byCell: Uint32Array | null = null

  constructor(table: QueueTable, cells: Cells, rows: Uint32Array | null) {
    this.#table = table
    this.#cells = cells
    this.rows = rows
  }

  /** Rows by code. */
  by(column: WordName): Uint32Array {
    const known = this.#counts.get(column)
    if (known !== undefined) return known
    const counts = this.#count(column)
    this.#counts.set(column, counts)
    return counts
  }

  /** Bars over the same rows, made once for each name. */
  once(name: string, make: () => Histogram | null): Histogram | null {
    const known = this.#histograms.get(name)
    const histogram = known === undefined ? make() : known
    this.#histograms.set(name, histogram)
    return histogram
  }

  #count(column: WordName): Uint32Array {
    if (!Cells.has(column)) {
      return countCodes(this.#table.codes(column), this.#table.words(column).size, this.rows, this.#table.count)
    }
    this.#byCell ??= this.#cells.count(this.rows)
    return this.#cells.fold(this.#byCell, column)
  }
}
