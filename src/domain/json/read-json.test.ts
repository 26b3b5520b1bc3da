import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { own } from './json.ts'
import { type JsonRefusal, printable, readJson, visibleNul } from './read-json.ts'

const CHARACTERS = '{}[]":,\\u0019aetrufls.-+E \n\u0000'.split('')
const deep = (levels: number, open: string, close: string) => `${open.repeat(levels)}1${close.repeat(levels)}`

test.each(['[]', '{"a":}'] as const)('64 levels are read and 65 are not, of %s', (shape) => {
  const [open, close] = shape === '[]' ? ['[', ']'] : ['{"a":', '}']
  expect(readJson(deep(64, open, close)).ok).toBe(true)
  for (const levels of [65, 1000, 8000, 100_000]) {
    expect(readJson(deep(levels, open, close))).toMatchObject({ ok: false, refusal: 'too-deep' })
  }
})

test('depth is counted over arrays and objects together, and brackets inside strings are only text', () => {
  expect(readJson(deep(40, '[{"a":', '}]'))).toMatchObject({ ok: false, refusal: 'too-deep' })
  expect(readJson(JSON.stringify('['.repeat(10_000))).ok).toBe(true)
})

test.each<[string, JsonRefusal, string]>([
  ['', 'empty', 'there is no JSON value'],
  [' \r\n\t ', 'empty', 'there is no JSON value'],
  ['{"identity":1,"identity":2}', 'duplicate-key', 'the key "identity" stands twice in one object'],
  ['{"a":{"x":1},"b":[{"k":1,"k":2}]}', 'duplicate-key', 'the key "k" stands twice in one object'],
  ['{"identity":1,"\\u0069dentity":2}', 'duplicate-key', 'the key "identity" stands twice in one object'],
  ['{"__proto__":1,"__proto__":2}', 'duplicate-key', 'the key "__proto__" stands twice in one object'],
  ['{"\\u001b[2J":1,"\\u001b[2J":2}', 'duplicate-key', 'the key "\\u001b[2J" stands twice in one object'],
  ['"\\ud800"', 'lone-surrogate', 'half of a surrogate pair stands alone'],
  ['{"\\udfff":1}', 'lone-surrogate', 'half of a surrogate pair stands alone'],
  ['"\ud800"', 'lone-surrogate', 'half of a surrogate pair stands alone'],
  ['1e400', 'number-out-of-range', '1e400 is out of range'],
  ['[-1e400]', 'number-out-of-range', '-1e400 is out of range'],
  ['1E-400', 'number-out-of-range', '1E-400 is out of range'],
  ['0x10', 'malformed', 'not JSON at character 2'],
  ['NaN', 'malformed', 'not JSON'],
  ['Infinity', 'malformed', 'not JSON'],
  ['01', 'malformed', 'not JSON at character 2'],
  ['{"a":1,}', 'malformed', 'not JSON at character 8'],
  ['{"a":1}{"b":2}', 'malformed', 'not JSON at character 8'],
  ['"abc', 'malformed', 'a string does not end'],
  ['"\\x41"', 'malformed', 'a string holds an escape that JSON does not know'],
  ['"a\u0000b"', 'malformed', 'not JSON at character 3'],
  ['\ufeff{}', 'malformed', 'not JSON'],
  ['\u0000', 'empty', 'there is no JSON value'],
])('%j is refused as %s: %s', (text, refusal, reason) => {
  expect(readJson(text)).toMatchObject({ ok: false, refusal, reason })
})

test('a refusal never quotes the record, which may hold a secret', () => {
  const read = readJson('{"token": hunter2-AKIAIOSFODNN7}')
  expect(JSON.stringify(read)).not.toMatch(/hunter2|AKIA/)
})

test.each([
  ['9007199254740991', 9_007_199_254_740_991],
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['{"id":12345678901234567890}', { id: '12345678901234567890' }],
  ['-0', -0],
  ['0e5', 0],
  ['4.50', 4.5],
  ['"12"', '12'],
])('%s keeps its digits: %j', (text, value) => {
  expect(readJson(text)).toMatchObject({ ok: true, value })
})

test('NUL stays in the value, is reported, and is visible in the copy for text columns', () => {
  const read = readJson('{"a\\u0000":["x\\u0000y"]}')
  expect(read).toEqual({ ok: true, value: { 'a\0': ['x\0y'] }, hasNul: true })
  expect(visibleNul({ 'a\0': ['x\0y', 1, null, true] })).toEqual({ 'a␀': ['x␀y', 1, null, true] })
})

test('names of prototypes are plain keys, and what is inherited is not found', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then', 'toJSON', '$where', '']
  const read = readJson(`{${names.map((name) => `${JSON.stringify(name)}:{"admin":true}`).join(',')}}`)
  const value = read.ok ? read.value : null
  for (const name of names) expect(own(value, name)).toEqual({ admin: true })
  const copy = visibleNul(value)
  expect(own(copy, '__proto__')).toEqual({ admin: true })
  expect(own(copy, 'admin')).toBeUndefined()
  expect(own({}, 'toString')).toBeUndefined()
})

test('length and number of keys are bounded before anything is parsed', () => {
  const bounds = { maxDepth: 64, maxLength: 40, maxKeys: 3 }
  expect(readJson(JSON.stringify('x'.repeat(40)), bounds)).toMatchObject({ refusal: 'too-long', at: 40 })
  expect(readJson('{"a":1,"b":{"c":1},"d":2}', bounds)).toMatchObject({ refusal: 'too-many-keys' })
  expect(readJson('[{"a":1},{"a":1},{"a":1}]', bounds).ok).toBe(true)
})

test('what JSON.stringify writes is read back as it was, but for integers that no double holds', () => {
  const safe = (_key: string, value: unknown) => (Number.isInteger(value) && !Number.isSafeInteger(value) ? 0 : value)
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value, safe)
      expect(readJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) as unknown })
    }),
  )
})

test('no text makes it throw, and none passes that JSON.parse would refuse', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...CHARACTERS) }), (text) => {
      fc.pre(readJson(text).ok)
      expect(() => JSON.parse(text) as unknown).not.toThrow()
    }),
    { numRuns: 300, maxSkipsPerRun: 1000 },
  )
})

test('control characters and what turns the direction of reading become visible escapes', () => {
  expect(printable('a\u001b]8;;\u0007\n\u202eb\u2028')).toBe('a\\u001b]8;;\\u0007\\u000a\\u202eb\\u2028')
})
