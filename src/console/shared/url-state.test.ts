import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneOf, someOf } from './url-state.ts'
import { parseUrlWords, writeUrlWords } from './url-words.ts'

test('words come back from the URL as they went in', () => {
  const words = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1, unit: 'grapheme' }))
  fc.assert(
    fc.property(words, (state) => {
      expect(parseUrlWords(writeUrlWords(state))).toEqual({ ...state })
    }),
  )
})

test('a link stays readable and leaves out what is empty', () => {
  expect(writeUrlWords({ tier: '2,3', gate: '', text: 'svc deploy' })).toBe('?tier=2,3&text=svc+deploy')
  expect(writeUrlWords({})).toBe('')
})

test('words that are not allowed fall back, lists keep what is allowed', () => {
  expect(oneOf('sla', ['priority', 'sla'], 'priority')).toBe('sla')
  expect(oneOf('__proto__', ['priority', 'sla'], 'priority')).toBe('priority')
  expect(someOf('3,2,9,2', ['1', '2', '3'])).toEqual(['2', '3'])
  expect(someOf(undefined, ['1'])).toEqual([])
})
