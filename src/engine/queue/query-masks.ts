import { chipsOf } from '../../domain/query/edit.ts'
import { printQuery } from '../../domain/query/print.ts'
import type { Query } from '../../domain/query/query.ts'
import type { Mark } from './change-log.ts'
import { type FilterWorld, maskOf } from './filter.ts'
import { add, andInto, copyMask, fullMask, has, type Mask, remove, rowsOf } from './masks.ts'
import type { QueueTable } from './queue-table.ts'
import { LastRows, RowSubset } from './row-subset.ts'

/** Conditions whose rows are kept: a person takes the same ones out and puts them in again, and saved views have theirs. */
const MOST_KEPT = 24

interface Kept {
  readonly mask: Mask
  readonly mark: Mark
}

/**
 * The rows of queries, by their chips. Each chip is judged once over all rows; afterwards only the rows that changed are judged again.
 * A mask that was answered is never changed; nobody else may change it either.
 */
export class QueryMasks {
  readonly #table: QueueTable
  readonly #kept = new Map<string, Kept>()

  constructor(table: QueueTable) {
    this.#table = table
  }

  of(query: Query, world: FilterWorld): Mask {
    const [first, ...others] = chipsOf(query).map((chip) => this.#ofChip(chip, world))
    if (first === undefined) return fullMask(this.#table.count)
    if (others.length === 0) return first
    const mask = copyMask(first)
    for (const other of others) andInto(mask, other)
    return mask
  }

  #ofChip(chip: Query, world: FilterWorld): Mask {
    const text = printQuery(chip)
    if (text.includes('raw.')) return maskOf(chip, this.#table, world)
    // Only these mean something else at another moment, or to another person.
    const key = JSON.stringify([text, /now/i.test(text) ? world.now : 0, world.meId])
    const known = this.#kept.get(key)
    const kept = known === undefined ? this.#judged(chip, world) : this.#mended(known, chip, world)
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#kept.delete(oldest)
    }
    return kept.mask
  }

  #judged(chip: Query, world: FilterWorld): Kept {
    return { mask: maskOf(chip, this.#table, world), mark: this.#table.mark() }
  }

  #mended(kept: Kept, chip: Query, world: FilterWorld): Kept {
    if (this.#table.isAt(kept.mark)) return kept
    const changed = this.#table.since(kept.mark)
    if (changed === null) return this.#judged(chip, world)
    const mask = copyMask(kept.mask, this.#table.count)
    const judged = maskOf(chip, new RowSubset(this.#table, changed), world)
    for (const [at, row] of changed.entries()) {
      if (has(judged, at)) add(mask, row)
      else remove(mask, row)
    }
    const { rows } = kept.mark
    for (const row of rowsOf(maskOf(chip, new LastRows(this.#table, rows), world))) add(mask, rows + row)
    return { mask, mark: this.#table.mark() }
  }
}
