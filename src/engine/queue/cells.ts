import { type Mark, NOTHING_KNOWN } from './change-log.ts'
import type { NumberArray, WordName } from './columns.ts'
import { countCodes } from './count-codes.ts'
import type { QueueTable } from './queue-table.ts'

/** Columns of few words that are counted together. */
const TOGETHER = [
  'status',
  'tier',
  'severity',
  'gate',
  'environment',
  'kind',
  'containment',
] as const satisfies readonly WordName[]

/** Sixteen megabytes. */
const MOST_NAMES = 4_194_304
/** Rows whose combinations are named at once: what is read and written stays near the processor. */
const AT_ONCE = 4096

/**
 * For each row the combination of its words in a few columns: of a million alerts there are some thousands, so rows are counted by
 * combination once, and the combinations by each column.
 */
export class Cells {
  readonly #table: QueueTable
  #cells = new Uint32Array()
  /** Of each combination the codes of the columns, one after the other. */
  #codes: number[] = []
  /** One more than the combination's place, by its name; a plain array where names are small enough. */
  #known: Uint32Array | Map<number, number> = new Map()
  #sizes: readonly number[] = []
  #mark: Mark = NOTHING_KNOWN
  readonly #names = new Float64Array(AT_ONCE)

  constructor(table: QueueTable) {
    this.#table = table
  }

  /** Whether a column is one of them. */
  static has(column: WordName): boolean {
    return (TOGETHER as readonly WordName[]).includes(column)
  }

  /** Rows by combination; every row where `rows` is null. */
  count(rows: Uint32Array | null): Uint32Array {
    this.#refresh()
    return countCodes(this.#cells, this.#codes.length / TOGETHER.length, rows, this.#table.count)
  }

  /** Rows by code of one of the columns, from rows by combination. */
  fold(counts: Uint32Array, column: WordName): Uint32Array {
    const at = (TOGETHER as readonly WordName[]).indexOf(column)
    const folded = new Uint32Array(this.#table.words(column).size)
    for (let cell = 0; cell < counts.length; cell += 1) {
      const code = this.#codes[cell * TOGETHER.length + at] ?? 0
      folded[code] = (folded[code] ?? 0) + (counts[cell] ?? 0)
    }
    return folded
  }

  #refresh(): void {
    const { count } = this.#table
    if (this.#table.isAt(this.#mark)) return
    const changed = this.#table.since(this.#mark)
    const first = changed === null ? 0 : this.#mark.rows
    this.#mark = this.#table.mark()
    if (count > this.#cells.length) {
      const longer = new Uint32Array(Math.ceil(count * 1.0625))
      longer.set(this.#cells)
      this.#cells = longer
    }
    const sizes = TOGETHER.map((column) => this.#table.words(column).size)
    if (sizes.some((size, at) => size !== this.#sizes[at])) this.#nameAnew(sizes)
    const columns = TOGETHER.map((column) => this.#table.codes(column))
    for (const row of changed ?? []) this.#read(row, row + 1, columns)
    for (let from = first; from < count; from += AT_ONCE) this.#read(from, Math.min(from + AT_ONCE, count), columns)
  }

  /** A combination is known by one number, its codes as digits: of as many values as each column has words. */
  #nameAnew(sizes: readonly number[]): void {
    this.#sizes = sizes
    const names = sizes.reduce((product, size) => product * size, 1)
    this.#known = names <= MOST_NAMES ? new Uint32Array(names) : new Map()
    for (let at = 0; at < this.#codes.length; at += TOGETHER.length) {
      let name = 0
      for (const [digit, size] of sizes.entries()) name = name * size + (this.#codes[at + digit] ?? 0)
      this.#know(name, at / TOGETHER.length)
    }
  }

  #know(name: number, cell: number): void {
    if (this.#known instanceof Uint32Array) this.#known[name] = cell + 1
    else this.#known.set(name, cell + 1)
  }

  /** Rows `from` to `to` (excluded), column by column: names of all of them grow by a digit at a time. */
  #read(from: number, to: number, columns: readonly NumberArray[]): void {
    const names = this.#names.fill(0, 0, to - from)
    for (const [at, column] of columns.entries()) addDigits(names, column, from, to, this.#sizes[at] ?? 0)
    for (let row = from; row < to; row += 1) {
      const name = names[row - from] ?? 0
      const known = this.#known instanceof Uint32Array ? this.#known[name] : this.#known.get(name)
      this.#cells[row] = known === undefined || known === 0 ? this.#newCell(name, row, columns) : known - 1
    }
  }

  #newCell(name: number, row: number, columns: readonly NumberArray[]): number {
    const cell = this.#codes.length / TOGETHER.length
    this.#know(name, cell)
    for (const column of columns) this.#codes.push(column[row] ?? 0)
    return cell
  }
}

function addDigits(names: Float64Array, column: NumberArray, from: number, to: number, size: number): void {
  for (let row = from; row < to; row += 1) names[row - from] = (names[row - from] ?? 0) * size + (column[row] ?? 0)
}
