import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../domain/json/json.ts'
import { bare } from '../fields.ts'
import { matches } from '../matches.ts'
import type { RuleSet } from '../rule-set.ts'
import { setOf } from '../testing/rules.ts'
import { type CorrelationMemory, correlate, createMemory, groupsTouched } from './correlate.ts'

/** A rule for each name, true of records with `kind` of that name. */
const rules = (...names: readonly string[]) =>
  names
    .map(
      (name) =>
        `title: ${name}\nname: ${name}\nlogsource: {product: test}\ndetection: {s: {kind: ${name}}, condition: s}\n---\n`,
    )
    .join('')

const correlation = (name: string, body: string) => `title: ${name}\nname: ${name}\ncorrelation: ${body}\n`

function matchedBy(set: RuleSet, record: Json): ReadonlySet<number> {
  return new Set(set.rules.flatMap((rule, index) => (matches(rule, bare(record)) ? [index] : [])))
}

/** Which correlations fire on each record, a second apart, with their groups: `burst user=ana`. */
function play(text: string, records: readonly JsonObject[]): readonly (readonly string[])[] {
  const set = setOf(text)
  const memory = createMemory()
  return records.map((record, i) =>
    correlate(set, memory, { subject: bare(record), at: i * 1_000, matched: matchedBy(set, record) }).map(
      ({ index, group }) => {
        const title = set.correlations[index]?.correlation.title ?? ''
        return [title, ...Object.entries(group).map(([name, value]) => `${name}=${value}`)].join(' ')
      },
    ),
  )
}

const burst = (groupBy: string) =>
  rules('login') +
  correlation('burst', `{type: event_count, rules: [login], group-by: ${groupBy}, timespan: 60s, condition: {gte: 2}}`)

test('records count together where all fields of the group are equal', () => {
  const login = (user: string, host: string) => ({ kind: 'login', user, host })
  expect(
    play(burst('[user, host]'), [login('ana', 'a'), login('bo', 'a'), login('ana', 'b'), login('ana', 'a')]),
  ).toEqual([[], [], [], ['burst user=ana host=a']])
})

test('a record without a field of the group counts nowhere', () => {
  const records = [{ kind: 'login' }, { kind: 'login', user: null }, { kind: 'login', user: [] }, { kind: 'login' }]
  expect(play(burst('[user]'), records).flat()).toEqual([])
})

test('group values are compared as they are written: case counts, and a number is its digits', () => {
  const told = play(
    burst('[user]'),
    [7, '7', 'Ana', 'ana'].map((user) => ({ kind: 'login', user })),
  )
  expect(told).toEqual([[], ['burst user=7'], [], []])
})

test('of an array the first value is the group', () => {
  const told = play(
    burst('[user]'),
    [['ana', 'bo'], 'bo', 'ana'].map((user) => ({ kind: 'login', user })),
  )
  expect(told).toEqual([[], [], ['burst user=ana']])
})

test('without group-by all records count together', () => {
  const text =
    rules('login') + correlation('burst', '{type: event_count, rules: [login], timespan: 1m, condition: {gte: 2}}')
  expect(play(text, [{ kind: 'login', user: 'ana' }, { kind: 'login' }])).toEqual([[], ['burst']])
})

const different = (field: string) =>
  rules('login') +
  correlation(
    'spread',
    `{type: value_count, rules: [login], group-by: [user], timespan: 60s, condition: {field: ${field}, gte: 2}}`,
  )

test('different values are counted as they are written', () => {
  const from = (ip: Json) => ({ kind: 'login', user: 'ana', ip })
  expect(play(different('ip'), [from('A'), from('A'), from('a')])).toEqual([[], [], ['spread user=ana']])
  expect(play(different('ip'), [from(1), from('1')])).toEqual([[], []])
})

test('a record without the field that is counted counts nothing', () => {
  expect(
    play(different('ip'), [
      { kind: 'login', user: 'ana' },
      { kind: 'login', user: 'ana', ip: 'x' },
    ]).flat(),
  ).toEqual([])
})

test('of several fields different combinations are counted', () => {
  const from = (a: string, b: string) => ({ kind: 'login', user: 'u', a, b })
  expect(play(different('[a, b]'), [from('1', '2'), from('1', '2'), from('1', '3')])).toEqual([
    [],
    [],
    ['spread user=u'],
  ])
})

test('sums take numbers and texts that are numbers, and nothing else', () => {
  const text =
    rules('send') +
    correlation(
      'much',
      '{type: value_sum, rules: [send], group-by: [u], timespan: 1m, condition: {field: bytes, gte: 10}}',
    )
  const told = play(
    text,
    [6, 'many', null, true, '4'].map((bytes) => ({ kind: 'send', u: 'ana', bytes })),
  )
  expect(told).toEqual([[], [], [], [], ['much u=ana']])
})

