import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../testing/arbitraries.ts'
import { digestOfText, sha256 } from '../../testing/sha256.ts'
import { toHex } from '../hash/sha256.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Json } from './json.ts'
import { readJson } from './read-json.ts'
import { utf8 } from './utf8.ts'

/** The inputs of the test suite of RFC 8785, with the length and SHA-256 of the canonical bytes that it publishes. */
test.each([
  [
    'arrays',
    '[56,{"d":true,"10":null,"1":[ ]}]',
    32,
    '099601b171cafed97c333f8878d68e7f8c8f795412adb34b2fdcf0e7c7beac42',
  ],
  [
    'french',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
    130,
    'd99d0ebdcb0033cb858cfa830ae46bc0fb3309413b271f1da828c89901a27ed5',
  ],
  [
    'structures',
    '{"1":{"f":{"f":"hi","F":5},"\\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}',
    98,
    '605f65004ec2db7692522a0852c22f1c989e036d547e88963d1a3143cf3195d5',
  ],
  [
    'unicode',
    '{"Unnormalized Unicode":"A\\u030a"}',
    30,
    '0d99aad92a125196ff887876643fd3206786a84ddce2cee52ba4ad256d2381d3',
  ],
  [
    'values',
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    118,
    '2d5e01a318d0f0879ab568c4be289c8b1f64ef8921a53c6277d5e069978baacb',
  ],
  [
    'weird',
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\u000a":"Newline","1":"One","\\u0080":"Control\\u007f","\\ud83d\\ude02":"Smiley","\\u00f6":"Latin Small Letter O With Diaeresis","\\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}',
    214,
    '6af595a9aa80110b964b4de3f82a05fa6ae7423005019bacfa2620dddc4e94d1',
  ],
])('RFC 8785 %s', (_name, input, length, digest) => {
  const read = readJson(input)
  const bytes = utf8(canonicalJson(read.ok ? read.value : null))
  expect(bytes.length).toBe(length)
  expect(toHex(sha256(bytes))).toBe(digest)
})

test.each([
  ['4340000000000001', '9007199254740994'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['8000000000000000', '0'],
  ['0000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
])('the double %s is written %s', (hex, text) => {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${hex}`))
  expect(canonicalJson(view.getFloat64(0))).toBe(text)
})

test('equal values have equal texts, whatever the order of their keys', () => {
  const shuffled = (value: Json): Json =>
    Array.isArray(value)
      ? value.map(shuffled)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .map(([key, item]) => [key, shuffled(item)] as const)
              .reverse(),
          )
        : value
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (generated) => {
      const value = generated as Json
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value))
    }),
  )
})

test('texts that differ only in Unicode composition stay different', () => {
  expect(digestOfText(canonicalJson('\u00c5'))).not.toBe(digestOfText(canonicalJson('A\u030a')))
})

test.each([
  ['undefined', undefined],
  ['an undefined member', { a: undefined }],
  ['a hole in an array', Object.assign([], { length: 2 })],
  ['a function', () => 1],
  ['a big integer', 1n],
  ['a symbol', Symbol('x')],
  ['NaN', Number.NaN],
  ['infinity', Number.NEGATIVE_INFINITY],
  ['half a surrogate pair', '\ud800'],
  ['half a surrogate pair as a key', { '\udc00': 1 }],
  ['a date', new Date(0)],
  ['a map', new Map([['a', 1]])],
  ['bytes', new Uint8Array(2)],
])('%s is not JSON and is refused', (_what, value) => {
  expect(() => canonicalJson(value as Json)).toThrow(/canonicalJson/)
})

test('a toJSON member is data and not called', () => {
  const value = { toJSON: 'x' }
  expect(canonicalJson(value)).toBe('{"toJSON":"x"}')
})

test('UTF-8 is what every platform writes, and half a surrogate pair has no bytes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(text.isWellFormed())
      expect(utf8(text)).toEqual(new TextEncoder().encode(text))
    }),
  )
  for (const half of ['\ud800', 'a\udc00', '\ud800a', '\udc00\ud800']) expect(() => utf8(half)).toThrow(RangeError)
})
