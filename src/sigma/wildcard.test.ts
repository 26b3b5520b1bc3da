import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fits, type Padding, readWildcard } from './wildcard.ts'

const fitsPlain = (pattern: string, text: string) => fits(readWildcard(pattern, 'none', false), text)

test.each([
  ['a\\b', 'a\\b'],
  ['a\\\\b', 'a\\b'],
  ['a\\*b', 'a*b'],
  ['a\\?b', 'a?b'],
  ['\\\\\\\\srv', '\\\\srv'],
  ['a\\', 'a\\'],
  ['a\\\\\\*b', 'a\\*b'],
])('the pattern %s is the literal text %s', (pattern, text) => {
  expect(fitsPlain(pattern, text)).toBe(true)
  expect(readWildcard(pattern, 'none', false).pieces).toHaveLength(1)
})

test('an escaped backslash before a star leaves the star a wildcard', () => {
  expect(fitsPlain('a\\\\*b', 'a\\anything b')).toBe(true)
  expect(fitsPlain('a\\\\*b', 'a*b')).toBe(false)
  expect(fitsPlain('C:\\Win*', 'C:\\Windows')).toBe(true)
})

test('a question mark is exactly one character, also one of two code units', () => {
  expect(fitsPlain('a?c', 'abc')).toBe(true)
  expect(fitsPlain('a?c', 'ac')).toBe(false)
  expect(fitsPlain('a?c', 'a🔥c')).toBe(true)
  expect(fitsPlain('??', '🔥')).toBe(false)
})

test('case does not count unless the rule says so', () => {
  expect(fitsPlain('CreateUser', 'createuser')).toBe(true)
  expect(fits(readWildcard('CreateUser', 'none', true), 'createuser')).toBe(false)
})

test('case is folded letter by letter, by no rule of a language', () => {
  expect(fitsPlain('*ΟΣ*', 'ΟΣΑ')).toBe(true)
  expect(fitsPlain('É*', 'école')).toBe(true)
  expect(fitsPlain('title', 'TITLE')).toBe(true)
  expect(fitsPlain('strasse', 'straße')).toBe(false)
  expect(fitsPlain('e', 'é')).toBe(false)
})

test('pieces may not overlap', () => {
  expect(fitsPlain('ab*ba', 'aba')).toBe(false)
  expect(fitsPlain('ab*ba', 'abba')).toBe(true)
  expect(fitsPlain('*aa*aa*', 'aaa')).toBe(false)
})

test('padding adds a star only where none stands', () => {
  const padded = (text: string, padding: Padding) => readWildcard(text, padding, false).pieces.length
  expect(padded('a', 'contains')).toBe(3)
  expect(padded('*a*', 'contains')).toBe(3)
  expect(padded('a*', 'startswith')).toBe(2)
  expect(fits(readWildcard('', 'contains', false), 'anything')).toBe(true)
})

/** The same answer by trying every way to fill the stars: obvious, and hopeless for long texts. */
function reference(pattern: string, text: string): boolean {
  const [head] = pattern
  if (head === undefined) return text === ''
  if (head === '*') return reference(pattern.slice(1), text) || (text !== '' && reference(pattern, text.slice(1)))
  return text !== '' && (head === '?' || head === text.charAt(0)) && reference(pattern.slice(1), text.slice(1))
}

test('it agrees with trying every way to fill the stars', () => {
  const letters = fc.constantFrom('a', 'b', '*', '?')
  const patterns = fc.array(letters, { maxLength: 8 }).map((parts) => parts.join(''))
  const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(fitsPlain(pattern, text)).toBe(reference(pattern, text))
    }),
    { numRuns: 2_000 },
  )
})

test('many stars against a long text that almost fits come to an answer', () => {
  // Going back at every star would take longer than the age of the universe here.
  const hostile = readWildcard(`${'a*'.repeat(60)}b`, 'contains', false)
  expect(fits(hostile, 'a'.repeat(200_000))).toBe(false)
  expect(fits(hostile, `${'a'.repeat(200_000)}b`)).toBe(true)
})

/** Half of these letters have two code units, and one of them changes its length in lower case. */
const letter = fc.constantFrom('a', 'b', 'é', '🔥', '💧', 'A')

test('it agrees with a regular expression that is built from it', () => {
  const part = fc.oneof(letter, fc.constantFrom('*', '?', '\\*', '\\?', '-', ' '))
  const patterns = fc.array(part, { maxLength: 40 })
  const texts = fc.array(fc.oneof({ weight: 5, arbitrary: letter }, fc.constantFrom('*', '?', '-', ' ')), {
    maxLength: 60,
  })
  const built = (parts: readonly string[]) => {
    const source = parts.map((one) => (one === '*' ? '[^]*' : one === '?' ? '[^]' : one.replace(/^[*?]$/, '\\$&')))
    return new RegExp(`^${source.join('')}$`, 'ui')
  }
  fc.assert(
    fc.property(patterns, texts, fc.boolean(), (parts, text, isOpen) => {
      const pattern = isOpen ? ['*', ...parts, '*'] : parts
      expect(fitsPlain(pattern.join(''), text.join(''))).toBe(built(pattern).test(text.join('')))
    }),
    { numRuns: 1_000 },
  )
})

test('long pieces with question marks and dashes are found as short ones are', () => {
  const spelled = fc.array(fc.constantFrom('a', 'b', '?', ' -'), { minLength: 30, maxLength: 70 })
  const around = fc.array(fc.constantFrom('a', 'b'), { maxLength: 100 }).map((letters) => letters.join(''))
  fc.assert(
    fc.property(spelled, around, around, fc.constantFrom('x', '🔥'), (parts, before, after, other) => {
      const text = parts.map((one) => (one === '?' ? other : one === ' -' ? ' /' : one)).join('')
      const pattern = readWildcard(`${parts.join('')}b`, 'contains', false, true)
      // A dash before a question mark begins no word.
      const isSpelled = !/ -(\?| |$)/.test(`${parts.join('')}b`)
      expect(fits(pattern, `${before}${text}B${after}`)).toBe(isSpelled)
    }),
    { numRuns: 500 },
  )
})