test('an alias reads the group of each rule in its own field', () => {
  const text =
    rules('error', 'connect') +
    correlation(
      'both',
      '{type: temporal, rules: [error, connect], group-by: [ip], timespan: 60s, aliases: {ip: {error: dst.ip, connect: src.ip}}}',
    )
  const records = [
    { kind: 'error', dst: { ip: '10.0.0.1' }, src: { ip: '10.0.0.9' } },
    { kind: 'connect', src: { ip: '10.0.0.9' } },
    { kind: 'connect', src: { ip: '10.0.0.1' } },
  ]
  expect(play(text, records)).toEqual([[], [], ['both ip=10.0.0.1']])
})

const guessed =
  rules('failed', 'success') +
  correlation(
    'many',
    '{type: event_count, rules: [failed], group-by: [user, host], timespan: 60s, condition: {gte: 2}}',
  ) +
  '---\n' +
  correlation('guessed', '{type: temporal_ordered, rules: [many, success], group-by: [user], timespan: 60s}')

test('a correlation of correlations groups by its own fields', () => {
  const told = play(guessed, [
    { kind: 'failed', user: 'ana', host: 'a' },
    { kind: 'failed', user: 'ana', host: 'a' },
    { kind: 'success', user: 'bo' },
    { kind: 'success', user: 'ana' },
  ])
  expect(told).toEqual([[], ['many user=ana host=a'], [], ['guessed user=ana']])
})

test('documents may stand in any order', () => {
  const [failed = '', success = '', many = '', last = ''] = guessed.split('---\n')
  expect(
    play([last, many, success, failed].join('---\n'), [
      { kind: 'failed', user: 'a', host: 'b' },
      { kind: 'failed', user: 'a', host: 'b' },
    ]),
  ).toEqual([[], ['many user=a host=b']])
})

/** One record that is in two groups of the correlation below, through aliases. */
const twice =
  rules('from', 'to').replaceAll('kind: from', 'isFrom: true').replaceAll('kind: to', 'isTo: true') +
  correlation(
    'seen',
    '{type: event_count, rules: [from, to], group-by: [host], timespan: 60s, condition: {gte: 2}, aliases: {host: {from: src, to: dst}}}',
  ) +
  '---\n' +
  correlation('above', '{type: event_count, rules: [seen], group-by: [host], timespan: 60s, condition: {gte: 1}}')

test('a record in two groups of a correlation fires for each of them', () => {
  const record = { isFrom: true, isTo: true, src: 'a', dst: 'b' }
  expect(play(twice, [record, record])).toEqual([[], ['seen host=a', 'seen host=b', 'above host=a', 'above host=b']])
})

test('names of everything that objects inherit are plain names of groups', () => {
  const text =
    rules('login') +
    correlation('below', '{type: event_count, rules: [login], group-by: [user], timespan: 1m, condition: {gte: 1}}') +
    '---\n' +
    correlation(
      'above',
      '{type: event_count, rules: [below], group-by: [constructor, __proto__], timespan: 1m, condition: {gte: 1}}',
    )
  const record = JSON.parse('{"kind":"login","user":"u","constructor":"c","__proto__":"p"}') as JsonObject
  expect(play(text, [record])).toEqual([['below user=u', 'above constructor=c __proto__=p']])
  expect(play(text, [{ kind: 'login', user: 'u' }])).toEqual([['below user=u']])
})

test('whatever is read of the memory was announced', () => {
  const host = fc.constantFrom('a', 'b', 'c')
  const record = fc.record({
    isFrom: fc.boolean(),
    isTo: fc.boolean(),
    kind: fc.constantFrom('failed', 'success', 'other'),
    user: fc.option(fc.constantFrom('ana', 'bo')),
    host,
    src: host,
    dst: host,
  })
  const set = setOf(`${twice}---\n${guessed}`)
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (records) => {
      const store = createMemory()
      for (const [i, one] of records.entries()) {
        const matched = matchedBy(set, one)
        const announced = groupsTouched(set, { subject: bare(one), matched })
        const memory: CorrelationMemory = {
          read: (key) => {
            expect(announced).toContain(key)
            return store.read(key)
          },
          write: (key, state) => store.write(key, state),
        }
        correlate(set, memory, { subject: bare(one), at: i, matched })
      }
    }),
    { numRuns: 300 },
  )
})

test('a memory forgets the group that was not written for the longest time', () => {
  const memory = createMemory(2)
  const state = { occurrences: [], next: 1 }
  for (const key of ['a', 'b', 'a', 'c']) memory.write(key, state)
  expect(['a', 'b', 'c'].map((key) => memory.read(key) !== undefined)).toEqual([true, false, true])
})
