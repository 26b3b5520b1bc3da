import { expect, test } from 'vitest'
import { bare } from './fields.ts'
import { matches } from './matches.ts'
import { refusals, setOf } from './testing/rules.ts'

const titlesOf = (text: string) => setOf(text).rules.map(({ title }) => title)
const whole = (title: string) =>
  `title: ${title}\nlogsource: {product: test}\ndetection: {s: {a: ${title}}, condition: s}\n`

test('global adds its keys to all documents after it, until reset', () => {
  const text = `action: global
logsource: {product: test}
detection: {condition: s}
---
title: one
detection: {s: {a: 1}}
---
title: two
detection: {s: {a: 2}}
---
action: reset
---
${whole('three')}`
  expect(titlesOf(text)).toEqual(['one', 'two', 'three'])
  expect(setOf(text).rules.map((rule) => matches(rule, bare({ a: 2 })))).toEqual([false, true, false])
})

test('what a document says itself wins over what is global', () => {
  const text = `action: global\nlevel: low\nlogsource: {product: test}\ndetection: {condition: s}\n---\ntitle: one\nlevel: high\ndetection: {s: {a: 1}}\n`
  expect(setOf(text).rules[0]?.level).toBe('high')
})

test('two global documents are added up', () => {
  const text = `action: global\nlogsource: {product: test}\n---\naction: global\ndetection: {s: {a: 1}}\n---\ntitle: one\ndetection: {condition: s}\n`
  expect(titlesOf(text)).toEqual(['one'])
})

test('repeat is the document before with some keys changed, map by map', () => {
  const text = `${whole('one')}---\naction: repeat\ntitle: two\ndetection: {s: {b: 2}}\n---\naction: repeat\ntitle: three\n`
  expect(titlesOf(text)).toEqual(['one', 'two', 'three'])
  // The selection of the second has both lines: maps are merged.
  expect(setOf(text).rules.map((rule) => matches(rule, bare({ a: 'one' })))).toEqual([true, false, false])
  expect(setOf(text).rules.map((rule) => matches(rule, bare({ a: 'one', b: 2 })))).toEqual([true, true, true])
})

test.each([
  ['action: repeat\ntitle: x\n', '1:9 nothing stands before it to repeat; should be a rule before it'],
  ['action: globl\n', '1:9 `action` is `globl`; should be `global` (one of global, reset, repeat)'],
  ['action: [global]\n', '1:9 `action` is `null`; should be one of global, reset, repeat'],
])('%j is refused', (text, refusal) => {
  expect(refusals(text)).toEqual([refusal])
})

test('a problem in a global document is told once', () => {
  const text = `action: global\nlogsource: {product: test}\ndetection: {s: {a|contians: x}, condition: s}\n---\ntitle: one\n---\ntitle: two\n`
  expect(refusals(text)).toHaveLength(1)
})
