import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { READ_BOUNDS, type ReadBatch, type ReadOptions, readRecords } from './read-records.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const read = (text: string, options?: ReadOptions): Promise<ReadBatch> => readRecords(encode(text), options)

/** What came out, short: the raw text of each record, those refused led by `!`. */
async function outline(batch: ReadBatch | Promise<ReadBatch>): Promise<string[] | string> {
  const settled = await batch
  if (!settled.ok) return settled.refusal
  return settled.records.map((record) => (record.ok ? '' : '!') + decode(record.raw))
}

async function firstReason(batch: Promise<ReadBatch>): Promise<string> {
  const settled = await batch
  if (!settled.ok) return settled.reason
  const record = settled.records[0]
  return record === undefined || record.ok ? 'no refusal' : record.reason
}

test('an object, an array, lines and an envelope give the same records', async () => {
  expect(await outline(read('{"a":1}'))).toEqual(['{"a":1}'])
  for (const text of [
    '[{"a":1},{"b":2}]',
    '{"a":1}\n{"b":2}',
    '{"a":1}\r\n\r\n{"b":2}\r\n',
    '{"Records":[{"a":1}, {"b":2}]}',
  ]) {
    expect(await outline(read(text))).toEqual(['{"a":1}', '{"b":2}'])
  }
})

test('a record in an array keeps the very bytes in which it came, white space and escapes included', async () => {
  expect(await outline(read('[ { "a" : "\\u00e9\\/" } ,\n  {"b": "é, ]}"}\n]'))).toEqual([
    '{ "a" : "\\u00e9\\/" }',
    '{"b": "é, ]}"}',
  ])
})

test('an array written one object a line is an array, not lines', async () => {
  expect(await outline(read('[\n{"a":1},\n{"b":2}\n]'))).toEqual(['{"a":1}', '{"b":2}'])
  expect(await outline(read('[\n{"a":1}\n]'))).toEqual(['{"a":1}'])
})

test('one broken line in ten thousand is refused with its number and the others land', async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `{"n":${index}}`)
  lines[4711] = '{"n":'
  const batch = await read(lines.join('\n'))
  if (!batch.ok) throw new Error(batch.reason)
  expect(batch.records).toHaveLength(10_000)
  const refused = batch.records.filter((record) => !record.ok)
  expect(refused.map((record) => record.position)).toEqual([{ index: 4711, line: 4712, pointer: '' }])
})

test('a broken record in a delivered file leaves the others whole', async () => {
  expect(await outline(read('{"Records":[{"a":1},{"a":1,"a":2},{"c":3}]}'))).toEqual([
    '{"a":1}',
    '!{"a":1,"a":2}',
    '{"c":3}',
  ])
})

test('objects one after another, over several lines each, are records with the line they begin on', async () => {
  const batch = await read('{\n  "a": [\n    {}\n  ]\n}\n{\n  "b": 2\n}{"c":3}\n')
  expect(batch.ok && batch.records.map((record) => [record.ok, record.position.line])).toEqual([
    [true, 1],
    [true, 6],
    [true, 8],
  ])
})

test('two lines without their quotes do not take the lines between them along', async () => {
  expect(await outline(read('{"a":"x}\n{"b":"y"}\n{"c":"z"}\n{"d":"z}'))).toEqual([
    '!{"a":"x}',
    '{"b":"y"}',
    '{"c":"z"}',
    '!{"d":"z}',
  ])
})

test('an array cut short is refused whole: its halves are not records', async () => {
  expect(await outline(read('[\n{"a":1},\n{"b":2}\n'))).toBe('not-records')
})

test('nothing, null, an empty list and a number are no records and say so', async () => {
  expect(await outline(read(''))).toBe('empty')
  expect(await outline(read(' \n '))).toBe('empty')
  expect(await outline(read('[]'))).toBe('empty')
  expect(await outline(read('{"Records":[]}'))).toBe('empty')
  expect(await outline(read('null'))).toBe('not-records')
  expect(await outline(read('42'))).toBe('not-records')
  expect(await outline(read('<html>\n</html>'))).toBe('not-records')
  expect(await outline(read('[null,42,"x",[1],{}]'))).toEqual(['!null', '!42', '!"x"', '![1]', '{}'])
  expect(await outline(read('[{"a":1},]'))).toEqual(['{"a":1}', '!'])
})

