/** Changes that are remembered: of more, whoever made something of the table makes it anew. */
const MOST_REMEMBERED = 65_536

/** The rows of a table in the order in which they changed. */
export class ChangeLog {
  #rows: number[] = []
  #forgotten = 0

  /** How many there were; `since` of it is what came after. */
  get count(): number {
    return this.#forgotten + this.#rows.length
  }

  add(rows: Uint32Array): void {
    if (this.#rows.length + rows.length > MOST_REMEMBERED) {
      this.#forgotten += this.#rows.length + rows.length
      this.#rows = []
    } else for (const row of rows) this.#rows.push(row)
  }

  /** The rows that changed after so many changes, each once, in no order; null where some of them are forgotten. */
  since(count: number): readonly number[] | null {
    if (count < this.#forgotten) return null
    return [...new Set(this.#rows.slice(count - this.#forgotten))]
  }
}
