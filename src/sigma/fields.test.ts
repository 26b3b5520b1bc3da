import { expect, test } from 'vitest'
import type { Json } from '../domain/json/json.ts'
import { bare, elementsAt, isThere, leavesOf, valuesAt } from './fields.ts'
import { matches } from './matches.ts'
import { type Path, readPath } from './path.ts'
import { ruleOf, textWith } from './testing/rules.ts'

function path(source: string): Path {
  const read = readPath(source, true)
  if (read === null) throw new Error(source)
  return read.path
}
const values = (record: Json, source: string) => valuesAt(bare(record), path(source))

test('a path goes into maps by their own keys and into every element of arrays, in order', () => {
  const record = { a: [{ b: 1 }, { b: [2, [3]] }, { c: 4 }, 5] }
  expect(values(record, 'a.b')).toEqual([1, 2, 3])
  expect(values(record, 'a[1].b')).toEqual([2, 3])
  expect(values(record, 'a.c.d')).toEqual([])
})

test('the longest key that is there is taken, and what stands beside it nested is not read', () => {
  const record = { 'a.b': { c: 'longest' }, a: { b: { c: 'nested' }, 'b.c': 'middle' } }
  expect(values(record, 'a.b.c')).toEqual(['longest'])
  expect(values({ a: { 'b.c': 'middle', b: { c: 'nested' } } }, 'a.b.c')).toEqual(['middle'])
  expect(values({ 'a.b': 1, a: { b: { c: 'nested' } } }, 'a.b.c')).toEqual([])
})

test('the dot alone is the record itself', () => {
  expect(values('x', '.')).toEqual(['x'])
})

test('a field is there whatever it holds, also where its array is empty', () => {
  const there = (record: Json) => isThere(bare(record), path('a.b'))
  expect([{ a: { b: null } }, { a: { b: [] } }, { a: [{ c: 1 }, { b: '' }] }].map(there)).toEqual([true, true, true])
  expect([{ a: [] }, { a: null }, { a: 'b' }, {}, null].map(there)).toEqual([false, false, false, false, false])
})

test('elements are those of the array, whole, and one value alone is one', () => {
  expect(elementsAt(bare({ a: [1, [2], null] }), path('a'))).toEqual([1, [2], null])
  expect(elementsAt(bare({ a: { b: 1 } }), path('a'))).toEqual([{ b: 1 }])
  expect(elementsAt(bare({ a: null }), path('a'))).toEqual([])
})

test('an array of three hundred thousand elements has as many', () => {
  expect(elementsAt(bare({ a: Array.from({ length: 300_000 }, () => 1) }), path('a'))).toHaveLength(300_000)
})

test('leaves are all values but null', () => {
  expect(leavesOf({ a: [1, { b: 'x' }], c: null, d: false, e: {} })).toEqual([1, 'x', false])
})

test('a line inside a block about elements still reads what we knew', () => {
  const rule = ruleOf(textWith("s:\n  'a[any]':\n    b: x\n    novel.region: true\ncondition: s", 'sigma-version: 3\n'))
  const record = { a: [{ b: 'x' }] }
  expect(matches(rule, { record, facts: { 'novel.region': true } })).toBe(true)
  expect(matches(rule, { record, facts: {} })).toBe(false)
})
