import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../domain/json/json.ts'
import { readJson } from '../domain/json/read-json.ts'
import { correlate, createMemory, groupsTouched } from './correlation/correlate.ts'
import { explain } from './explain.ts'
import { bare } from './fields.ts'
import { matches } from './matches.ts'
import { parseTrigger } from './parse-trigger.ts'
import { fires, refusals, ruleOf, selects, setOf, textWith } from './testing/rules.ts'

/** A row of so many, without writing them. */
const row = (length: number, one: (i: number) => string) => Array.from({ length }, (_, i) => one(i))
const list = (length: number, one: (i: number) => string) => `[${row(length, (i) => `'${one(i)}'`).join(', ')}]`
const selection = (line: string) => `s:\n  ${line}\ncondition: s`

test.each([
  ['half a million brackets', '['.repeat(499_000), '1:17 nested too deep to be read; should be at most 16 levels'],
  ['maps in maps', '{a: '.repeat(120_000), '1:65 nested too deep to be read; should be at most 16 levels'],
  ['lists in lists', '- '.repeat(240_000), '1:33 nested too deep to be read; should be at most 16 levels'],
  ['maps as keys', '? '.repeat(240_000), '1:33 nested too deep to be read; should be at most 16 levels'],
  ['lists in lists, of a short text', `${'- '.repeat(40)}x`, '1:33 nested too deep; should be at most 16 levels'],
  [
    'many documents',
    '---\na: 1\n'.repeat(50_000),
    '401:1 one document too many; should be at most 200 documents in one text',
  ],
  ['an endless text', `title: "${'x'.repeat(490_000)}`, '1:490009 Missing closing "quote; should be valid YAML 1.2'],
  [
    'more than any rule has',
    'x'.repeat(500_001),
    '1:1 the text has 500001 characters; should be at most 500000 characters',
  ],
  [
    'detections without end',
    textWith(row(4_000, (i) => `s${i}: x\n`).join('')),
    '4:3 4000 detections; should be at most 500 in one document',
  ],
  [
    'a condition as deep as long',
    textWith(`s: x\ncondition: ${'('.repeat(200_000)}s`),
    '5:14 too many words; should be at most 500',
  ],
  [
    'rules without end',
    `title: c\ncorrelation: {rules: ${list(1_001, () => 'x')}}\n`,
    '2:22 1001 texts in `rules`; should be at most 1000',
  ],
])('%s are refused', (_, text, refusal) => {
  const told = refusals(text)
  expect(told).toContain(refusal)
  expect(told.length).toBeLessThanOrEqual(50)
  expect(parseTrigger(text).ok).toBe(false)
})

test('names times words are bounded together: each word of a condition may mean every detection', () => {
  const names = row(400, (i) => `s${i}: x\n`).join('')
  const conditions = row(100, () => `- ${row(20, () => '1 of *').join(' or ')}`).join('\n  ')
  expect(refusals(textWith(`${names}condition:\n  ${conditions}`))[0]).toContain(
    'one name too many; should be at most 20000 names in conditions in one text',
  )
})

test('values are bounded together, also where one global document stands for two hundred', () => {
  const global = `action: global\nlogsource: {product: x}\ndetection:\n  s:\n    a: ${list(5_000, (i) => `v${i}`)}\n  condition: s\n`
  expect(refusals(global + '---\ntitle: t\n'.repeat(4))).toEqual([])
  expect(refusals(global + '---\ntitle: t\n'.repeat(5))).toEqual([
    '5:8 one value too many; should be at most 20000 values in one text',
  ])
})

test('ten thousand alternatives in one expression are refused, six hundred are read', () => {
  const alternatives = (length: number) => `a|re: '${row(length, (i) => `x${i}`).join('|')}'`
  expect(refusals(textWith(selection(alternatives(10_000))))[0]).toContain('an expression this long')
  expect(fires(selection(alternatives(600)), { a: `${'x'.repeat(50_000)}599` })).toBe(true)
})

test.each(['^(a+)+$', '(a|a)*b', '(x+x+)+y', '([a-z]+)*[0-9]', '(.*)(.*)(.*)(.*)[^a!]$'])(
  'the expression %s comes to an answer on a hundred thousand characters',
  (source) => {
    expect(fires(selection(`a|re: '${source}'`), { a: `${'a'.repeat(99_000)}!${'a'.repeat(1_000)}` })).toBe(false)
  },
)

test('two thousand texts with wildcards are compared with a text of a million characters', () => {
  const text = `${'a'.repeat(1_000_000)}b1999`
  expect(fires(selection(`a: ${list(2_000, (i) => `*a*a*b${i}`)}`), { a: text })).toBe(true)
})

test('a piece of a thousand question marks is found at the end of a million characters', () => {
  const line = `a|contains: '${'a?'.repeat(500)}b'`
  expect(fires(selection(line), { a: 'a'.repeat(1_000_000) })).toBe(false)
  expect(fires(selection(line), { a: `${'a'.repeat(1_000_000)}b` })).toBe(true)
})

/** Sixty-four levels, as deep as ingest lets anything in. */
function deep(): Json {
  let value: Json = 'bottom'
  for (let i = 0; i < 63; i += 1) value = i % 2 === 0 ? { a: value } : [value]
  return value
}

