import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fires, refusals, textWith, warnings } from './testing/rules.ts'

const NAMES = ['a', 'b', 'c', 'sel_1', 'sel_2', '_x', 'not_x', 'and-y', 'order']
const detection = (condition: string) =>
  `${NAMES.map((name) => `${name}: {${name}: 1}\n`).join('')}condition: ${condition}`
/** Whether the condition is true where exactly these detections are. */
const trueWith = (condition: string, ...names: readonly string[]) =>
  fires(detection(condition), Object.fromEntries(names.map((name) => [name, 1])))
const refusalOf = (condition: string) => refusals(textWith(detection(condition)))[0]

test('not binds before and, and before or, whatever stands without parentheses', () => {
  expect(trueWith('a or b and c', 'a')).toBe(true)
  expect(trueWith('(a or b) and c', 'a')).toBe(false)
  expect(trueWith('not a or b', 'b', 'a')).toBe(true)
  expect(trueWith('not (a or b)', 'b')).toBe(false)
  expect(trueWith('not not a', 'a')).toBe(true)
  expect(trueWith('not(a)and(b)', 'b')).toBe(true)
})

test('a name that begins like a word of the grammar is a name', () => {
  expect(trueWith('not_x and and-y', 'not_x', 'and-y')).toBe(true)
  expect(trueWith('not not_x', 'not_x')).toBe(false)
  expect(trueWith('order', 'order')).toBe(true)
})

test('1 of and any of mean the same; a pattern may have its star anywhere', () => {
  for (const words of ['1 of', 'any of']) {
    expect(trueWith(`${words} sel_*`, 'sel_2')).toBe(true)
    expect(trueWith(`${words} *_1`, 'sel_1')).toBe(true)
    expect(trueWith(`${words} s*l_1`, 'sel_2')).toBe(false)
    expect(trueWith(`${words} sel_1`, 'sel_1')).toBe(true)
  }
  expect(trueWith('all of sel_*', 'sel_1')).toBe(false)
  expect(trueWith('all of sel_*', 'sel_1', 'sel_2')).toBe(true)
})

test('them and patterns leave out names that begin with an underscore, unless the pattern begins so', () => {
  expect(trueWith('1 of them', '_x')).toBe(false)
  expect(trueWith('1 of *x', '_x')).toBe(false)
  expect(trueWith('1 of _*', '_x')).toBe(true)
  expect(trueWith('_x', '_x')).toBe(true)
})

test('patterns mind case as names do', () => {
  expect(refusalOf('1 of SEL_*')).toBe('13:19 `SEL_*` fits no detection; should be `sel_1`')
})

test.each([
  ['a and', '13:19 the condition ends too early; should be a detection here'],
  ['and a', '13:14 `and` stands where a detection should; should be a detection, `not` or `(`'],
  ['a b', '13:16 `b` follows without a link; should be `and b` or `or b`'],
  ['a AND b', '13:16 `AND` follows without a link; should be `and` in lower case'],
  ['NOT a', '13:14 no detection `NOT`; should be `not` in lower case'],
  ['(a and b', '13:14 this `(` is never closed; should be as many `(` as `)`'],
  ['a)', '13:15 this `)` closes nothing; should be as many `(` as `)`'],
  ['()', '13:15 `)` stands where a detection should; should be a detection, `not` or `(`'],
  ['a and sel_3', '13:20 no detection `sel_3`; should be `sel_1`'],
  [
    '1 of filter_*',
    '13:19 `filter_*` fits no detection; should be one of a, b, c, sel_1, sel_2, _x, not_x, and-y, order',
  ],
  ['2 of sel_*', '13:14 `2 of` is not known here; should be `1 of` or `all of`'],
  ['1 of', '13:18 `1 of` what?; should be `them` or a pattern: `filter_*`'],
  ['1 of (a or b)', '13:19 `1 of` what?; should be `them` or a pattern: `filter_*`'],
  ['a | count() > 5', '13:16 counting after `|` is no longer Sigma; should be a `correlation` document'],
  ["''", '13:15 the condition is empty; should be `selection`'],
  ['5', '13:14 the condition is no text; should be `selection and not filter`'],
  ['[]', '13:14 the condition is empty; should be `selection`'],
  ['{a: b}', '13:14 the condition is no text; should be `selection and not filter`'],
])('the condition %s is refused', (condition, refusal) => {
  expect(refusalOf(condition)).toBe(refusal)
})

test('a list of conditions is any of them, and each is read on its own', () => {
  expect(trueWith('[a and b, c]', 'c')).toBe(true)
  expect(trueWith('[a and b, c]', 'a')).toBe(false)
  expect(refusalOf('[a, b and]')).toBe('13:23 the condition ends too early; should be a detection here')
})

test('a detection that no condition asks for is a warning, unless its name begins with an underscore', () => {
  expect(warnings(textWith('a: {x: 1}\nb: {x: 2}\n_c: {x: 3}\ncondition: a'))).toEqual([
    '7:14 `b` stands in no condition; should be every detection in use; a name may begin with `_` to be left out',
  ])
})

test('a condition may be long and deep, up to a bound', () => {
  const deep = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`
  expect(trueWith(deep(40), 'a')).toBe(true)
  expect(refusalOf(deep(41))).toContain('nested too deep; should be at most 40 levels')
  const long = (words: number) => Array.from({ length: words }, () => 'a').join(' or ')
  expect(trueWith(long(250), 'a')).toBe(true)
  expect(refusalOf(long(251))).toContain('too many words; should be at most 500')
})

/** Conditions beside what they mean, written with every parenthesis. */
type Meaning = (names: ReadonlySet<string>) => boolean
const conditions = fc.letrec<{ any: { text: string; isTrue: Meaning } }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc
      .constantFrom('a', 'b', 'c')
      .map((name) => ({ text: name, isTrue: (names: ReadonlySet<string>) => names.has(name) })),
    tie('any').map(({ text, isTrue }) => ({
      text: `not (${text})`,
      isTrue: (names: ReadonlySet<string>) => !isTrue(names),
    })),
    fc.tuple(tie('any'), tie('any')).map(([one, other]) => ({
      text: `(${one.text}) and (${other.text})`,
      isTrue: (names: ReadonlySet<string>) => one.isTrue(names) && other.isTrue(names),
    })),
    fc.tuple(tie('any'), tie('any')).map(([one, other]) => ({
      text: `(${one.text}) or (${other.text})`,
      isTrue: (names: ReadonlySet<string>) => one.isTrue(names) || other.isTrue(names),
    })),
  ),
})).any

test('any condition means what it says', () => {
  fc.assert(
    fc.property(conditions, fc.subarray(['a', 'b', 'c']), ({ text, isTrue }, names) => {
      expect(trueWith(text, ...names)).toBe(isTrue(new Set(names)))
    }),
    { numRuns: 300 },
  )
})
