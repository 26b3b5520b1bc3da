import { expect, test } from 'vitest'
import { holds, refusalsOf } from '../testing/rules.ts'
import { MAX_SEARCHED } from './pattern.ts'

test('an expression is searched for anywhere, minds case, and knows no wildcards of Sigma', () => {
  expect(holds('a|re: b.d', { a: 'abcde' })).toBe(true)
  expect(holds('a|re: B.D', { a: 'abcde' })).toBe(false)
  expect(holds("a|re: '^b.d$'", { a: 'abcde' })).toBe(false)
  expect(holds("a|re: 'a\\\\b'", { a: 'a\\b' })).toBe(true)
  expect(holds("a|re: 'a*'", { a: 'bbb' })).toBe(true)
})

test('the flags ignore case, let ^ and $ stand at lines, and let the dot take a line break', () => {
  expect(holds('a|re|i: B.D', { a: 'abcde' })).toBe(true)
  expect(holds("a|re: '^b$'", { a: 'a\nb\nc' })).toBe(false)
  expect(holds("a|re|m: '^b$'", { a: 'a\nb\nc' })).toBe(true)
  expect(holds('a|re: a.b', { a: 'a\nb' })).toBe(false)
  expect(holds('a|re|s: a.b', { a: 'a\nb' })).toBe(true)
  expect(holds("a|re: '(?i)B'", { a: 'abc' })).toBe(true)
})

test('the end is the very end: a line break before it counts', () => {
  expect(holds("a|re: 'b$'", { a: 'ab' })).toBe(true)
  expect(holds("a|re: 'b$'", { a: 'ab\n' })).toBe(false)
})

test('numbers and booleans are searched as texts', () => {
  expect(holds("a|re: '^4\\d\\d$'", { a: 403 })).toBe(true)
  expect(holds('a|re: ^t', { a: true })).toBe(true)
  expect(holds('a|re: .*', { a: null })).toBe(false)
  expect(holds('a|re: .*', {})).toBe(false)
})

test.each([
  ['look-ahead', 'a(?=b)', '5:12'],
  ['look-behind', '(?<=a)b', '5:11'],
  ['a back-reference', '(a)\\1', '5:14'],
  ['a possessive quantifier', 'a++', '5:12'],
])('%s is refused at its place, since it cannot be matched in linear time', (_, source, place) => {
  const [refusal = ''] = refusalsOf(`a|re: ${source}`)
  expect(refusal.startsWith(place), refusal).toBe(true)
  expect(refusal).toContain('they cannot be matched in linear time')
})

test.each(['[', '(a', 'a{2,1}', '*a', '\\q', '(?P<n>a', '[z-a]', 'a{1001}'])(
  'the expression %s is refused',
  (source) => {
    expect(refusalsOf(`a|re: '${source}'`)).toHaveLength(1)
  },
)

test('an expression that grows too large is refused, alone and together with others', () => {
  expect(refusalsOf("a|re: 'a{900}b{900}c{900}'")[0]).toContain('smaller repeat counts')
  const many = Array.from({ length: 12 }, (_, i) => `x${i}[ab]{900}`)
  expect(refusalsOf(`a|re: [${many.map((one) => `'${one}'`).join(', ')}]`)[0]).toContain(
    'one regular expression too many; should be at most 10000 steps of regular expressions in one text',
  )
})

test('an expression is searched in the first hundred thousand characters of a text', () => {
  expect(holds('a|re: x', { a: `${'a'.repeat(MAX_SEARCHED - 1)}x` })).toBe(true)
  expect(holds('a|re: x', { a: `${'a'.repeat(MAX_SEARCHED)}x` })).toBe(false)
})
