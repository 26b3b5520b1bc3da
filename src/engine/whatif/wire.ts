import type { CaseColumn, Cases, History, Rows } from './history.ts'

/*
 * A history as bytes: "SGH3", the length of a JSON document in UTF-8 (32 bits, little endian), the document with everything that
 * is named by index, then the columns of the cases and the rows one after the other, each from a multiple of eight on.
 * Columns are as they lie in memory, so that a million alerts are read without a million objects. A column of the cases has as many
 * bytes an entry as its greatest index may need: one where what it refers to is named in a list of 128 at most, two up to 32,768, else
 * four. Where hardly two alerts share a case, these columns are a third of what a history takes.
 */
const MAGIC = 0x33484753
const CASE_COLUMNS = [
  ['identity', 'identities'],
  ['trigger', 'triggers'],
  ['evidence', 'evidences'],
  ['corroboration', 'corroborations'],
  ['obstacle', 'obstacles'],
  ['ambiguity', 'ambiguities'],
] as const
const ROW_COLUMNS = [
  ['number', Uint32Array],
  ['caseOf', Uint32Array],
  ['minute', Uint32Array],
  ['disposition', Uint8Array],
  ['isOfThen', Uint8Array],
] as const

type Named = Omit<History, 'cases' | 'rows'> & { readonly counts: { readonly cases: number; readonly rows: number } }

export function encodeHistory(history: History): Uint8Array<ArrayBuffer> {
  const { cases, rows, ...named } = history
  const head: Named = { ...named, counts: { cases: cases.count, rows: rows.count } }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const columns = [
    ...CASE_COLUMNS.map(([name, named]) => narrowed(cases[name], history[named].length)),
    ...ROW_COLUMNS.map(([name]) => rows[name]),
  ]
  const starts: number[] = []
  let end = aligned(8 + text.length)
  for (const column of columns) {
    starts.push(end)
    end = aligned(end + column.byteLength)
  }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, text.length, true)
  bytes.set(text, 8)
  for (const [i, column] of columns.entries()) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), starts[i] ?? 0)
  }
  return bytes
}

/** Views into the bytes: nothing is copied. Throws a RangeError where the bytes are no whole history. */
export function decodeHistory(bytes: Uint8Array<ArrayBuffer>): History {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 8 || bytes.byteOffset % 8 !== 0 || view.getUint32(0, true) !== MAGIC) {
    throw new RangeError('these bytes are no history')
  }
  const length = view.getUint32(4, true)
  if (8 + length > bytes.byteLength) throw new RangeError('the history is cut off')
  const { counts, ...named } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Named
  let at = aligned(8 + length)
  const next = <T extends Column>(Type: ColumnType<T>, count: number): T => {
    if (at + count * Type.BYTES_PER_ELEMENT > bytes.byteLength) throw new RangeError('the history is cut off')
    const column = new Type(bytes.buffer, bytes.byteOffset + at, count)
    at = aligned(at + column.byteLength)
    return column
  }
  const [identity, trigger, evidence, corroboration, obstacle, ambiguity] = CASE_COLUMNS.map(([, list]) =>
    next<CaseColumn>(typeOf(named[list].length), counts.cases),
  )
  const cases = { count: counts.cases, identity, trigger, evidence, corroboration, obstacle, ambiguity } as Cases
  const rows: Rows = {
    count: counts.rows,
    number: next(Uint32Array, counts.rows),
    caseOf: next(Uint32Array, counts.rows),
    minute: next(Uint32Array, counts.rows),
    disposition: next(Uint8Array, counts.rows),
    isOfThen: next(Uint8Array, counts.rows),
  }
  return { ...named, cases, rows }
}

function typeOf(named: number): ColumnType<CaseColumn> {
  return named <= 128 ? Int8Array : named <= 32_768 ? Int16Array : Int32Array
}

function narrowed(column: CaseColumn, named: number): CaseColumn {
  const Type = typeOf(named)
  if (column.BYTES_PER_ELEMENT === Type.BYTES_PER_ELEMENT) return column
  const narrow = new Type(new ArrayBuffer(column.length * Type.BYTES_PER_ELEMENT), 0, column.length)
  narrow.set(column)
  return narrow
}

type Column = CaseColumn | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>
interface ColumnType<T extends Column> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T
}

function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8
}
