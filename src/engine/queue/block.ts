import { fixedSizeBinary, type Table, tableFromIPC } from '@uwdata/flechette'
import { bytesOfId } from './alert-id.ts'
import {
  batchIn,
  columnOf,
  dictionaryColumn,
  type OutColumn,
  textColumn,
  textsOf,
  toStream,
  wholeColumn,
} from './arrow.ts'
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
import { packNumbers, unpackNumbers } from './pack-numbers.ts'

/** The form of what is written here. It is part of what blocks are kept under: another form is nobody's. */
export const BLOCK_FORM = 2

/** The columns of some rows. */
export interface RowBlock {
  readonly kind: 'rows'
  readonly count: number
  /** 16 bytes a row. */
  readonly ids: Uint8Array
  readonly numbers: Readonly<Record<NumberName, NumberArray>>
  readonly words: Readonly<Record<WordName, BlockWords>>
  /** How many shared words whoever reads it has to know; 0 for a block that brings its own. */
  readonly shared: number
}

export type Codes = Uint8Array | Uint16Array | Uint32Array

export type BlockWords =
  | {
      /** Into `known`. */
      readonly codes: Codes
      /** Bit `row & 7` of byte `row >> 3` is 0 where the row has none; null where each has one. */
      readonly validity: Uint8Array | null
      readonly known: readonly string[]
    }
  /** Codes of shared words, 0 for none. */
  | { readonly codes: Codes; readonly known: null }

/** Words that blocks share, in the order in which they were given codes. */
export interface WordPack {
  readonly kind: 'words'
  /** Words before the first of these. */
  readonly from: number
  readonly columns: readonly WordName[]
  /** From 1 in each column, in ascending order. */
  readonly codes: Uint32Array
  readonly words: readonly string[]
}

/** Rows with their own words as one Arrow IPC stream, the highest number first. Throws on an id that is none of ours. */
export function encodeRows(rows: readonly QueueRow[]): Uint8Array<ArrayBuffer> {
  return encodeBlock(blockOf(rows))
}

/**
 * A block as one Arrow IPC stream of one batch, a column each: ids as their 16 bytes, numbers packed, words as dictionaries, or as
 * codes of shared words.
 */
export function encodeBlock(block: RowBlock): Uint8Array<ArrayBuffer> {
  const { ids, numbers, words, count, shared } = block
  const columns: OutColumn[] = [
    { name: 'id', column: columnOf(fixedSizeBinary(16), ids.subarray(0, count * 16), count) },
  ]
  for (const name of NUMBER_NAMES) columns.push(packNumbers(name, (other) => numbers[other]))
  for (const name of WORD_NAMES) {
    const column = words[name]
    const wide = Uint32Array.from(column.codes.subarray(0, count))
    if (column.known !== null) columns.push({ name, column: dictionaryColumn(wide, column.validity, column.known) })
    else
      columns.push({
        name,
        column: wholeColumn(
          wide,
          wide.reduce((most, code) => Math.max(most, code), 0),
        ),
      })
  }
  return toStream(columns, shared === 0 ? null : new Map([['shared', String(shared)]]))
}

export function encodeWords({ from, columns, codes, words }: WordPack): Uint8Array<ArrayBuffer> {
  const names = Uint32Array.from(columns, (name) => WORD_NAMES.indexOf(name))
  return toStream(
    [
      { name: 'column', column: dictionaryColumn(names, null, WORD_NAMES) },
      { name: 'code', column: wholeColumn(codes, NONE) },
      { name: 'word', column: textColumn(words) },
    ],
    new Map([['from', String(from)]]),
  )
}

