import { type Batch, type Column, type Field, float64, uint8, uint16, uint32 } from '@uwdata/flechette'
import { columnOf, type OutColumn } from './arrow.ts'
import { NONE, NUMBERS, type NumberArray, type NumberName, newArray } from './columns.ts'

/** Instants that follow another one closely: they cross as what lies between. */
const AFTER: Partial<Record<NumberName, NumberName>> = {
  lastSeen: 'received',
  firstSeen: 'received',
  due: 'received',
  held: 'received',
}
const TYPES = { u8: uint8, u16: uint16, u32: uint32, f64: float64 } as const
const NARROW = ['u8', 'u16', 'u32'] as const
const MOST = { u8: 0xff, u16: 0xffff, u32: NONE } as const

/**
 * A column of numbers in as few bytes as hold its span: each less `base`, where the field says one, and less the row's `after`, where
 * it names another column. Of such a column the highest number its type holds stands for none.
 */
export function packNumbers(name: NumberName, of: (name: NumberName) => NumberArray): OutColumn {
  const values = of(name)
  const { width } = NUMBERS[name]
  const asIs = { name, column: columnOf(TYPES[width](), values, values.length) }
  if (width === 'u8' || width === 'u16') return asIs
  const reference = AFTER[name]
  const others = reference === undefined ? null : of(reference)
  const isNone = width === 'f64' ? Number.isNaN : (value: number) => value === NONE
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    if (isNone(value)) continue
    const rest = value - (others?.[at] ?? 0)
    if (!Number.isSafeInteger(rest)) return asIs
    if (rest < least) least = rest
    if (rest > most) most = rest
  }
  const base = least <= most ? least : 0
  const span = least <= most ? most - least : 0
  const narrow = NARROW.find((one) => span < MOST[one])
  if (narrow === undefined) return asIs
  const packed = newArray(narrow, values.length)
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    packed[at] = isNone(value) ? MOST[narrow] : value - (others?.[at] ?? 0) - base
  }
  const says = new Map([['base', String(base)]])
  if (reference !== undefined) says.set('after', reference)
  return { name, column: columnOf(TYPES[narrow](), packed, values.length), says }
}

/** As `packNumbers` was given them. `of` answers columns that were unpacked already. Throws a RangeError on what it did not write. */
export function unpackNumbers(
  name: NumberName,
  field: Field | undefined,
  column: Column<unknown>,
  of: (name: NumberName) => NumberArray,
): NumberArray {
  const batch = column.data[0] as Batch<unknown>
  const values = batch.values as NumberArray
  const said = field?.metadata?.get('base')
  if (said === undefined) return values
  const base = Number(said)
  const none = values instanceof Uint8Array ? MOST.u8 : values instanceof Uint16Array ? MOST.u16 : MOST.u32
  const unpacked = newArray(NUMBERS[name].width, batch.length)
  // The library's own copy widens them; what is left are loops over one kind of array.
  unpacked.set(values.subarray(0, batch.length))
  if (unpacked instanceof Float64Array) {
    const reference = field?.metadata?.get('after')
    if (reference === undefined) addBase(unpacked, none, base)
    else if (reference === AFTER[name]) addReference(unpacked, none, base, of(reference) as Float64Array)
    else throw new RangeError(`${name} follows ${reference} nowhere. Load the page again.`)
  } else if (unpacked instanceof Uint32Array && (base !== 0 || none !== NONE)) addWhole(unpacked, none, base)
  return unpacked
}

function addWhole(values: Uint32Array, none: number, base: number): void {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    values[at] = value === none ? NONE : value + base
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
