import {
  type Batch,
  batchType,
  Column,
  type DataType,
  dictionary,
  nullType,
  type Table,
  type TypedArray,
  tableFromColumns,
  tableToIPC,
  uint8,
  uint16,
  uint32,
  utf8,
} from '@uwdata/flechette'

// Columns are put together here and not by the library's builders, which look at every value several times: a block is encoded on the
// thread that answers everybody.

/** A column on its way, and what its field says besides its type. */
export interface OutColumn {
  readonly name: string
  readonly column: Column<unknown>
  readonly says?: ReadonlyMap<string, string> | null
}

/** One Arrow IPC stream of one batch. `says` stands in its schema. */
export function toStream(
  columns: readonly OutColumn[],
  says: ReadonlyMap<string, string> | null,
): Uint8Array<ArrayBuffer> {
  const table = tableFromColumns(columns.map(({ name, column }): [string, Column<unknown>] => [name, column]))
  table.schema.metadata = says === null ? null : new Map(says)
  for (const [at, field] of table.schema.fields.entries()) field.metadata = new Map(columns[at]?.says ?? [])
  const bytes = tableToIPC(table, { format: 'stream' })
  if (bytes === null) throw new Error('an Arrow stream in memory came to nothing')
  return bytes as Uint8Array<ArrayBuffer>
}

export function columnOf(type: DataType, values: TypedArray, length: number): Column<unknown> {
  return new Column([new (batchType(type))({ length, nullCount: 0, type, validity: new Uint8Array(), values })])
}

/** A column that has the same in each row, which its field says: nothing crosses. */
export function sameColumn(length: number): Column<unknown> {
  const type = nullType()
  return new Column([new (batchType(type))({ length, nullCount: length, type })])
}

/** Whole numbers in as few bytes each as `most` allows. */
export function wholeColumn(values: Uint32Array, most: number): Column<unknown> {
  if (most <= 0xff) return columnOf(uint8(), Uint8Array.from(values), values.length)
  if (most <= 0xffff) return columnOf(uint16(), Uint16Array.from(values), values.length)
  return columnOf(uint32(), values, values.length)
}

/** As the library has it and does not export it. */
interface WordBatch extends Batch<unknown> {
  readonly dictionary?: Column<unknown>
  setDictionary(words: Column<unknown>): this
}

/** A dictionary of these words; bit `row & 7` of byte `row >> 3` of `validity` is 0 where a row has none of them, null where each has one. */
export function dictionaryColumn(
  codes: Uint32Array,
  validity: Uint8Array | null,
  words: readonly string[],
): Column<unknown> {
  const narrow = wholeColumn(codes, words.length - 1).data[0] as Batch<unknown>
  // The very same object names the dictionary's type in both places: that is how they find each other.
  const text = utf8()
  const type = dictionary(text, narrow.type as ReturnType<typeof uint8>)
  let nullCount = 0
  if (validity !== null) for (let at = 0; at < codes.length; at += 1) nullCount += hasWord(validity, at) ? 0 : 1
  const batch = new (batchType(type))({
    length: codes.length,
    nullCount,
    type,
    validity: validity === null || nullCount === 0 ? new Uint8Array() : validity,
    values: narrow.values,
  }) as WordBatch
  return new Column([batch.setDictionary(textColumn(words, text))])
}

export function hasWord(validity: Uint8Array, row: number): boolean {
  return ((validity[row >> 3] ?? 0) & (1 << (row & 7))) !== 0
}

export function textColumn(words: readonly string[], type: DataType = utf8()): Column<unknown> {
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

/** The one batch of a column. Throws a RangeError where there is none, or more than one. */
export function batchIn(table: Table, name: string): WordBatch {
  const batches = table.getChild(name)?.data
  const batch = batches?.[0]
  if (batch === undefined || batches?.length !== 1) {
    throw new RangeError(`the block has no column ${name}, or not in one piece. Load the page again.`)
  }
  return batch as WordBatch
}

/** All at once where each character is a byte: a decoder that is asked word by word takes most of the time there is. */
export function textsOf(column: Column<unknown> | undefined): readonly string[] {
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
