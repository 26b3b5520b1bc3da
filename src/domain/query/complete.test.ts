import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../testing/arbitraries.ts'
import { fieldsLike, placeAt, startsField } from './complete.ts'

/** `|` is the caret. */
function place(text: string) {
  const caret = text.indexOf('|')
  return placeAt(text.replace('|', ''), caret)
}

test.each([
  ['|', 'field'],
  ['sev|', 'field'],
  ['tier : T3 and |', 'field'],
  ['not |', 'field'],
  ['(|', 'field'],
  ['severity |', 'operator'],
  ['severity :|', 'value'],
  ['severity : |', 'value'],
  ['severity : hi|', 'value'],
  ['severity : (high or |', 'value'],
  ['severity : (hi|', 'value'],
  ['received : [now-7d to |', 'value'],
  ['severity : (high |', 'join'],
  ['severity : high |', 'join'],
  ['severity : high an|', 'join'],
  ['(tier : T3) |', 'join'],
  ['role |', 'join'],
])('at %s comes a %s', (text, kind) => expect(place(text).kind).toBe(kind))

test('a choice replaces what stands at the caret', () => {
  expect(place('tier : T3 and seve|rity : high')).toMatchObject({ from: 14, to: 22, prefix: 'seve' })
  expect(place('owner : "Pay m|"')).toMatchObject({ kind: 'value', field: 'owner', prefix: 'Pay m', from: 8, to: 15 })
})

test('the field of a value is known before it and in its list', () => {
  expect(place('SEVERITY : (low or h|')).toMatchObject({ kind: 'value', field: 'severity', op: ':', prefix: 'h' })
  expect(place('raw.a.b > 1|')).toMatchObject({ kind: 'value', field: 'raw.a.b', op: '>' })
})

test('fields that begin so come first', () => {
  expect(fieldsLike('se', (name) => name).map(({ name }) => name)).toEqual([
    'severity',
    'lastSeen',
    'firstSeen',
    'suppressed',
  ])
})

test.each([
  ['tie|', true],
  ['status : new and SEV|', true],
  ['tier|', true],
  ['tier |', false],
  ['tier : T|', false],
  ['admin role|', false],
  ['ver|', false],
  ['raw|', true],
  ['raw.eventN|', true],
  ['raw.eventName : Put|', false],
])('whether %s may yet become a field: %s', (text, isBegun) => expect(startsField(place(text))).toBe(isBegun))

test('there is a place at every caret of every text', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, at) => {
      const { from, to } = placeAt(text, at % (text.length + 1))
      expect(from).toBeLessThanOrEqual(to)
      expect(to).toBeLessThanOrEqual(text.length)
    }),
  )
})
