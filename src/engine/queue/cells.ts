import type { WordName } from './columns.ts'
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
  #changes = 0

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
    const { changes, count } = this.#table
    const changed = changes.since(this.#changes)
    this.#changes = changes.count
    if (changed?.length === 0) return
    if (count > this.#cells.length) {
      const longer = new Uint32Array(Math.ceil(count * 1.0625))
      longer.set(this.#cells)
      this.#cells = longer
    }
    const sizes = TOGETHER.map((column) => this.#table.words(column).size)
    if (sizes.some((size, at) => size !== this.#sizes[at])) this.#nameAnew(sizes)
    const columns = TOGETHER.map((column) => this.#table.codes(column))
    if (changed === null) for (let row = 0; row < count; row += 1) this.#cells[row] = this.#cellOf(row, columns)
    else for (const row of changed) this.#cells[row] = this.#cellOf(row, columns)
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

  #cellOf(row: number, columns: readonly ArrayLike<number>[]): number {
    let name = 0
    for (let at = 0; at < columns.length; at += 1) name = name * (this.#sizes[at] ?? 0) + (columns[at]?.[row] ?? 0)
    const known = this.#known instanceof Uint32Array ? this.#known[name] : this.#known.get(name)
    if (known !== undefined && known > 0) return known - 1
    const cell = this.#codes.length / TOGETHER.length
    this.#know(name, cell)
    for (const column of columns) this.#codes.push(column[row] ?? 0)
    return cell
  }
}

/** Rows by code, of `size` codes; of the first `count` rows where `rows` is null. */
export function countCodes(
  codes: ArrayLike<number>,
  size: number,
  rows: Uint32Array | null,
  count: number,
): Uint32Array {
  const counts = new Uint32Array(size)
  if (rows === null) {
    for (let row = 0; row < count; row += 1) {
      const code = codes[row] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
    return counts
  }
  for (let at = 0; at < rows.length; at += 1) {
    const code = codes[rows[at] ?? 0] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}
