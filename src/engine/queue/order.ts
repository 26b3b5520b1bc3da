import { type FieldName, fieldNamed } from '../../domain/query/fields.ts'
import { readRank } from '../../domain/query/operand.ts'
import type { Mark } from './change-log.ts'
import { NONE, type WordName } from './columns.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import { add, bitAt, newMask } from './masks.ts'
import type { QueueTable } from './queue-table.ts'
import { type Keys, sortRows } from './sort-rows.ts'

export interface QueueSort {
  readonly field: FieldName
  readonly descending: boolean
}

interface Kept {
  readonly order: Uint32Array
  readonly mark: Mark
}

/** What is no different by its field stands in this order. */
const TIES: QueueSort = { field: 'priority', descending: true }
/** More changed rows than one in so many: then an order is made anew instead of mended. */
const MENDED_UP_TO_ONE_IN = 20
/** Orders that are kept: a person goes back and forth between a few. */
const MOST_KEPT = 12

/**
 * The rows of a table in the order of a field; those without one last either way, ties by priority, then by number, highest
 * first. An order is made once, by counting, and afterwards mended: views only read along it. An order that was answered stays as it is.
 */
export class QueueOrders {
  readonly #table: QueueTable
  readonly #kept = new Map<string, Kept>()

  constructor(table: QueueTable) {
    this.#table = table
  }

  /** Every row, in that order. */
  orderOf(sort: QueueSort): Uint32Array {
    const name = `${sort.field} ${sort.descending}`
    const known = this.#kept.get(name)
    const kept = (known === undefined ? null : this.#mended(known, sort)) ?? this.#made(sort)
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#kept.delete(oldest)
    }
    return kept.order
  }

  #made(sort: QueueSort): Kept {
    return { order: this.#make(sort), mark: this.#table.mark() }
  }

  /** With the rows that changed in their new places; null where that is no less work than all of it. */
  #mended(kept: Kept, sort: QueueSort): Kept | null {
    const { count } = this.#table
    if (this.#table.isAt(kept.mark)) return kept
    const changed = this.#table.since(kept.mark)
    const { rows } = kept.mark
    if (changed === null || changed.length + count - rows > count / MENDED_UP_TO_ONE_IN) return null
    const stayed = changed.length === 0 ? kept.order : without(kept.order, changed)
    const compare = this.#comparer(sort)
    const late = [...changed, ...Array.from({ length: count - rows }, (_, at) => rows + at)].sort(compare)
    const order = new Uint32Array(count)
    let from = 0
    for (const [at, row] of late.entries()) {
      const to = placeOf(row, stayed, from, compare)
      order.set(stayed.subarray(from, to), from + at)
      order[to + at] = row
      from = to
    }
    order.set(stayed.subarray(from), from + late.length)
    return { order, mark: this.#table.mark() }
  }

  #make(sort: QueueSort): Uint32Array {
    const isTies = sort.field === TIES.field && sort.descending === TIES.descending
    const ties = isTies ? this.#table.byNumber() : this.orderOf(TIES)
    return sortRows(keysOf(this.#table, sort), ties, this.#ties())
  }

  #comparer({ field, descending }: QueueSort): (a: number, b: number) => number {
    const read = keyReader(this.#table, field)
    const compareTies = this.#ties()
    return (a, b) => {
      const [x, y] = [read(a), read(b)]
      if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
      if (x !== y && !Number.isNaN(x)) return descending ? y - x : x - y
      return compareTies(a, b)
    }
  }

  #ties(): (a: number, b: number) => number {
    const priority = this.#table.numbers('priority')
    const number = this.#table.numbers('number')
    return (a, b) => (priority[b] ?? 0) - (priority[a] ?? 0) || (number[b] ?? 0) - (number[a] ?? 0)
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
  const codes = table.codes(place.column)
  const ranks = ranksOf(table, field, place.column)
  return (row) => ranks[codes[row] ?? 0] ?? Number.NaN
}

/** What each word of a column is ordered by; NaN for none. */
function ranksOf(table: QueueTable, field: FieldName, column: WordName): Float64Array {
  const words = table.words(column)
  const ranks = Float64Array.from(words.ranks())
  const known = fieldNamed(field)
  if (known?.values !== undefined) {
    for (let code = 1; code < words.size; code += 1)
      ranks[code] = readRank(known, words.wordAt(code) ?? '') ?? Number.NaN
  }
  ranks[0] = Number.NaN
  return ranks
}

function without(order: Uint32Array, rows: readonly number[]): Uint32Array {
  const isLeft = newMask(order.length)
  for (const row of rows) add(isLeft, row)
  const stayed = new Uint32Array(order.length)
  let length = 0
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0
    stayed[length] = row
    length += 1 - bitAt(isLeft, row)
  }
  return stayed.subarray(0, length)
}

/** Where a row belongs among those that stayed, behind all that go before it. */
function placeOf(row: number, stayed: Uint32Array, from: number, compare: (a: number, b: number) => number): number {
  let [low, high] = [from, stayed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(stayed[middle] ?? 0, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Loops over one kind of array each: widened first, by the copy that the machine has for it. */
function keysOf(table: QueueTable, { field, descending }: QueueSort): Keys {
  const { count } = table
  const place = FIELD_COLUMNS[field]
  const keys = new Float64Array(count)
  if (place.kind === 'numbers') {
    const values = table.numbers(place.column)
    keys.set(values.subarray(0, count))
    return turnedKeys(keys, values instanceof Uint32Array ? NONE : Number.NaN, descending)
  }
  const codes = new Uint32Array(count)
  codes.set(table.codes(place.column).subarray(0, count))
  const ranks = ranksOf(table, field, place.column)
  for (let row = 0; row < count; row += 1) keys[row] = ranks[codes[row] ?? 0] ?? 0
  return turnedKeys(keys, Number.NaN, descending)
}

function turnedKeys(keys: Float64Array, none: number, descending: boolean): Keys {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0
    if (key === none) continue
    if (key < least) least = key
    if (key > most) most = key
  }
  const last = Math.max(0, most - least + 1)
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0
    const isNone = key === none || Number.isNaN(key)
    keys[row] = isNone ? last : descending ? most - key : key - least
  }
  return { keys, none: last }
}
