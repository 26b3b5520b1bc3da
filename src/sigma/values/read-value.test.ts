import { expect, test } from 'vitest'
import type { Json } from '../../domain/json/json.ts'
import { fires, holds, refusals, refusalsOf, warningsOf } from '../testing/rules.ts'

/** The values of the field `a` of which the line is true; `absent` stands for a record without it. */
function trueOf(line: string, values: Readonly<Record<string, Json>>): readonly string[] {
  const records = { ...Object.fromEntries(Object.entries(values).map(([name, a]) => [name, { a }])), absent: {} }
  return Object.entries(records).flatMap(([name, record]) => (holds(line, record) ? [name] : []))
}

const NOTHINGS = {
  null: null,
  'empty text': '',
  'empty array': [],
  'empty map': {},
  'array of null': [null],
  zero: 0,
  false: false,
}

test('null, absent, the empty text, the empty array and the empty map are five different things', () => {
  expect(trueOf('a: null', NOTHINGS)).toEqual(['null', 'array of null', 'absent'])
  expect(trueOf("a: ''", NOTHINGS)).toEqual(['empty text', 'empty map'])
  expect(trueOf('a|exists: true', NOTHINGS)).toEqual(Object.keys(NOTHINGS))
  expect(trueOf('a|exists: false', NOTHINGS)).toEqual(['absent'])
  expect(trueOf("a: '*'", NOTHINGS)).toEqual(['empty text', 'empty map', 'zero', 'false'])
  expect(trueOf("a|contains: ''", NOTHINGS)).toEqual(['empty text', 'empty map', 'zero', 'false'])
  expect(trueOf("a: '?*'", NOTHINGS)).toEqual(['zero', 'false'])
})

test('an empty list is null, with a warning', () => {
  expect(trueOf('a: []', NOTHINGS)).toEqual(trueOf('a: null', NOTHINGS))
  expect(warningsOf('a: []')).toEqual([
    '5:8 `a` holds an empty list: read as null; should be values, or `null` for "is absent"',
  ])
})

test('null inside a list is "or absent", with a warning', () => {
  expect(trueOf('a: [x, null]', { x: 'x', y: 'y', null: null })).toEqual(['x', 'null', 'absent'])
  expect(warningsOf('a: [x, null]')).toEqual([
    '5:12 null inside a list: read as "or absent"; should be two detections joined by `1 of`, which every engine reads alike',
  ])
})

test('of an array one element that fits is enough, and all asks each value of some element', () => {
  expect(holds('a: y', { a: ['x', 'y'] })).toBe(true)
  expect(holds('a|contains|all: [x, y]', { a: ['x', 'y'] })).toBe(true)
  expect(holds('a: y', { a: [['x'], [['y']]] })).toBe(true)
  expect(holds('a: y', { a: [{ b: 'y' }] })).toBe(false)
})

test('a map is its JSON as a text, so that "anything" is true of it, and no number, date or address', () => {
  const record = { a: { b: 'x', c: 1 } }
  expect(holds("a: '*'", record)).toBe(true)
  expect(holds('a|re: .+', record)).toBe(true)
  expect(holds('a|contains: \'"b":"x"\'', record)).toBe(true)
  expect(holds('a: x', record)).toBe(false)
  expect(holds('a|gte: 0', record)).toBe(false)
})

const AMOUNTS = { number: 403, text: '403', padded: ' 403 ', decimal: '403.0', hex: '0x193', other: 404, true: true }

test('a number is equal to the same number in quotes', () => {
  expect(trueOf('a: 403', AMOUNTS)).toEqual(['number', 'text', 'padded', 'decimal'])
  expect(trueOf('a: 403.0', AMOUNTS)).toEqual(['number', 'text', 'padded', 'decimal'])
  expect(trueOf('a: [7, 404]', AMOUNTS)).toEqual(['other'])
})

test('a number in quotes is a text, and is equal to the number that is written so', () => {
  expect(trueOf("a: '403'", AMOUNTS)).toEqual(['number', 'text'])
  expect(trueOf("a: '40?'", AMOUNTS)).toEqual(['number', 'text', 'other'])
  expect(trueOf("a|startswith: '40'", AMOUNTS)).toEqual(['number', 'text', 'decimal', 'other'])
})

test('numbers compare by amount, and a text that is no number is neither more nor less', () => {
  const values = { five: 5, 'five in quotes': '5', six: 6.5, word: 'x', empty: '', true: true, null: null }
  expect(trueOf('a|lt: 6', values)).toEqual(['five', 'five in quotes'])
  expect(trueOf('a|lte: 5', values)).toEqual(['five', 'five in quotes'])
  expect(trueOf('a|gt: 5', values)).toEqual(['six'])
  expect(trueOf('a|gte: 5', values)).toEqual(['five', 'five in quotes', 'six'])
  expect(trueOf('a|gte: [100, 6]', values)).toEqual(['six'])
})

test('a boolean is equal to its name in any case, and to no number', () => {
  const values = { true: true, 'the word': 'True', one: 1, 'one in quotes': '1', yes: 'yes', false: false }
  expect(trueOf('a: true', values)).toEqual(['true', 'the word'])
  expect(trueOf("a: 'true'", values)).toEqual(['true', 'the word'])
  expect(trueOf('a: yes', values)).toEqual(['yes'])
})

