import {
  columnFromArray,
  dictionary,
  fixedSizeBinary,
  float64,
  int32,
  type Table,
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
const TYPES = { u8: uint8, u16: uint16, u32: uint32, f64: float64 } as const

/**
 * Rows as one Arrow IPC stream of one batch, a column each; words as dictionaries, ids as their 16 bytes. Highest number first, as
 * whoever reads them expects. Throws on an id that is none of ours.
 */
export function encodeRows(rows: readonly QueueRow[]): Uint8Array<ArrayBuffer> {
  const sorted = rows.toSorted((a, b) => b.number - a.number)
  const columns: [string, ReturnType<typeof columnFromArray>][] = [
    [
      'id',
      columnFromArray(
        sorted.map(({ id }) => bytesOfId(id)),
        fixedSizeBinary(16),
      ),
    ],
  ]
  for (const name of NUMBER_NAMES) {
    const { width, of } = NUMBERS[name]
    const values = newArray(width, sorted.length)
    const none = width === 'f64' ? Number.NaN : NONE
    sorted.forEach((row, at) => {
      values[at] = of(row) ?? none
    })
    columns.push([name, columnFromArray(values, TYPES[width]())])
  }
  for (const name of WORD_NAMES) {
    const { of } = WORDS[name]
    columns.push([name, columnFromArray(sorted.map(of), dictionary(utf8(), int32()))])
  }
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' })
  if (bytes === null) throw new Error('an Arrow stream in memory came to nothing')
  return bytes as Uint8Array<ArrayBuffer>
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
  /** Into `known`; -1 for none. */
  readonly codes: Int32Array
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
    words[name] = count === 0 ? { codes: new Int32Array(), known: [] } : wordsOf(table, name)
  return { count, ids: count === 0 ? new Uint8Array() : (batchOf(table, 'id').values as Uint8Array), numbers, words }
}

function wordsOf(table: Table, name: string): BlockWords {
  const batch = batchOf(table, name) as ReturnType<typeof batchOf> & { readonly dictionary?: Iterable<unknown> }
  const codes = batch.values as Int32Array
  if (batch.nullCount > 0) {
    for (let i = 0; i < codes.length; i += 1) {
      if (((batch.validity[i >> 3] ?? 0) & (1 << (i & 7))) === 0) codes[i] = -1
    }
  }
  return { codes, known: Array.from(batch.dictionary ?? [], String) }
}

function batchOf(table: Table, name: string) {
  const batch = table.getChild(name)?.data[0]
  if (batch === undefined || table.getChild(name)?.data.length !== 1) {
    throw new RangeError(`the block has no column ${name}, or not in one piece. Load the page again.`)
  }
  return batch
}

function bytesOfId(id: string): Uint8Array {
  if (!ID.test(id)) throw new RangeError(`${JSON.stringify(id)} is no id of an alert`)
  const bytes = new Uint8Array(16)
  for (let at = 0; at < 16; at += 1) bytes[at] = Number.parseInt(id.slice(3 + 2 * at, 5 + 2 * at), 16)
  return bytes
}

/** The id that its 16 bytes stand for. */
export function idOfBytes(ids: Uint8Array, row: number): string {
  let id = 'al_'
  for (let at = row * 16; at < row * 16 + 16; at += 1) id += (ids[at] ?? 0).toString(16).padStart(2, '0')
  return id
}
