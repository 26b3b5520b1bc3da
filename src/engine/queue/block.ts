import { type Field, fixedSizeBinary, type Table, tableFromIPC } from '@uwdata/flechette'
import { TAIL_BYTES, tailOfId } from './alert-id.ts'
import {
  batchIn,
  columnOf,
  dictionaryColumn,
  type OutColumn,
  sameColumn,
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
import { columnOfNumbers, numbersOfColumn, type PackedNumbers, packNumbers, unpackInto } from './pack-numbers.ts'

/** The form of what is written here. It is part of what blocks are kept under: another form is nobody's. */
export const BLOCK_FORM = 3

/** The columns of some rows. */
export interface RowBlock {
  readonly kind: 'rows'
  readonly count: number
  /** `TAIL_BYTES` a row; the rest of an id is its instant, which is one of the numbers. */
  readonly tails: Uint8Array
  readonly numbers: Readonly<Record<NumberName, PackedNumbers>>
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
  /** Codes of shared words, 0 for none; one number where each row has the same. */
  | { readonly codes: Codes | number; readonly known: null }

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
 * A block as one Arrow IPC stream of one batch, a column each: tails of ids as bytes, numbers packed, words as dictionaries, or as codes
 * of shared words. What is the same in each row stands in the schema.
 */
export function encodeBlock({ tails, numbers, words, count, shared }: RowBlock): Uint8Array<ArrayBuffer> {
  const columns: OutColumn[] = [
    { name: 'id', column: columnOf(fixedSizeBinary(TAIL_BYTES), tails.subarray(0, count * TAIL_BYTES), count) },
  ]
  for (const name of NUMBER_NAMES) columns.push(columnOfNumbers(name, numbers[name], count))
  for (const name of WORD_NAMES) columns.push(columnOfWords(name, words[name], count))
  return toStream(columns, shared === 0 ? null : new Map([['shared', String(shared)]]))
}

function columnOfWords(name: WordName, { codes, ...words }: BlockWords, count: number): OutColumn {
  if (typeof codes === 'number') return { name, column: sameColumn(count), says: new Map([['base', String(codes)]]) }
  const wide = Uint32Array.from(codes.subarray(0, count))
  if (words.known !== null) return { name, column: dictionaryColumn(wide, words.validity, words.known) }
  const most = wide.reduce((most, code) => Math.max(most, code), 0)
  return { name, column: wholeColumn(wide, most) }
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
  const whole = {} as Record<NumberName, NumberArray>
  const numbers = {} as Record<NumberName, PackedNumbers>
  for (const name of NUMBER_NAMES) {
    const { width, of } = NUMBERS[name]
    const values = newArray(width, sorted.length)
    const none = width === 'f64' ? Number.NaN : NONE
    for (const [at, row] of sorted.entries()) values[at] = of(row) ?? none
    whole[name] = values
  }
  for (const name of NUMBER_NAMES) numbers[name] = packNumbers(name, (other) => whole[other])
  const words = {} as Record<WordName, BlockWords>
  for (const name of WORD_NAMES) words[name] = wordsOf(sorted, WORDS[name].of)
  return { kind: 'rows', count: sorted.length, tails: tailsOf(sorted), numbers, words, shared: 0 }
}

/** A column of numbers, whole. */
export function numbersIn({ numbers, count }: Pick<RowBlock, 'numbers' | 'count'>, name: NumberName): NumberArray {
  const packed = numbers[name]
  const whole = newArray(NUMBERS[name].width, count)
  const { after } = packed
  unpackInto(packed, whole, after === null || after === 'place' ? null : numbersIn({ numbers, count }, after))
  return whole
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
  const fields = new Map(table.schema.fields.map((field) => [field.name, field]))
  const numbers = {} as Record<NumberName, PackedNumbers>
  for (const name of NUMBER_NAMES) {
    numbers[name] = count === 0 ? NO_NUMBERS : numbersOfColumn(name, table, fields.get(name))
  }
  const words = {} as Record<WordName, BlockWords>
  for (const name of WORD_NAMES) words[name] = count === 0 ? NO_WORDS : wordsIn(table, name, fields.get(name))
  const tails = count === 0 ? new Uint8Array() : (batchIn(table, 'id').values as Uint8Array)
  if (tails.length < count * TAIL_BYTES) throw new RangeError('column id is too short. Load the page again.')
  const shared = Number(table.schema.metadata?.get('shared') ?? 0)
  return { kind: 'rows', count, tails: tails.subarray(0, count * TAIL_BYTES), numbers, words, shared }
}

const NO_NUMBERS: PackedNumbers = { values: null, base: NONE, none: null, after: null }
const NO_WORDS: BlockWords = { codes: new Uint8Array(), validity: null, known: [] }

function wordsIn(table: Table, name: WordName, field: Field | undefined): BlockWords {
  const batch = batchIn(table, name)
  const same = field?.metadata?.get('base')
  if (same !== undefined) return { codes: Number(same), known: null }
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

function tailsOf(rows: readonly QueueRow[]): Uint8Array {
  const tails = new Uint8Array(rows.length * TAIL_BYTES)
  for (const [at, { id }] of rows.entries()) {
    const tail = tailOfId(id)
    if (tail === null) throw new RangeError(`${JSON.stringify(id)} is no id of an alert`)
    tails.set(tail, at * TAIL_BYTES)
  }
  return tails
}
