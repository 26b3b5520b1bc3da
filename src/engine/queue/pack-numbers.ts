import { type Field, float64, type Table, uint8, uint16, uint32 } from '@uwdata/flechette'
import { batchIn, columnOf, type OutColumn, sameColumn } from './arrow.ts'
import { NONE, NUMBERS, type NumberArray, type NumberName, newArray } from './columns.ts'

/** A column of numbers of a block, in as few bytes as hold its span. */
export interface PackedNumbers {
  /** What crosses of each row; null where that is nothing: each has `base`. */
  readonly values: NumberArray | null
  /** To be added to each that is not none. */
  readonly base: number
  /** Of `values`, what stands for none; null where they are the numbers as they are. */
  readonly none: number | null
  /** To be added besides: the row's number in that column; for `place`, less how many rows stand before it. */
  readonly after: NumberName | 'place' | null
}

/** Instants that follow another one closely cross as what lies between; numbers that fall by one from row to row, as what is amiss. */
const AFTER: Partial<Record<NumberName, NumberName | 'place'>> = {
  number: 'place',
  idTime: 'received',
  lastSeen: 'received',
  firstSeen: 'received',
  due: 'received',
  held: 'received',
}
const TYPES = { u8: uint8, u16: uint16, u32: uint32, f64: float64 } as const
const NARROW = ['u8', 'u16', 'u32'] as const
const MOST = { u8: 0xff, u16: 0xffff, u32: NONE } as const

/** `of` answers the whole columns. */
export function packNumbers(name: NumberName, of: (name: NumberName) => NumberArray): PackedNumbers {
  const values = of(name)
  const { width } = NUMBERS[name]
  const asIs = { values, base: 0, none: null, after: null }
  if (values.length === 0) return asIs
  const after = AFTER[name] ?? null
  const others = after === null || after === 'place' ? null : of(after)
  const addedAt = (at: number) => (after === 'place' ? -at : (others?.[at] ?? 0))
  const isNone = width === 'f64' ? Number.isNaN : (value: number) => value === NONE
  let [least, most, nones] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    if (isNone(value)) {
      nones += 1
      continue
    }
    const rest = value - addedAt(at)
    if (!Number.isSafeInteger(rest)) return asIs
    if (rest < least) least = rest
    if (rest > most) most = rest
  }
  if (nones === values.length) return { values: null, base: noneOf(name), none: null, after: null }
  if (nones === 0 && least === most) return { values: null, base: least, none: null, after }
  const narrow = NARROW.find((one) => most - least < MOST[one])
  if (narrow === undefined || width === 'u8' || width === 'u16') return asIs
  const packed = newArray(narrow, values.length)
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    packed[at] = isNone(value) ? MOST[narrow] : value - addedAt(at) - least
  }
  return { values: packed, base: least, none: MOST[narrow], after }
}

export function columnOfNumbers(name: NumberName, packed: PackedNumbers, count: number): OutColumn {
  const { values, base, none, after } = packed
  const says = new Map<string, string>()
  // A column of nothing that says no base is none in each row.
  if (none !== null || (values === null && base !== noneOf(name) && !Number.isNaN(base))) says.set('base', String(base))
  if (after !== null) says.set(after === 'place' ? 'less' : 'after', after)
  if (values === null) return { name, column: sameColumn(count), says }
  const width = values instanceof Uint8Array ? 'u8' : values instanceof Uint16Array ? 'u16' : undefined
  const type = TYPES[width ?? (values instanceof Uint32Array ? 'u32' : 'f64')]
  return { name, column: columnOf(type(), values.subarray(0, count), count), says }
}

/** As `columnOfNumbers` was given them. Throws a RangeError on what it did not write. */
export function numbersOfColumn(name: NumberName, table: Table, field: Field | undefined): PackedNumbers {
  const batch = batchIn(table, name)
  const said = field?.metadata?.get('base')
  const after = field?.metadata?.get('less') ?? field?.metadata?.get('after') ?? null
  if (after !== null && after !== AFTER[name])
    throw new RangeError(`${name} follows ${after} nowhere. Load the page again.`)
  const base = said === undefined ? noneOf(name) : Number(said)
  const values = batch.values as NumberArray | undefined
  const how = { base, after }
  if (values === undefined || batch.nullCount === batch.length) return { ...how, values: null, none: null }
  if (values.length < batch.length) throw new RangeError(`column ${name} is too short. Load the page again.`)
  if (said === undefined) return { values, base: 0, none: null, after: null }
  const none = values instanceof Uint8Array ? MOST.u8 : values instanceof Uint16Array ? MOST.u16 : MOST.u32
  return { ...how, values, none }
}

/** Writes the first rows of a column, as many as `to` has. `reference`: those rows of the column that it follows, null where of none. */
export function unpackInto(
  { values, base, none, after }: PackedNumbers,
  to: NumberArray,
  reference: NumberArray | null,
): void {
  if (values === null) {
    to.fill(after === null ? base : 0)
    if (after === null) return
  } else {
    // The engine's own copy widens them; what is left are loops over one kind of array.
    to.set(values.length === to.length ? values : values.subarray(0, to.length))
    if (none === null) return
  }
  // What is the same in each row has none that stands for none.
  const gap = none ?? -1
  if (to instanceof Float64Array) {
    if (reference instanceof Float64Array) addReference(to, gap, base, reference)
    else addBase(to, gap, base)
  } else if (to instanceof Uint32Array) {
    if (after === 'place') addPlace(to, gap, base)
    else if (base !== 0 || gap !== NONE) addWhole(to, gap, base)
  }
}

function noneOf(name: NumberName): number {
  return NUMBERS[name].width === 'f64' ? Number.NaN : NONE
}

function addWhole(values: Uint32Array, none: number, base: number): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    values[at] = value === none ? NONE : value + base
  }
}

function addPlace(values: Uint32Array, none: number, base: number): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    values[at] = value === none ? NONE : value + base - at
  }
}

function addBase(values: Float64Array, none: number, base: number): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    values[at] = value === none ? Number.NaN : value + base
  }
}

function addReference(values: Float64Array, none: number, base: number, reference: Float64Array): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    values[at] = value === none ? Number.NaN : value + base + (reference[at] ?? 0)
  }
}
