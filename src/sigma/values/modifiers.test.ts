import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Problem } from '../problem.ts'
import { holds, refusalsOf } from '../testing/rules.ts'
import { MODIFIERS, readModifiers } from './modifiers.ts'

test.each([
  'contains|all',
  'cased|contains',
  'contains|cased',
  'startswith|neq',
  'endswith|all|cased',
  'windash|contains|all',
  'contains|windash',
  're|i',
  're|i|m|s',
  're|ignorecase|multiline|dotall',
  're|neq',
  're|all',
  'cidr|neq',
  'wide|base64offset|contains',
  'utf16le|base64',
  'utf16be|base64',
  'utf16|base64offset|contains',
  'base64offset|contains|all',
  'fieldref|startswith',
  'fieldref|neq',
  'expand|contains',
  'hour|gte',
  'gt',
  'gte|neq',
  'neq|contains',
])('%s go together', (words) => {
  const problems: Problem[] = []
  readModifiers(words.split('|'), { line: 1, column: 1 }, problems)
  expect(problems).toEqual([])
})

test.each([
  ['contians', 'the modifier `contians` is not known; should be `contains` (one of '],
  ['Contains', 'the modifier `Contains` is not known; should be `contains` (one of '],
  ['constructor', 'the modifier `constructor` is not known; should be one of '],
  ['contains|contains', 'the modifier `contains` stands twice; should be once'],
  ['contains|startswith', '`contains|startswith` contradict each other; should be one of them'],
  ['endswith|startswith', '`endswith|startswith` contradict each other; should be one of them'],
  ['re|cidr', '`re|cidr` contradict each other; should be one of them'],
  ['gt|lt', '`gt|lt` contradict each other; should be one of them'],
  ['hour|minute', '`hour|minute` contradict each other; should be one of them'],
  ['wide|utf16be|base64', '`wide|utf16be` contradict each other; should be one of them'],
  ['base64|base64offset', '`base64|base64offset` contradict each other; should be one of them'],
  ['re|contains', '`re` with a second operator; should be `re` alone: it says by itself where to look'],
  ['re|startswith', '`re` with a second operator'],
  ['re|base64', '`re` with a second operator'],
  ['re|gt', '`re` with a second operator'],
  ['re|windash', '`re` with a second operator'],
  ['re|cased', '`re` with `cased`; should be `re` alone: it minds case unless it is `re|i`'],
  ['cidr|cased', '`cidr` with `cased`; should be `cidr` alone'],
  ['cidr|contains', '`cidr` with a second operator'],
  ['exists|contains', '`exists` with other modifiers; should be `field|exists: true` or `field|exists: false` alone'],
  ['exists|neq', '`exists` with other modifiers'],
  ['exists|all', '`exists` with other modifiers'],
  ['fieldref|gt', '`fieldref` with a modifier of values'],
  ['fieldref|base64', '`fieldref` with a modifier of values'],
  ['gt|contains', '`gt` compares numbers; should be no modifier for text beside it'],
  ['lte|cased', '`lte` compares numbers'],
  ['hour|contains', '`hour` compares numbers'],
  ['i', '`i` belongs to `re`; should be `re|i`'],
  ['contains|i', '`i` belongs to `re`; should be `re|i`'],
  ['i|re', '`i|re` in this order; should be `re|i`'],
  ['gte|hour', '`gte|hour` in this order; should be `hour|gte`'],
  ['base64|wide', '`base64|wide` in this order; should be `wide|base64`'],
  ['contains|base64offset', '`contains|base64offset` in this order; should be `base64offset|contains`'],
])('%s is refused', (words, refusal) => {
  const refused = refusalsOf(`a|${words}: x`)
  expect(
    refused.some((one) => one.startsWith(`5:5 ${refusal}`)),
    refused.join('\n'),
  ).toBe(true)
})

test('any row of modifiers is read or refused, in words', () => {
  const words = fc.array(fc.oneof(fc.constantFrom(...MODIFIERS), fc.constantFrom('toString', '__proto__', '')), {
    maxLength: 6,
  })
  fc.assert(
    fc.property(words, (row) => {
      const problems: Problem[] = []
      readModifiers(row, { line: 1, column: 1 }, problems)
      for (const { message, shouldBe } of problems) {
        expect(message + shouldBe).not.toMatch(/undefined|function|native|\[object/)
        expect(shouldBe).not.toBe('')
      }
    }),
    { numRuns: 2_000 },
  )
})

test('all with a single value is refused', () => {
  for (const line of ['a|contains|all: x', 'a|contains|all: [x]', "'|all': x"]) {
    expect(refusalsOf(line)).toEqual(['5:5 `all` with a single value; should be a list of two or more, or no `all`'])
  }
})

test('neq is true of a record without the field', () => {
  expect(holds('a|neq: x', {})).toBe(true)
  expect(holds('a|neq: x', { a: null })).toBe(true)
  expect(holds('a|neq: x', { a: 'X' })).toBe(false)
})

test('neq turns the whole line round: of a list none may hold, of an array no element', () => {
  expect(holds('a|neq: [x, y]', { a: 'y' })).toBe(false)
  expect(holds('a|neq: [x, y]', { a: 'z' })).toBe(true)
  expect(holds('a|neq: x', { a: ['z', 'x'] })).toBe(false)
  expect(holds('a|contains|all|neq: [x, y]', { a: 'x' })).toBe(true)
  expect(holds('a|contains|all|neq: [x, y]', { a: 'yx' })).toBe(false)
})

test('neq with null is true of a field that is there and not null', () => {
  expect([{ a: '' }, { a: 0 }, { a: null }, {}].map((record) => holds('a|neq: null', record))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('windash takes each of the five signs for a dash or slash that begins a word', () => {
  const line = "a|windash|contains: ' -param'"
  for (const dash of ['-', '/', '\u2013', '\u2014', '\u2015'])
    expect(holds(line, { a: `x ${dash}PARAM` }), dash).toBe(true)
  expect(holds(line, { a: 'x \\param' })).toBe(false)
  expect(holds("a|windash|contains: ' /param'", { a: 'x -param' })).toBe(true)
})

test('windash leaves a dash inside a word, before a space and at the end alone', () => {
  expect(holds('a|windash: foo-bar', { a: 'foo/bar' })).toBe(false)
  expect(holds("a|windash: 'a - b'", { a: 'a / b' })).toBe(false)
  expect(holds("a|windash: 'a -'", { a: 'a /' })).toBe(false)
  expect(holds('a|windash: é-b', { a: 'é/b' })).toBe(false)
  expect(holds('a|windash: -é', { a: '/é' })).toBe(true)
})

test('spellings of windash and offsets of base64 are alternatives also under all', () => {
  const line = "a|windash|contains|all: ['-one', '-two']"
  expect(holds(line, { a: '/one –two' })).toBe(true)
  expect(holds(line, { a: '/one' })).toBe(false)
  expect(holds('a|base64offset|contains|all: [foobar, barfoo]', { a: 'xxZm9vYmFyxxYmFyZm9vxx' })).toBe(true)
})
