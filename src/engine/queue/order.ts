import { type FieldName, fieldNamed } from '../../domain/query/fields.ts'
import { readRank } from '../../domain/query/operand.ts'
import { NONE, type NumberArray, type WordName } from './columns.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
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
    return { order: this.#make(sort), changes: this.#table.changes.count }
  }

  /** With the rows that changed in their new places; null where that is no less work than all of it. */
  #mended(kept: Kept, sort: QueueSort): Kept | null {
    const { changes, count } = this.#table
    if (kept.changes === changes.count) return kept
    const changed = changes.since(kept.changes)
    if (changed === null || changed.length > count / MENDED_UP_TO_ONE_IN) return null
    const isLate = new Uint8Array(count)
    for (const row of changed) isLate[row] = 1
    const stayed = new Uint32Array(kept.order.length)
    let length = 0
    for (let at = 0; at < kept.order.length; at += 1) {
      const row = kept.order[at] ?? 0
      stayed[length] = row
      length += 1 - (isLate[row] ?? 0)
    }
    const compare = this.#comparer(sort)
    const late = changed.toSorted(compare)
    const order = new Uint32Array(count)
    let from = 0
    for (const [at, row] of late.entries()) {
      const to = placeOf(row, stayed, from, length, compare)
      order.set(stayed.subarray(from, to), from + at)
      order[to + at] = row
      from = to
    }
    order.set(stayed.subarray(from, length), from + late.length)
    return { order, changes: changes.count }
  }

  #make(sort: QueueSort): Uint32Array {
    const ties = this.#ties()
    if (sort.field === 'priority' && sort.descending) return ties
    let order = ties
    for (const digits of digitsOf(keysOf(this.#table, sort))) order = stablePass(order, digits)
    return order
  }

  #ties(): Uint32Array {
    const { version } = this.#table
    if (this.#byPriority?.version !== version) {
      const priority = this.#table.numbers('priority').subarray(0, this.#table.count)
      this.#byPriority = { version, order: stablePass(this.#table.byNumber(), turned(priority)) }
    }
    return this.#byPriority.order
  }
  #byPriority: { readonly version: number; readonly order: Uint32Array } | null = null

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

/** Where a row belongs among those that stayed, behind all that go before it. */
function placeOf(
  row: number,
  stayed: Uint32Array,
  from: number,
  end: number,
  compare: (a: number, b: number) => number,
): number {
  let [low, high] = [from, end]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(stayed[middle] ?? 0, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}

interface Keys {
  /** Whole numbers that ascend in the order wanted, the rows with none above all others. */
  readonly keys: Float64Array
  readonly most: number
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
  return { keys, most: last }
}

/** As many bits a pass as leave few passes, and few enough that what is counted stays near the processor. */
const MOST_BITS = 18

/** The keys in parts of as many bits, the lowest first. */
function* digitsOf({ keys, most }: Keys): Generator<Uint32Array> {
  let bits = 1
  while (2 ** bits <= most) bits += 1
  const passes = Math.ceil(bits / MOST_BITS)
  const each = Math.ceil(bits / passes)
  const cut = 2 ** each - 1
  for (let pass = 0; pass < passes; pass += 1) {
    const unit = 2 ** (-each * pass)
    const digits = new Uint32Array(keys.length)
    // A conversion to 32 bits drops fractions and what stands above them; the highest part has nothing above it.
    for (let row = 0; row < keys.length; row += 1) digits[row] = ((keys[row] ?? 0) * unit) & cut
    yield digits
  }
}

/** The highest first. */
function turned(values: NumberArray): Uint32Array {
  const digits = new Uint32Array(values.length)
  digits.set(values)
  for (let row = 0; row < digits.length; row += 1) digits[row] = 0xffff - (digits[row] ?? 0)
  return digits
}

/** The same rows by ascending digit, otherwise as they were. */
function stablePass(order: Uint32Array, digits: Uint32Array): Uint32Array {
  let most = 0
  for (let row = 0; row < digits.length; row += 1) if ((digits[row] ?? 0) > most) most = digits[row] ?? 0
  const starts = new Uint32Array(most + 2)
  // How many there are of each does not depend on the order, and memory is read best from front to back.
  for (let row = 0; row < digits.length; row += 1) {
    const slot = (digits[row] ?? 0) + 1
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
