import { type Mark, NOTHING_KNOWN } from './change-log.ts'
import type { NumberArray, NumberName } from './columns.ts'
import type { QueueTable } from './queue-table.ts'

export const HOUR = 3_600_000
export const TIERS = 5

/** A column of instants that bars are made of. */
export type Instants = Extract<NumberName, 'received' | 'lastSeen'>

/** The tier of each code of its column. */
export function tierNumbers(table: QueueTable): Uint8Array {
  const words = table.words('tier')
  return Uint8Array.from({ length: words.size }, (_, code) => Number(words.wordAt(code)?.slice(1) ?? 0))
}

/**
 * For each row the hour of an instant and its tier as one number, `hour * 5 + tier` with hours since 1970: rows are counted by it without
 * a division for each.
 */
export class HourCodes {
  readonly #table: QueueTable
  readonly #instants: Instants
  #codes = new Int32Array()
  #mark: Mark = NOTHING_KNOWN

  constructor(table: QueueTable, instants: Instants) {
    this.#table = table
    this.#instants = instants
  }

  codes(): Int32Array {
    const { count } = this.#table
    if (this.#table.isAt(this.#mark)) return this.#codes
    const changed = this.#table.since(this.#mark)
    const first = changed === null ? 0 : this.#mark.rows
    this.#mark = this.#table.mark()
    if (count > this.#codes.length) {
      const longer = new Int32Array(Math.ceil(count * 1.0625))
      longer.set(this.#codes)
      this.#codes = longer
    }
    const tiers = tierNumbers(this.#table)
    for (const row of changed ?? []) this.#read(row, row + 1, tiers)
    this.#read(first, count, tiers)
    return this.#codes
  }

  #read(from: number, to: number, tiers: Uint8Array): void {
    const instants = this.#table.numbers(this.#instants)
    const tierCodes: NumberArray = this.#table.codes('tier')
    const codes = this.#codes
    for (let row = from; row < to; row += 1) {
      codes[row] = Math.floor((instants[row] ?? 0) / HOUR) * TIERS + (tiers[tierCodes[row] ?? 0] ?? 0)
    }
  }
}
