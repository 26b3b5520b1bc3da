import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeTags, MOST_TAGS, normaliseTag } from './tags.ts'

test.each([
  ['  Prod DB ', 'prod-db'],
  ['ＦＵＬＬ', 'full'],
  ['ticket:SEC-12', 'ticket:sec-12'],
  ['Über', 'über'],
  ['', null],
  ['-leading', null],
  ['=cmd()', null],
  ['<script>', null],
  ['a\u202Eb', null],
  ['x'.repeat(41), null],
])('%j becomes %j', (text, tag) => {
  expect(normaliseTag(text)).toBe(tag)
})

test('a tag in its one form stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
      const tag = normaliseTag(text)
      expect(tag === null ? null : normaliseTag(tag)).toBe(tag)
    }),
  )
})

const tag = fc.constantFrom('a', 'b', 'c', 'A', 'd e', 'd-e')

test('tags are a set: neither order nor repetition matters', () => {
  fc.assert(
    fc.property(fc.array(tag), fc.array(tag), fc.array(tag), (before, add, remove) => {
      const start = changeTags([], before, [])
      if (!start.ok) return
      const once = changeTags(start.tags, add, remove)
      expect(changeTags(start.tags, [...add, ...add].reverse(), [...remove].reverse())).toEqual(once)
    }),
  )
})

test('one tag too many, or one that is none, refuses the whole change', () => {
  const many = Array.from({ length: MOST_TAGS }, (_, i) => `t${i}`)
  expect(changeTags([], many, []).ok).toBe(true)
  expect(changeTags(many, ['one-more'], [])).toMatchObject({ ok: false })
  expect(changeTags(many, ['one-more'], ['t0']).ok).toBe(true)
  expect(changeTags([], ['good', '?'], [])).toMatchObject({ ok: false })
})