test('A1: nesting beyond 64 levels is refused whole, whatever its shape, without touching its neighbours', async () => {
  for (const depth of [65, 1000, 8000, 100_000]) {
    const arrays = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
    const objects = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    const mixed = `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`
    for (const deep of [arrays, objects, mixed]) {
      const batch = await read(`${deep}\n{"b":2}`)
      if (!batch.ok) throw new Error(batch.reason)
      expect(batch.records.map((record) => record.ok)).toEqual([false, true])
      expect(await firstReason(read(deep))).toMatch(/nested deeper/)
    }
  }
})

test('A1: deep JSON inside a string is a string', async () => {
  const text = JSON.stringify({ body: '['.repeat(100_000) })
  expect(await outline(read(text))).toEqual([text])
})

test('A2: NUL in a string is kept and reported, a raw NUL byte is refused', async () => {
  const batch = await read('{"a":"x\\u0000y"}')
  expect(batch.ok && batch.records[0]?.ok && batch.records[0].hasNul).toBe(true)
  expect(await firstReason(read('{"a":"x\u0000y"}'))).toMatch(/not JSON/)
})

test('A3: invalid UTF-8, overlong forms and lone surrogates refuse the record whole, never replaced by a question mark', async () => {
  const bad = (...bytes: number[]): Uint8Array =>
    new Uint8Array([...encode('{"a":"'), ...bytes, ...encode('"}\n{"b":2}')])
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xc3]]) {
    const batch = await readRecords(bad(...bytes))
    if (!batch.ok) throw new Error(batch.reason)
    expect(batch.records.map((record) => (record.ok ? 'ok' : record.reason))).toEqual(['not valid UTF-8', 'ok'])
    expect(batch.records[0]?.raw).toEqual(bad(...bytes).subarray(0, 8 + bytes.length))
  }
  expect(await firstReason(read('{"a":"\\ud800"}'))).toMatch(/surrogate/)
})

test('A3: a UTF-8 byte order mark is skipped, UTF-16 is refused by name', async () => {
  expect(await outline(read('\ufeff{"a":1}'))).toEqual(['{"a":1}'])
  const utf16 = new Uint8Array(Buffer.from('\ufeff{"a":1}', 'utf16le'))
  expect(await outline(readRecords(utf16))).toBe('bad-encoding')
  expect(await outline(readRecords(utf16.subarray(2)))).toBe('bad-encoding')
  expect(await firstReason(readRecords(utf16))).toMatch(/UTF-16/)
})

test('A4: a key that stands twice is refused at any depth and named', async () => {
  expect(await firstReason(read('{"identity":1,"identity":2}'))).toMatch(/"identity" stands twice/)
  expect(await firstReason(read('{"x":[{"y":{"a":1,"\\u0061":2}}]}'))).toMatch(/"a" stands twice/)
})

test('A5: keys of the language are plain data', async () => {
  const text = '{"__proto__":{"admin":true},"constructor":1,"then":1,"toJSON":1,"":1}'
  const batch = await read(text)
  const record = batch.ok ? batch.records[0] : undefined
  if (!record?.ok) throw new Error('refused')
  expect(Object.getPrototypeOf(record.value)).toBe(Object.prototype)
  expect(Object.keys(record.value)).toEqual(['__proto__', 'constructor', 'then', 'toJSON', ''])
})

