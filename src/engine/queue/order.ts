import { type FieldName, fieldNamed } from '../../domain/query/fields.ts'
import { readRank } from '../../domain/query/operand.ts'
import { NONE, type NumberArray } from './columns.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import type { Mask } from './filter.ts'
import type { QueueTable } from './queue-table.ts'

export interface QueueSort {
  readonly field: FieldName
  readonly descending: boolean
}

interface Kept {
  readonly order: Uint32Array
  /** Changes of the table that it knows of. */
  readonly changes: number
}

/** Changed rows that an order is mended with before it is made anew: as many, or a twentieth of all. */
const MOST_CHANGED = 4096
/** Orders that are kept: a person goes back and forth between a few. */
const MOST_KEPT = 6

/**
 * The rows of a table in the order of a field; those without one last either way, ties by priority, then by number, highest
 * first. An order is made once, by counting, and afterwards mended: filters only pick from it.
 */
export class QueueOrders {
  readonly #table: QueueTable
  readonly #kept = new Map<string, Kept>()

  constructor(table: QueueTable) {
    this.#table = table
  }

  /** Rows with a 1 in the mask. */
  pick(sort: QueueSort, mask: Mask): Uint32Array {
    const { order, changes } = this.#orderOf(sort)
    const changed = this.#table.changedSince(changes)
    const picked = new Uint32Array(mask.length)
    let length = 0
    if (changed.length === 0) {
      for (let at = 0; at < order.length; at += 1) {
        const row = order[at] ?? 0
        picked[length] = row
        length += mask[row] ?? 0
      }
      return picked.subarray(0, length)
    }
    const compare = this.#comparer(sort)
    const late = [...new Set(changed)].filter((row) => mask[row] === 1).sort(compare)
    const isLate = new Uint8Array(mask.length)
    for (const row of changed) isLate[row] = 1
    let next = 0
    for (let at = 0; at < order.length; at += 1) {
      const row = order[at] ?? 0
      if (mask[row] !== 1 || isLate[row] === 1) continue
      for (; next < late.length && compare(late[next] ?? 0, row) < 0; next += 1, length += 1)
        picked[length] = late[next] ?? 0
      picked[length] = row
      length += 1
    }
    for (; next < late.length; next += 1, length += 1) picked[length] = late[next] ?? 0
    return picked.subarray(0, length)
  }

  #orderOf(sort: QueueSort): Kept {
    const name = `${sort.field} ${sort.descending}`
    const known = this.#kept.get(name)
    const late = known === undefined ? 0 : this.#table.changes - known.changes
    if (known !== undefined && late <= Math.max(MOST_CHANGED, known.order.length / 20)) {
      this.#kept.delete(name)
      this.#kept.set(name, known)
      return known
    }
    const made = { order: this.#make(sort), changes: this.#table.changes }
    this.#kept.set(name, made)
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#kept.delete(oldest)
    }
    return made
  }

  #make(sort: QueueSort): Uint32Array {
    const table = this.#table
    const ties = stablePass(table.byNumber(), lowHigh(table.numbers('priority'), 0, true))
    if (sort.field === 'priority' && sort.descending) return ties
    const { keys, most } = this.#keysOf(sort)
    let order = ties
    for (let place = 0; place === 0 || 2 ** (16 * place) <= most; place += 1) {
      order = stablePass(order, lowHigh(keys, place, false))
    }
    return order
  }

  /** Whole numbers that ascend in the order wanted, the rows with none above all others; `most` is the highest. */
  #keysOf({ field, descending }: QueueSort): { readonly keys: Float64Array | Uint32Array; readonly most: number } {
    const read = keyReader(this.#table, field)
    const { count } = this.#table
    const keys = new Float64Array(count)
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    for (let row = 0; row < count; row += 1) {
      const key = read(row)
      keys[row] = key
      if (key < least) least = key
      if (key > most) most = key
    }
    const none = Math.max(0, most - least + 1)
    for (let row = 0; row < count; row += 1) {
      const key = keys[row] ?? 0
      keys[row] = Number.isNaN(key) ? none : descending ? most - key : key - least
    }
    return { keys, most: none }
  }

  #comparer({ field, descending }: QueueSort): (a: number, b: number) => number {
    const table = this.#table
    const read = keyReader(table, field)
    const priority = table.numbers('priority')
    const number = table.numbers('number')
    return (a, b) => {
      const [x, y] = [read(a), read(b)]
      if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
      if (x !== y && !Number.isNaN(x)) return descending ? y - x : x - y
      return (priority[b] ?? 0) - (priority[a] ?? 0) || (number[b] ?? 0) - (number[a] ?? 0)
    }
  }
}

/** What a row is ordered by; NaN for none. */
function keyReader(table: QueueTable, field: FieldName): (row: number) => number {
  const place = FIELD_COLUMNS[field]
  if (place.kind === 'numbers') {
    const values = table.numbers(place.column)
    const isWhole = values instanceof Uint32Array
    return (row) => {
      const value = values[row] ?? Number.NaN
      return isWhole && value === NONE ? Number.NaN : value
    }
  }
  const words = table.words(place.column)
  const codes = table.codes(place.column)
  const ranks = Float64Array.from(words.ranks())
  const known = fieldNamed(field)
  if (known?.values !== undefined) {
    for (let code = 1; code < words.size; code += 1)
      ranks[code] = readRank(known, words.wordAt(code) ?? '') ?? Number.NaN
  }
  ranks[0] = Number.NaN
  return (row) => ranks[codes[row] ?? 0] ?? Number.NaN
}

/** Sixteen bits of each key, the lowest at `place` 0; turned round for the highest first. */
function lowHigh(keys: NumberArray, place: number, isDescending: boolean): Uint16Array {
  const digits = new Uint16Array(keys.length)
  const unit = 2 ** (16 * place)
  const turn = isDescending ? 0xffff : 0
  if (keys instanceof Float64Array && place > 0) {
    for (let row = 0; row < keys.length; row += 1) digits[row] = Math.floor((keys[row] ?? 0) / unit)
  } else for (let row = 0; row < keys.length; row += 1) digits[row] = turn ^ (keys[row] ?? 0)
  return digits
}

/** The same rows by ascending digit, otherwise as they were. */
function stablePass(order: Uint32Array, digits: Uint16Array): Uint32Array {
  const starts = new Uint32Array(0x1_0001)
  for (let at = 0; at < order.length; at += 1) {
    const slot = (digits[order[at] ?? 0] ?? 0) + 1
    starts[slot] = (starts[slot] ?? 0) + 1
  }
  for (let slot = 1; slot < starts.length; slot += 1) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0)
  const sorted = new Uint32Array(order.length)
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0
    const slot = digits[row] ?? 0
    const to = starts[slot] ?? 0
    sorted[to] = row
    starts[slot] = to + 1
  }
  return sorted
}
