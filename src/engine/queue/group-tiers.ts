import type { WordName } from './columns.ts'
import { TIERS, tierNumbers } from './hour-codes.ts'
import type { QueueTable } from './queue-table.ts'

/** Groups that are counted in one pass over the rows: more than a person sees at once, and their places fit a byte. */
const AT_ONCE = 255

/**
 * Rows of groups by tier, counted when somebody looks at a group, for it and those that follow: of fifty thousand a person sees fifty,
 * and five counts for each are more than the processor has at hand. A row whose tier changed meanwhile counts as it is now, as its own
 * line shows it.
 */
export class GroupTiers {
  readonly #table: QueueTable
  readonly #column: WordName
  readonly #rows: () => Uint32Array | null
  readonly #codes: Uint32Array
  readonly #known = new Map<number, readonly number[]>()

  /** `codes`: the groups in their order. `rows` answers theirs, null for every row. */
  constructor(table: QueueTable, column: WordName, codes: Uint32Array, rows: () => Uint32Array | null) {
    this.#table = table
    this.#column = column
    this.#codes = codes
    this.#rows = rows
  }

  /** Rows of the group at a place, by tier 0 to 4. */
  at(place: number): readonly number[] {
    if (!this.#known.has(place)) this.#countFrom(place)
    return this.#known.get(place) ?? []
  }

  #countFrom(first: number): void {
    const some = this.#codes.subarray(first, first + AT_ONCE)
    /** One more than its place among these; 0 for every other group. */
    const slots = new Uint8Array(this.#table.words(this.#column).size)
    for (const [at, code] of some.entries()) slots[code] = at + 1
    const counts = new Uint32Array((some.length + 1) * TIERS)
    const codes = this.#table.codes(this.#column)
    const tierCodes = this.#table.codes('tier')
    const tiers = tierNumbers(this.#table)
    const rows = this.#rows()
    const count = rows?.length ?? this.#table.count
    for (let at = 0; at < count; at += 1) {
      const row = rows === null ? at : (rows[at] ?? 0)
      const to = (slots[codes[row] ?? 0] ?? 0) * TIERS + (tiers[tierCodes[row] ?? 0] ?? 0)
      counts[to] = (counts[to] ?? 0) + 1
    }
    for (let at = 0; at < some.length; at += 1) {
      this.#known.set(first + at, Array.from(counts.subarray((at + 1) * TIERS, (at + 2) * TIERS)))
    }
  }
}
