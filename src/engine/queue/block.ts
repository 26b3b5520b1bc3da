import {
  type Batch,
  batchType,
  Column,
  type DataType,
  dictionary,
  fixedSizeBinary,
  float64,
  type Table,
  type TypedArray,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  uint8,
  uint16,
  uint32,
  utf8,
} from '@uwdata/flechette'
import {
  NONE,
  NUMBER_NAMES,
  NUMBERS,
  type NumberArray,
  type NumberName,
  newArray,
  type QueueRow,
  WORD_NAMES,
  WORDS,
  type WordName,
} from './columns.ts'

const ID = /^al_[0-9a-f]{32}$/
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const TYPES = { u8: uint8, u16: uint16, u32: uint32, f64: float64 } as const

/**
 * Rows as one Arrow IPC stream of one batch, a column each; words as dictionaries, ids as their 16 bytes. Highest number first, as
 * whoever reads them expects. Throws on an id that is none of ours. Columns are put together here and not by the library's builders,
 * which look at every value several times: a block is encoded on the thread that answers everybody.
 */
export function encodeRows(rows: readonly QueueRow[]): Uint8Array<ArrayBuffer> {
  const sorted = rows.toSorted((a, b) => b.number - a.number)
  const columns: [string, Column<unknown>][] = [['id', columnOf(fixedSizeBinary(16), idsOf(sorted), sorted.length)]]
  for (const name of NUMBER_NAMES) {
    const { width, of } = NUMBERS[name]
    const values = newArray(width, sorted.length)
    const none = width === 'f64' ? Number.NaN : NONE
    for (const [at, row] of sorted.entries()) values[at] = of(row) ?? none
    columns.push([name, columnOf(TYPES[width](), values, sorted.length)])
  }
  for (const name of WORD_NAMES) columns.push([name, wordColumn(sorted, WORDS[name].of)])
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' })
  if (bytes === null) throw new Error('an Arrow stream in memory came to nothing')
  return bytes as Uint8Array<ArrayBuffer>
}

function columnOf(type: DataType, values: TypedArray, length: number): Column<unknown> {
  return new Column([new (batchType(type))({ length, nullCount: 0, type, validity: new Uint8Array(), values })])
}

/** As the library has it and does not export it. */
interface WordBatch extends Batch<unknown> {
  readonly dictionary?: Column<unknown>
  setDictionary(words: Column<unknown>): this
}

/** Codes are as narrow as the block's own words allow: most columns cross with a byte a row. */
function wordColumn(rows: readonly QueueRow[], of: (row: QueueRow) => string | null): Column<unknown> {
  const known = new Map<string, number>()
  const wide = new Uint32Array(rows.length)
  const validity = new Uint8Array(Math.ceil(rows.length / 8))
  let nullCount = 0
  for (const [at, row] of rows.entries()) {
    const word = of(row)
    if (word === null) {
      nullCount += 1
      continue
    }
    let code = known.get(word)
    if (code === undefined) {
      code = known.size
      known.set(word, code)
    }
    wide[at] = code
    validity[at >> 3] = (validity[at >> 3] ?? 0) | (1 << (at & 7))
  }
  const [index, values] =
    known.size <= 0x100
      ? ([uint8(), Uint8Array.from(wide)] as const)
      : known.size <= 0x1_0000
        ? ([uint16(), Uint16Array.from(wide)] as const)
        : ([uint32(), wide] as const)
  // The very same object names the dictionary's type in both places: that is how they find each other.
  const text = utf8()
  const type = dictionary(text, index)
  const batch = new (batchType(type))({
    length: rows.length,
    nullCount,
    type,
    validity: nullCount === 0 ? new Uint8Array() : validity,
    values,
  }) as WordBatch
  return new Column([batch.setDictionary(textColumn(text, [...known.keys()]))])
}

function textColumn(type: DataType, words: readonly string[]): Column<unknown> {
  const encoder = new TextEncoder()
  const joined = words.join('')
  const values = encoder.encode(joined)
  // In plain ASCII a character is a byte; what is not is measured word by word.
  const sizeOf =
    values.length === joined.length ? (word: string) => word.length : (word: string) => encoder.encode(word).length
  const offsets = new Int32Array(words.length + 1)
  let end = 0
  for (const [at, word] of words.entries()) {
    end += sizeOf(word)
    offsets[at + 1] = end
  }
  const options = { length: words.length, nullCount: 0, type, validity: new Uint8Array(), offsets, values }
  return new Column([new (batchType(type))(options)])
}

