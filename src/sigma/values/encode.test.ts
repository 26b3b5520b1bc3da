import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, refusalsOf, warningsOf } from '../testing/rules.ts'
import { base64, base64Offsets, type Encoding, encode } from './encode.ts'

const hex = (text: string, encoding: Encoding) =>
  Array.from(encode(text, encoding), (byte) => byte.toString(16).padStart(2, '0')).join(' ')

test('each encoding gives the bytes that the specification prints', () => {
  expect(hex('cmd', 'utf8')).toBe('63 6d 64')
  expect(hex('cmd', 'utf16le')).toBe('63 00 6d 00 64 00')
  expect(hex('cmd', 'utf16be')).toBe('00 63 00 6d 00 64')
  expect(hex('é€🔥', 'utf8')).toBe('c3 a9 e2 82 ac f0 9f 94 a5')
  expect(hex('🔥', 'utf16le')).toBe('3d d8 25 dd')
})

test('utf16 alone begins with the byte order mark', () => {
  expect(hex('cmd', 'utf16')).toBe('ff fe 63 00 6d 00 64 00')
})

test.each([
  ['base64', 'foobar', 'Zm9vYmFy'],
  ['wide|base64', 'cmd', 'YwBtAGQA'],
  ['utf16le|base64', 'cmd', 'YwBtAGQA'],
  ['utf16be|base64', 'cmd', 'AGMAbQBk'],
  ['utf16|base64', 'cmd', '//5jAG0AZAA='],
  ['base64', 'f', 'Zg=='],
])('%s of %s is %s', (modifiers, text, encoded) => {
  expect(holds(`a|${modifiers}: ${text}`, { a: encoded })).toBe(true)
  expect(holds(`a|${modifiers}: ${text}`, { a: text })).toBe(false)
})

test('the three offsets of a text are those that the reference engine prints', () => {
  expect(base64Offsets(encode('foobar', 'utf8'))).toEqual(['Zm9vYmFy', 'Zvb2Jhc', 'mb29iYX'])
  expect(base64Offsets(encode('ab', 'utf16le'))).toEqual(['YQBiA', 'EAYg', 'hAGIA'])
})

test('base64 is compared without regard to case unless the line is cased', () => {
  expect(holds('a|base64: foobar', { a: 'ZM9VYMFY' })).toBe(true)
  expect(holds('a|cased|base64: foobar', { a: 'ZM9VYMFY' })).toBe(false)
  expect(holds('a|cased|base64: foobar', { a: 'Zm9vYmFy' })).toBe(true)
})

test('a text is found in the base64 of any surrounding', () => {
  const texts = fc.string({ minLength: 3, maxLength: 20, unit: 'grapheme' })
  const bytes = fc.uint8Array({ maxLength: 9 })
  const encodings = fc.constantFrom<Encoding>('utf8', 'utf16le', 'utf16be')
  fc.assert(
    fc.property(texts, encodings, bytes, bytes, (text, encoding, before, after) => {
      const own = encode(text, encoding)
      const whole = base64(Uint8Array.from([...before, ...own, ...after]))
      expect(whole).toContain(base64Offsets(own)[before.length % 3])
    }),
    { numRuns: 500 },
  )
})

test('a wildcard cannot be encoded, an escaped one is a character', () => {
  expect(refusalsOf("a|base64: 'foo*'")).toEqual([
    '5:16 a wildcard cannot be encoded; should be the text without `*` and `?`, or with `\\` before them',
  ])
  expect(holds("a|base64: 'foo\\*'", { a: base64(encode('foo*', 'utf8')) })).toBe(true)
})

test('base64offset alone is about the whole field, with a warning', () => {
  expect(holds('a|base64offset: foobar', { a: 'Zm9vYmFy' })).toBe(true)
  expect(holds('a|base64offset: foobar', { a: 'xZm9vYmFy' })).toBe(false)
  expect(warningsOf('a|base64offset: foobar')).toEqual([
    '5:21 `base64offset` finds only a field that holds nothing else; should be `base64offset|contains`',
  ])
  expect(warningsOf('a|base64offset|contains: foobar')).toEqual([])
})