test('fields are equal where both are there: numbers by amount, everything else by its text', () => {
  expect(holds('a|fieldref: b', { a: 'X', b: 'x' })).toBe(true)
  expect(holds('a|fieldref|cased: b', { a: 'X', b: 'x' })).toBe(false)
  expect(holds('a|fieldref: b', { a: 7, b: '7' })).toBe(true)
  expect(holds('a|fieldref: b', { a: ['x', 'y'], b: ['z', 'y'] })).toBe(true)
  expect(holds('a|fieldref|endswith: b', { a: 'svc-ana', b: 'ANA' })).toBe(true)
  expect(holds('a|fieldref: b.c', { a: 'x', b: { c: 'x' } })).toBe(true)
})

test('as parts of a text the first hundred values of the other field count', () => {
  const others = (length: number) => [...Array.from({ length }, (_, i) => `y${i}`), 'x']
  expect(holds('a|fieldref|contains: b', { a: 'wxyz', b: others(99) })).toBe(true)
  expect(holds('a|fieldref|contains: b', { a: 'wxyz', b: others(100) })).toBe(false)
  expect(holds('a|fieldref: b', { a: 'x', b: others(100) })).toBe(true)
})

test('two fields of which one or both are absent or null are not equal, and so neq is true of them', () => {
  for (const record of [{}, { a: 'x' }, { b: 'x' }, { a: null, b: null }]) {
    expect(holds('a|fieldref: b', record), JSON.stringify(record)).toBe(false)
    expect(holds('a|fieldref|neq: b', record), JSON.stringify(record)).toBe(true)
  }
})

test('keywords are looked for in every value of the record, and not in its keys', () => {
  const found = (keyword: string, record: Json) => fires(`s: [${keyword}]\ncondition: s`, record)
  expect(found('needle', { a: { b: ['hay', 'a Needle here'] } })).toBe(true)
  expect(found('needle', { needle: 'hay' })).toBe(false)
  expect(found('4625', { a: 4625 })).toBe(true)
  expect(found('"n?edle*x"', { a: 'the needle is x.' })).toBe(true)
  expect(found("''", { a: null })).toBe(false)
  expect(found('needle', 'a bare needle')).toBe(true)
})

test('keywords take modifiers behind an empty field', () => {
  const found = (line: string, record: Json) => fires(`s:\n  ${line}\ncondition: s`, record)
  expect(found("'|all': [x, y]", { a: 'x', b: 'y' })).toBe(true)
  expect(found("'|all': [x, y]", { a: 'x' })).toBe(false)
  expect(found("'|re': '^x\\d$'", { a: ['y', 'x1'] })).toBe(true)
  expect(found("'|cased': X", { a: 'x' })).toBe(false)
  expect(found("'|startswith': x", { a: 'wx', b: 'xw' })).toBe(true)
  expect(refusalsOf("'|exists': true")).toEqual(['5:5 `|exists` names no field; should be a field before `|exists`'])
})

test.each([
  ['a|contains: 5', "5:17 `contains` is for text, not for 5; should be quoted: '5'"],
  ['a|re: true', "5:11 `re` is for text, not for true; should be quoted: 'true'"],
  ['a|cased: 5', "5:14 `cased` is for text, not for 5; should be quoted: '5'"],
  ["a|gt: '5'", '5:12 `gt` compares numbers, not 5; should be a number, without quotes'],
  ['a|gt: null', '5:11 null with a modifier for values; should be `field: null` alone, for "absent or null"'],
  ['a|contains: null', '5:17 null with a modifier for values; should be `field: null` alone, for "absent or null"'],
  ['a|contains: []', '5:17 null with a modifier for values; should be `field: null` alone, for "absent or null"'],
  ['a|re: []', '5:11 null with a modifier for values; should be `field: null` alone, for "absent or null"'],
  ['a|all: []', '5:5 `all` with a single value; should be a list of two or more, or no `all`'],
  ['a|windash: 5', "5:16 `windash` is for text, not for 5; should be quoted: '5'"],
  ['a|expand: 5', "5:15 `expand` is for text, not for 5; should be quoted: '5'"],
  ['a|utf16be: 5', "5:16 `utf16be` is for text, not for 5; should be quoted: '5'"],
  ['a|windash: null', '5:16 null with a modifier for values; should be `field: null` alone, for "absent or null"'],
  ['a|exists: x', '5:15 `exists` takes no text; should be `true` or `false`, without quotes'],
  ["a|exists: 'true'", '5:16 `exists` takes no text; should be `true` or `false`, without quotes'],
  ['a|exists: [true]', '5:16 `exists` with a list; should be `true` or `false`'],
  ['a: {b: c}', '5:8 `a` holds a map; should be the path in the key: `a.name: value`'],
  ['a: [[b]]', '5:9 a list inside a list of values; should be a single value'],
  [
    'a: 12345678901234567890',
    "5:8 12345678901234567890 as a number is 12345678901234567000; should be quoted, to be compared as written: '12345678901234567890'",
  ],
  ['a: 0755', "5:8 0755 as a number is 755; should be quoted, to be compared as written: '0755'"],
  ['a: .inf', "5:8 .inf is no value; should be quoted: '.inf'"],
  ['a|fieldref: ..', '5:17 no name of a field; should be names joined by single dots: `a.b.c`, at most 30'],
  ["'': x", "5:5 a line without a field; should be a field, or '|all' for keywords"],
])('%s is refused', (line, refusal) => {
  expect(refusalsOf(line)).toEqual([refusal])
})

test('a keyword may not be null', () => {
  expect(refusals('title: t\nlogsource: {product: x}\ndetection:\n  s: [x, null]\n  condition: s')).toEqual([
    "4:10 null cannot be searched for; should be text; '' for the empty text",
  ])
})
