import { expect, test } from 'vitest'
import { MAX_STEPS, readPath } from './path.ts'
import { holds, refusalsOf, selects } from './testing/rules.ts'

test.each([
  ['a', ['a']],
  ['a.b.c', ['a', 'b', 'c']],
  ['details..tag', ['details', '', 'tag']],
  ['.', []],
  ['args[0]', ['args[0]']],
  ['a b', ['a b']],
])('%s is the steps %j', (source, steps) => {
  expect(readPath(source, false)?.path.steps).toEqual(steps)
})

test.each([
  ['args[0]', ['args', 0]],
  ['args[-1].name', ['args', -1, 'name']],
  ['grid[1][2]', ['grid', 1, 2]],
  ['args\\[0\\]', ['args[0]']],
])('in documents of version 3, %s is the steps %j', (source, steps) => {
  expect(readPath(source, true)?.path.steps).toEqual(steps)
})

test('a quantifier ends the path, and what follows is asked of each element', () => {
  expect(readPath('a.b[any].c.d', true)).toMatchObject({
    path: { source: 'a.b[any]', steps: ['a', 'b'] },
    elements: { quantifier: 'any', rest: 'c.d' },
  })
})

test('a field of the closed list of evidence is read from what we knew, never from the record', () => {
  expect(readPath('novel.region', false)?.path).toMatchObject({ from: 'facts', steps: ['novel.region'] })
  expect(holds('novel.region|exists: true', { novel: { region: true }, 'novel.region': true })).toBe(false)
})

test.each([
  '..',
  'a[some]',
  'a[',
  'a]',
  '[0]',
  'a[1.5]',
  'a[any][0]',
  Array.from({ length: MAX_STEPS + 1 }, () => 'a').join('.'),
])('in documents of version 3, %s is no path', (source) => {
  expect(readPath(source, true)).toBeNull()
})

test('a field that is no path is refused at its place', () => {
  expect(refusalsOf('a[some]: x', 'sigma-version: 3\n')).toEqual([
    '6:5 `a[some]` is no path; should be names joined by single dots: `a.b.c`, at most 30',
  ])
})

test('without a version, brackets are letters of the name', () => {
  const record = { 'args[0]': 'x', args: ['y'] }
  expect(holds('args[0]: x', record)).toBe(true)
  expect(selects('args[0]: y', record)).toBe(true)
  expect(selects('args\\[0\\]: x', record)).toBe(true)
})

test('a position selects one element, from the end when it is negative, and nothing beside the array', () => {
  const record = { args: ['a', 'b', 'c'], one: 'a' }
  expect(selects('args[0]: a', record)).toBe(true)
  expect(selects('args[0]: b', record)).toBe(false)
  expect(selects('args[-1]: c', record)).toBe(true)
  expect(selects('args[3]|exists: true', record)).toBe(false)
  expect(selects('one[0]: a', record)).toBe(false)
})

const CONNECTIONS = {
  c: [
    { proto: 'tcp', ip: '10.0.0.1' },
    { proto: 'udp', ip: '192.0.2.1' },
  ],
}

test('lines of one block hold of the same element', () => {
  expect(selects('c[any]:\n  proto: tcp\n  ip: 10.0.0.1', CONNECTIONS)).toBe(true)
  expect(selects('c[any]:\n  proto: udp\n  ip: 10.0.0.1', CONNECTIONS)).toBe(false)
  expect(selects('c[any].proto: udp\nc[any].ip: 10.0.0.1', CONNECTIONS)).toBe(true)
})

test('a block may name parts and a condition over them', () => {
  const block = 'c[any]:\n  condition: inside and not tcp\n  inside: {ip|cidr: 10.0.0.0/8}\n  tcp: {proto: tcp}'
  expect(selects(block, CONNECTIONS)).toBe(false)
  expect(selects(block, { c: [{ proto: 'udp', ip: '10.0.0.1' }] })).toBe(true)
})

test('the quantifiers differ where there is no element', () => {
  const quantifiers = ['any', 'all', 'all_or_empty', 'none']
  const trueOf = (record: Parameters<typeof selects>[1]) =>
    quantifiers.filter((quantifier) => selects(`a[${quantifier}]: x`, record))
  expect(trueOf({ a: ['x', 'x'] })).toEqual(['any', 'all', 'all_or_empty'])
  expect(trueOf({ a: ['x', 'y'] })).toEqual(['any'])
  expect(trueOf({ a: ['y'] })).toEqual(['none'])
  for (const empty of [{ a: [] }, { a: null }, {}]) expect(trueOf(empty)).toEqual(['all_or_empty', 'none'])
  expect(trueOf({ a: 'x' })).toEqual(['any', 'all', 'all_or_empty'])
})

test('a dot alone is the element itself, and quantifiers stand in blocks of others', () => {
  expect(selects('a[any]:\n  .|gte: 500\n  .|lte: 599', { a: [404, 503] })).toBe(true)
  expect(
    selects('r[any]:\n  type: allow\n  ip[all]|startswith: "10."', { r: [{ type: 'allow', ip: ['10.1', '10.2'] }] }),
  ).toBe(true)
  expect(
    selects('r[any]:\n  type: allow\n  ip[all]|startswith: "10."', { r: [{ type: 'allow', ip: ['10.1', '9.1'] }] }),
  ).toBe(false)
})

test('blocks inside each other end at a depth', () => {
  const nested = (depth: number): string => (depth === 0 ? 'x: 1' : `'a[any]': {${nested(depth - 1)}}`)
  expect(refusalsOf(nested(5), 'sigma-version: 3\n')).toEqual([])
  expect(refusalsOf(nested(6), 'sigma-version: 3\n')[0]).toContain('nested too deep; should be at most 5 arrays')
  const named = (depth: number): string =>
    depth === 0 ? '{x: 1}' : `{'a[any].a[any]': {condition: s, s: ${named(depth - 1)}}}`
  expect(refusalsOf(`'a[any]': {condition: s, s: ${named(1)}}`, 'sigma-version: 3\n')).toEqual([])
  expect(refusalsOf(`'a[any]': {condition: s, s: ${named(3)}}`, 'sigma-version: 3\n')[0]).toContain('at most 5 arrays')
})