test('A6: gzip is read, and refused when it is a bomb, cut, doubled, nested or followed by more', async () => {
  const zip = (data: string | Uint8Array): Uint8Array => new Uint8Array(gzipSync(data))
  const one = zip('{"a":1}\n{"b":2}')
  expect(await outline(readRecords(one))).toEqual(['{"a":1}', '{"b":2}'])
  expect(await outline(readRecords(zip(new Uint8Array(60_000_000))))).toBe('too-large')
  const small = { ...READ_BOUNDS, maxInflatedBytes: 1000 }
  expect(await outline(readRecords(zip(`{"a":"${'x'.repeat(2000)}"}`), { bounds: small }))).toBe('too-large')
  expect(await outline(readRecords(one.subarray(0, one.length - 3)))).toBe('bad-encoding')
  expect(await outline(readRecords(new Uint8Array([...one, 1, 2, 3])))).toBe('bad-encoding')
  expect(await outline(readRecords(new Uint8Array([...one, ...one])))).toBe('bad-encoding')
  expect(await firstReason(readRecords(zip(one)))).toMatch(/one layer/)
})

test('A8: a line longer than a record may be is refused alone', async () => {
  const batch = await read(`{"a":"${'x'.repeat(5_000_000)}"}\n{"b":2}`)
  expect(batch.ok && batch.records.map((record) => record.ok)).toEqual([false, true])
})

test('A10: an integer that a double would round keeps its digits, and a number out of range is refused', async () => {
  const batch = await read('{"id":9007199254740993}')
  expect(batch.ok && batch.records[0]?.ok && batch.records[0].value).toEqual({ id: '9007199254740993' })
  expect(await firstReason(read('{"id":1e400}'))).toMatch(/out of range/)
  for (const text of ['{"a":0x10}', '{"a":NaN}', '{"a":+1}', '{"a":.5}']) {
    expect(await firstReason(read(text))).toMatch(/not JSON/)
  }
})

test('a body, a batch and an envelope are bounded', async () => {
  const bounds = { ...READ_BOUNDS, maxBytes: 10, maxRecords: 2 }
  expect(await outline(read('{"a":1}\n\n\n\n\n', { bounds }))).toBe('too-large')
  expect(await outline(read('[1,2,3]', { bounds }))).toBe('too-many-records')
})

test('an event inside a note is taken out by its pointer, with its own bytes', async () => {
  const text = '{"id":1,"event":{"a": 1}}\n{"id":2}'
  const batch = await read(text, { eventAt: '/event' })
  expect(await outline(batch)).toEqual(['{"a": 1}', '!{"id":2}'])
  expect(batch.ok && batch.records[0]?.position).toEqual({ index: 0, line: 1, pointer: '/event' })
})

test('an envelope is taken apart even where it is longer than a record may be; the records in it are not', async () => {
  const bounds = { ...READ_BOUNDS, record: { maxDepth: 3, maxLength: 40, maxKeys: 100 } }
  const unwrap = (value: object): [] | null => ('list' in value ? (value.list as []) : null)
  const text = `{"more":"${'x'.repeat(30)}","list":[{"a":1},{"b":"${'y'.repeat(50)}"},{"c":{"d":{"e":{}}}}]}`
  const batch = await read(text, { bounds, unwrap })
  expect(batch.ok && batch.records.map((record) => (record.ok ? decode(record.raw) : record.reason))).toEqual([
    '{"a":1}',
    expect.stringMatching(/the limit is 40/),
    expect.stringMatching(/nested deeper than 3/),
  ])
})

test('no record of any list of objects is lost, reordered or changed, in any of the forms', async () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(objects, async (list) => {
      const texts = list.map((item) => JSON.stringify(item))
      const forms = [`[${texts.join(' ,\n')}]`, `{"Records" : [${texts.join(',')}]}`]
      if (list.length > 1) forms.push(texts.join('\n'), `\n${texts.join('\r\n\r\n')}\n`)
      for (const form of forms) {
        const batch = await read(form)
        if (!batch.ok) throw new Error(`${batch.reason}: ${form}`)
        expect(batch.records.map((record) => decode(record.raw))).toEqual(texts)
      }
    }),
  )
})

test('any bytes at all are answered, never thrown at', async () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary' }).map(encode),
    fc.json().map(encode),
  )
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const batch = await readRecords(body, { eventAt: '/a' })
      expect(batch.ok ? batch.records.length : batch.reason.length).toBeGreaterThan(0)
    }),
  )
})
