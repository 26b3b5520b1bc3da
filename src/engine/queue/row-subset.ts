import { NUMBERS, type NumberArray, type NumberName, newArray, WORDS, type WordName } from './columns.ts'
import type { Dictionary } from './dictionary.ts'
import type { FilterRows } from './filter.ts'

/** Some rows of a table as a table of their own, column by column as they are asked for: for judging again only what changed. */
export class RowSubset implements FilterRows {
  readonly #table: FilterRows
  readonly #rows: ArrayLike<number>
  #places: ReadonlyMap<number, number> | null = null

  /** `rows` without repetitions. */
  constructor(table: FilterRows, rows: ArrayLike<number>) {
    this.#table = table
    this.#rows = rows
  }

  get count(): number {
    return this.#rows.length
  }

  numbers(name: NumberName): NumberArray {
    return this.#gather(this.#table.numbers(name), newArray(NUMBERS[name].width, this.count))
  }

  codes(name: WordName): NumberArray {
    const codes = this.#table.codes(name)
    return this.#gather(codes, newArray(codes.BYTES_PER_ELEMENT === 4 ? 'u32' : WORDS[name].width, this.count))
  }

  words(name: WordName): Dictionary {
    return this.#table.words(name)
  }

  rowOfNumber(number: number): number | null {
    const row = this.#table.rowOfNumber(number)
    this.#places ??= new Map(Array.from(this.#rows, (one, at) => [one, at]))
    return row === null ? null : (this.#places.get(row) ?? null)
  }

  #gather(from: NumberArray, to: NumberArray): NumberArray {
    for (let at = 0; at < to.length; at += 1) to[at] = from[this.#rows[at] ?? 0] ?? 0
    return to
  }
}

/** The rows of a table from one of them on, as a table of their own: what is new stands at the end. Nothing is copied. */
export class LastRows implements FilterRows {
  readonly #table: FilterRows
  readonly #from: number

  constructor(table: FilterRows, from: number) {
    this.#table = table
    this.#from = from
  }

  get count(): number {
    return this.#table.count - this.#from
  }

  numbers(name: NumberName): NumberArray {
    return this.#table.numbers(name).subarray(this.#from)
  }

  codes(name: WordName): NumberArray {
    return this.#table.codes(name).subarray(this.#from)
  }

  words(name: WordName): Dictionary {
    return this.#table.words(name)
  }

  rowOfNumber(number: number): number | null {
    const row = this.#table.rowOfNumber(number)
    return row === null || row < this.#from ? null : row - this.#from
  }
}