/** The columns of some rows as they came, views of the bytes. */
export interface RowBlock {
  readonly count: number
  /** 16 bytes a row. */
  readonly ids: Uint8Array
  readonly numbers: Readonly<Record<NumberName, NumberArray>>
  readonly words: Readonly<Record<WordName, BlockWords>>
}

export interface BlockWords {
  /** Into `known`. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array
  /** Bit `row & 7` of byte `row >> 3` is 0 where the row has none; null where each has one. */
  readonly validity: Uint8Array | null
  readonly known: readonly string[]
}

/** Reads what `encodeRows` wrote. Throws a RangeError on anything else: on a page of another version for one. */
export function decodeRows(bytes: Uint8Array): RowBlock {
  const table = tableFromIPC(bytes)
  const count = table.numRows
  const numbers = {} as Record<NumberName, NumberArray>
  for (const name of NUMBER_NAMES) {
    const values = count === 0 ? newArray(NUMBERS[name].width, 0) : batchOf(table, name).values
    if (values.length < count) throw new RangeError(`column ${name} is too short`)
    numbers[name] = values as NumberArray
  }
  const words = {} as Record<WordName, BlockWords>
  for (const name of WORD_NAMES)
    words[name] = count === 0 ? { codes: new Uint8Array(), validity: null, known: [] } : wordsOf(table, name)
  return { count, ids: count === 0 ? new Uint8Array() : (batchOf(table, 'id').values as Uint8Array), numbers, words }
}

function wordsOf(table: Table, name: string): BlockWords {
  const batch = batchOf(table, name) as WordBatch
  const { values } = batch
  // Blocks that were stored by earlier versions have signed codes; none of them is negative.
  const codes = values instanceof Int32Array ? new Uint32Array(values.buffer, values.byteOffset, values.length) : values
  if (!(codes instanceof Uint8Array || codes instanceof Uint16Array || codes instanceof Uint32Array)) {
    throw new RangeError(`column ${name} has no codes that are known here. Load the page again.`)
  }
  const validity = batch.nullCount > 0 ? batch.validity : null
  return { codes, validity, known: textsOf(batch.dictionary) }
}

/** All at once where each character is a byte: a decoder that is asked word by word takes most of the time there is. */
function textsOf(column: Column<unknown> | undefined): readonly string[] {
  const batch = column?.data[0]
  if (column === undefined || batch === undefined) return []
  const offsets = batch.offsets
  const [from, to] = [Number(offsets[0] ?? 0), Number(offsets[batch.length] ?? 0)]
  const bytes = (batch.values as Uint8Array).subarray(from, to)
  const joined = new TextDecoder().decode(bytes)
  if (column.data.length > 1 || joined.length !== bytes.length) return Array.from(column, String)
  const texts: string[] = []
  for (let at = 0; at < batch.length; at += 1) {
    texts.push(joined.slice(Number(offsets[at]) - from, Number(offsets[at + 1]) - from))
  }
  return texts
}

function batchOf(table: Table, name: string) {
  const batch = table.getChild(name)?.data[0]
  if (batch === undefined || table.getChild(name)?.data.length !== 1) {
    throw new RangeError(`the block has no column ${name}, or not in one piece. Load the page again.`)
  }
  return batch
}

function idsOf(rows: readonly QueueRow[]): Uint8Array {
  const ids = new Uint8Array(rows.length * 16)
  for (const [at, { id }] of rows.entries()) {
    const bytes = bytesOfId(id)
    if (bytes === null) throw new RangeError(`${JSON.stringify(id)} is no id of an alert`)
    ids.set(bytes, at * 16)
  }
  return ids
}

/** Null for what is no id of an alert. */
export function bytesOfId(id: string): Uint8Array | null {
  if (!ID.test(id)) return null
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < 16; at += 4) view.setUint32(at, Number.parseInt(id.slice(3 + 2 * at, 11 + 2 * at), 16))
  return bytes
}

/** The id that its 16 bytes stand for. */
export function idOfBytes(ids: Uint8Array, row: number): string {
  let id = 'al_'
  for (let at = row * 16; at < row * 16 + 16; at += 1) id += HEX[ids[at] ?? 0] ?? ''
  return id
}