test('a record as deep and as wide as ingest takes is searched and explained', () => {
  const wide: JsonObject = Object.fromEntries(row(100_000, (i) => `k${i}`).map((key, i) => [key, `value ${i}`]))
  const rule = ruleOf(textWith("s: {a: x, b|neq: y}\nt: [bottom, 'value 99999', v99999]\ncondition: t or s"))
  for (const record of [deep(), wide, { a: row(100_000, (i) => `v${i}`) }, { a: 'x'.repeat(1_000_000) }]) {
    expect(explain(rule, bare(record)).isTrue).toBe(matches(rule, bare(record)))
  }
  expect(fires('s: [bottom]\ncondition: s', deep())).toBe(true)
  expect(fires("s: ['value 99999']\ncondition: s", wide)).toBe(true)
  expect(selects('a[any]: v99999', { a: row(100_000, (i) => `v${i}`) })).toBe(true)
})

test('selectors inside selectors visit every element once', () => {
  let value: Json = 'x'
  for (let i = 0; i < 5; i += 1) {
    const inner: Json = value
    value = { a: Array.from({ length: 8 }, () => inner) }
  }
  expect(selects("'a[any].a[any].a[any].a[any].a[any]': y", value)).toBe(false)
  expect(selects("'a[all].a[all].a[all].a[all].a[all]': x", value)).toBe(true)
})

const INHERITED = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'then',
  '__defineGetter__',
]

test.each(INHERITED)('%s is a plain name of a field, a detection, a rule and a group', (name) => {
  const own = JSON.parse(`{${JSON.stringify(name)}: "x"}`) as JsonObject
  expect(fires(`s:\n  '${name}': x\ncondition: s`, own)).toBe(true)
  expect(fires(`s:\n  '${name}|exists': true\ncondition: s`, {})).toBe(false)
  expect(fires(`s:\n  'a.${name}.name|exists': true\ncondition: s`, { a: {} })).toBe(false)
  expect(fires(`'${name}': {a: b}\ncondition: ${name}`, { a: 'b' })).toBe(true)
  expect(refusals(textWith(`s: {a: b}\ncondition: ${name}`))[0]).toContain(`no detection \`${name}\``)
  const set = setOf(
    `title: t\nname: ${name}\nlogsource: {product: x}\ndetection: {s: {a: b}, condition: s}\n---\n` +
      `title: c\ncorrelation: {type: event_count, rules: ['${name}'], group-by: ['${name}'], timespan: 1m, condition: {gte: 1}}\n`,
  )
  const fired = correlate(set, createMemory(), { subject: bare(own), at: 0, matched: new Set([0]) })
  expect(fired.map(({ group }) => Object.entries(group))).toEqual([[[name, 'x']]])
  expect(correlate(set, createMemory(), { subject: bare({}), at: 0, matched: new Set([0]) })).toEqual([])
})

test('a chain of correlations over a hundred rules touches as many groups as it has correlations', () => {
  const rules = row(
    90,
    (i) => `title: r${i}\nname: r${i}\nlogsource: {product: x}\ndetection: {s: {a: b}, condition: s}\n---\n`,
  )
  const chain = row(10, (i) => {
    const below = i === 0 ? row(90, (k) => `r${k}`).join(', ') : `c${i - 1}`
    return `title: c${i}\nname: c${i}\ncorrelation: {type: event_count, rules: [${below}], group-by: [u], timespan: 1m, condition: {gte: 1}}\n---\n`
  })
  const set = setOf(rules.join('') + chain.join(''))
  const record = { subject: bare({ a: 'b', u: 'x' }), matched: new Set(set.rules.keys()) }
  expect(groupsTouched(set, record)).toHaveLength(10)
  expect(correlate(set, createMemory(), { ...record, at: 0 })).toHaveLength(10)
})

test('the record of an attacker comes through the same door', () => {
  const text = `{"a":${'['.repeat(63)}"x"${']'.repeat(63)}}`
  const read = readJson(text)
  expect(read.ok && fires('s: {a: x}\ncondition: s', read.value)).toBe(true)
  expect(readJson(`{"a":${'['.repeat(64)}"x"${']'.repeat(64)}}`).ok).toBe(false)
})

test('two thousand texts are compared with a map of twenty thousand keys, whose text is made once', () => {
  const map = Object.fromEntries(row(20_000, (i) => `k${i}`).map((key) => [key, 'value']))
  expect(fires(selection(`a|contains: ${list(2_000, (i) => `"k${i + 18_001}"`)}`), { a: map })).toBe(true)
  expect(fires(selection(`a|contains: ${list(2_000, (i) => `"x${i}"`)}`), { a: map })).toBe(false)
})

test('two fields with twenty thousand values each are compared without trying every pair', () => {
  const record = { a: row(20_000, (i) => `x${i}`), b: row(20_000, (i) => `y${i}`) }
  expect(fires(selection('a|fieldref: b'), record)).toBe(false)
  expect(fires(selection('a|fieldref|contains: b'), record)).toBe(false)
  expect(fires(selection('a|fieldref: b'), { ...record, b: [...record.b, 'X19999'] })).toBe(true)
})
