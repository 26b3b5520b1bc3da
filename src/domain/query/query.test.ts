import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../testing/arbitraries.ts'
import { anyQueries } from '../../testing/queries.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'
import { EVERYTHING, literal, QUERY_LIMITS, type Query } from './query.ts'

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

/** The message, with the part of the text that it points at. */
function complaint(text: string): readonly [string, string] {
  const parsed = parseQuery(text)
  if (parsed.ok) throw new Error(`${text} was read`)
  const { from, to, message } = parsed.problem
  return [text.slice(from, to), message]
}

test('every query reads back as itself', () => {
  fc.assert(
    fc.property(anyQueries, (query) => {
      expect(read(printQuery(query))).toEqual(query)
    }),
    { numRuns: 500 },
  )
})

test('whatever is read is printed so that it reads the same, in one form only', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '"',
    ':',
    '>=',
    '=',
    ' ',
    'and',
    'or',
    'not',
    'to',
    '*',
    '\\',
    'tier',
    'raw.a',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, anyText), { maxLength: 30 }), (parts) => {
      const parsed = parseQuery(parts.join(''))
      if (!parsed.ok) return
      const text = printQuery(parsed.query)
      expect(read(text)).toEqual(parsed.query)
      expect(printQuery(read(text))).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test('words side by side are joined by and, which binds closer than or', () => {
  expect(read('role tier : T3 or not severity : low')).toEqual({
    kind: 'or',
    parts: [
      {
        kind: 'and',
        parts: [
          { kind: 'text', value: literal('role') },
          { kind: 'is', field: 'tier', values: [literal('T3')] },
        ],
      },
      { kind: 'not', part: { kind: 'is', field: 'severity', values: [literal('low')] } },
    ],
  })
})

test('names and closed values are spelled as we spell them', () => {
  expect(printQuery(read('STATUS:NEW AND Tier>=3 lastseen : [NOW-7d to now]'))).toBe(
    'status : new and tier >= T3 and lastSeen : [NOW-7d to now]',
  )
})

test('a value with colons needs no quotes', () => {
  expect(read('identity : arn:aws:iam::123456789012:role/x')).toEqual({
    kind: 'is',
    field: 'identity',
    values: [literal('arn:aws:iam::123456789012:role/x')],
  })
  expect(printQuery(read('received >= 2026-03-02T09:00Z'))).toBe('received >= 2026-03-02T09:00Z')
})

test('a star stands for anything, but not in quotes or behind a backslash', () => {
  expect(read('identity : svc-*')).toEqual({
    kind: 'is',
    field: 'identity',
    values: [{ kind: 'pattern', parts: ['svc-', ''] }],
  })
  expect(read('identity : "svc-*"')).toEqual(read('identity : svc-\\*'))
  expect(read('owner : *')).toEqual({ kind: 'exists', field: 'owner' })
})

test('a path of the raw record may hold any name', () => {
  expect(read('raw.requestParameters.user\\.name : x')).toEqual({
    kind: 'is',
    field: 'raw.requestParameters.user\\.name',
    values: [literal('x')],
  })
})

test('nothing is everything', () => {
  expect(read('  ')).toEqual(EVERYTHING)
  expect(printQuery(EVERYTHING)).toBe('')
})

test.each([
  ['severty : high', 'severty', 'Did you mean severity?'],
  ['arn:aws:iam::1', 'arn', 'put it in quotes'],
  ['severity : hihg', 'hihg', 'Did you mean high?'],
  ['status : open', 'open', 'It is one of new, acknowledged'],
  ['confidence >= much', 'much', 'Write a number, as in confidence >= 80.'],
  ['received > yesterday', 'yesterday', 'received >= now-24h'],
  ['received : 2026-13-01', '2026-13-01', 'Write a day'],
  ['owner > a', 'a', 'Write owner : value.'],
  ['status = new', '=', 'Write status : value.'],
  ['status != new', '!=', 'Write not status : value.'],
  ['(tier : T3', '(', 'This bracket is never closed.'],
  ['tier : T3)', ')', 'no bracket open'],
  ['tier : (T3 T4)', 'T4', 'stands or'],
  ['tier : [T1 T3]', 'T3', '[from to till]'],
  ['tier : [T1 to T3', '[', 'never closed'],
  ['title : "x', '"x', 'This quote is never closed.'],
  ['tier :', '', 'a value is missing'],
  ['tier : and', 'and', 'put it in quotes'],
  ['and tier : T3', 'and', 'a condition is missing'],
  ['tier : T3 or', '', 'a condition is missing'],
  ['raw..x : 1', 'raw..x', 'raw.userIdentity.type'],
  ['confidence : 8*', '8*', 'takes no *'],
])('%s: the complaint points and says what is right', (text, at, words) => {
  const [pointed, message] = complaint(text)
  expect(pointed).toBe(at)
  expect(message).toContain(words)
})

test('length, depth and number of conditions are bounded', () => {
  expect(complaint('x'.repeat(QUERY_LIMITS.characters + 1))[1]).toContain('at most 4000')
  expect(complaint('('.repeat(1000))[1]).toContain('deep')
  expect(complaint('not '.repeat(900))[1]).toContain('deep')
  expect(complaint('x '.repeat(201))[1]).toContain('200 conditions')
})