/** The columns of rows, the highest number first. */
export function blockOf(rows: readonly QueueRow[]): RowBlock {
  const sorted = rows.toSorted((a, b) => b.number - a.number)
  const numbers = {} as Record<NumberName, NumberArray>
  for (const name of NUMBER_NAMES) {
    const { width, of } = NUMBERS[name]
    const values = newArray(width, sorted.length)
    const none = width === 'f64' ? Number.NaN : NONE
    for (const [at, row] of sorted.entries()) values[at] = of(row) ?? none
    numbers[name] = values
  }
  const words = {} as Record<WordName, BlockWords>
  for (const name of WORD_NAMES) words[name] = wordsOf(sorted, WORDS[name].of)
  return { kind: 'rows', count: sorted.length, ids: idsOf(sorted), numbers, words, shared: 0 }
}

function wordsOf(rows: readonly QueueRow[], of: (row: QueueRow) => string | null): BlockWords {
  const known = new Map<string, number>()
  const codes = new Uint32Array(rows.length)
  const validity = new Uint8Array(Math.ceil(rows.length / 8))
  for (const [at, row] of rows.entries()) {
    const word = of(row)
    if (word === null) continue
    let code = known.get(word)
    if (code === undefined) {
      code = known.size
      known.set(word, code)
    }
    codes[at] = code
    validity[at >> 3] = (validity[at >> 3] ?? 0) | (1 << (at & 7))
  }
  return { codes, validity, known: [...known.keys()] }
}

/** Reads what `encodeBlock` wrote. Throws a RangeError on anything else: on a page of another version for one. */
export function decodeRows(bytes: Uint8Array): RowBlock {
  const part = decodePart(bytes)
  if (part.kind !== 'rows') throw new RangeError('these are words, and no rows')
  return part
}

/** Reads what `encodeBlock` or `encodeWords` wrote; columns are views of the bytes where they can be. Throws a RangeError on anything else. */
export function decodePart(bytes: Uint8Array): RowBlock | WordPack {
  const table = tableFromIPC(bytes)
  if (table.names.includes('word')) return decodeWords(table)
  const count = table.numRows
  const numbers = {} as Record<NumberName, NumberArray>
  const fields = new Map(table.schema.fields.map((field) => [field.name, field]))
  for (const name of NUMBER_NAMES) {
    const column = table.getChild(name)
    if (count === 0 || column === undefined) numbers[name] = newArray(NUMBERS[name].width, 0)
    else numbers[name] = unpackNumbers(name, fields.get(name), column, (other) => numbers[other])
    if (numbers[name].length < count) throw new RangeError(`column ${name} is too short. Load the page again.`)
    numbers[name] = numbers[name].subarray(0, count)
  }
  const words = {} as Record<WordName, BlockWords>
  for (const name of WORD_NAMES)
    words[name] = count === 0 ? { codes: new Uint8Array(), validity: null, known: [] } : wordsIn(table, name)
  const ids = count === 0 ? new Uint8Array() : (batchIn(table, 'id').values as Uint8Array).subarray(0, count * 16)
  return { kind: 'rows', count, ids, numbers, words, shared: Number(table.schema.metadata?.get('shared') ?? 0) }
}

function wordsIn(table: Table, name: WordName): BlockWords {
  const batch = batchIn(table, name)
  const { values: codes } = batch
  if (!(codes instanceof Uint8Array || codes instanceof Uint16Array || codes instanceof Uint32Array)) {
    throw new RangeError(`column ${name} has no codes that are known here. Load the page again.`)
  }
  if (batch.dictionary === undefined) return { codes, known: null }
  return { codes, validity: batch.nullCount > 0 ? batch.validity : null, known: textsOf(batch.dictionary) }
}

function decodeWords(table: Table): WordPack {
  const names = batchIn(table, 'column')
  const known = textsOf(names.dictionary) as readonly WordName[]
  const columns = Array.from(names.values as Codes, (code) => known[code] ?? 'title').slice(0, table.numRows)
  const codes = (batchIn(table, 'code').values as Uint32Array).subarray(0, table.numRows)
  const words = textsOf(table.getChild('word') ?? undefined)
  return { kind: 'words', from: Number(table.schema.metadata?.get('from') ?? 0), columns, codes, words }
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
