import { chipsOf } from '../../domain/query/edit.ts'
import { printQuery } from '../../domain/query/print.ts'
import type { Query } from '../../domain/query/query.ts'
import { type FilterWorld, maskOf } from './filter.ts'
import { andInto, copyMask, fullMask, type Mask, newMask } from './masks.ts'
import type { QueueTable } from './queue-table.ts'
import { RowSubset } from './row-subset.ts'

/** Conditions whose rows are kept: a person takes the same ones out and puts them in again, and saved views have theirs. */
const MOST_KEPT = 24

interface Kept {
  readonly mask: Mask
  /** Changes of the table that it knows of. */
  readonly changes: number
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
    return { mask: maskOf(chip, this.#table, world), changes: this.#table.changes.count }
  }

  #mended(kept: Kept, chip: Query, world: FilterWorld): Kept {
    const { changes, count } = this.#table
    if (kept.changes === changes.count) return kept
    const changed = changes.since(kept.changes)
    if (changed === null) return this.#judged(chip, world)
    const judged = maskOf(chip, new RowSubset(this.#table, changed), world)
    const mask = newMask(count)
    mask.set(kept.mask)
    for (const [at, row] of changed.entries()) mask[row] = judged[at] ?? 0
    return { mask, changes: changes.count }
  }
}
