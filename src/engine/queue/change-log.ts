/** Changes that are remembered: of more, whoever made something of the table makes it anew. */
const MOST_REMEMBERED = 65_536

/** How far somebody knows a table: its first rows, as they were after so many changes. */
export interface Mark {
  readonly rows: number
  readonly changes: number
}

export const NOTHING_KNOWN: Mark = { rows: 0, changes: 0 }

/** The rows of a table that changed in their place, in that order. Rows that are new stand at its end, and need no log. */
export class ChangeLog {
  #rows: number[] = []
  #forgotten = 0

  /** How many there were. */
  get count(): number {
    return this.#forgotten + this.#rows.length
  }

  add(rows: ArrayLike<number>): void {
    if (this.#rows.length + rows.length > MOST_REMEMBERED) {
      this.#forgotten += this.#rows.length + rows.length
      this.#rows = []
    } else for (let at = 0; at < rows.length; at += 1) this.#rows.push(rows[at] ?? 0)
  }

  /** Those of the rows that the mark knows which changed since, each once, in no order; null where some of them are forgotten. */
  since({ rows, changes }: Mark): readonly number[] | null {
    if (changes < this.#forgotten) return null
    return [...new Set(this.#rows.slice(changes - this.#forgotten))].filter((row) => row < rows)
  }
}
