import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

const texts = fc.array(fc.constantFrom('{', '}', 'a', 'b', ''), { maxLength: 14 }).map((lines) => lines.join('\n'))

test('both sides can be read back from the difference, line by line', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = lineDiff(before, after)
      const side = (kind: 'removed' | 'added') =>
        lines.filter((l) => l.kind === 'same' || l.kind === kind).map((l) => l.text)
      expect(side('removed').join('\n')).toBe(before)
      expect(side('added').join('\n')).toBe(after)
    }),
  )
})

test('line numbers count each side without gaps', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = lineDiff(before, after)
      for (const side of ['before', 'after'] as const) {
        const numbers = lines.flatMap((line) => (line[side] === null ? [] : [line[side]]))
        expect(numbers).toEqual(numbers.map((_, i) => i + 1))
      }
    }),
  )
})

test('one bound value is one line out and one line in', () => {
  const lines = lineDiff('{\n  "t": "{{cutoff}}"\n}', '{\n  "t": "2023-07-10"\n}')
  expect(lines.map((line) => line.kind)).toEqual(['same', 'removed', 'added', 'same'])
})

test('equal texts differ in nothing', () => {
  expect(lineDiff('a\nb', 'a\nb').every((line) => line.kind === 'same')).toBe(true)
})

test('texts too long to compare are shown as replaced, still whole', () => {
  const many = (word: string) => Array.from({ length: 2100 }, (_, i) => `${word}${i}`).join('\n')
  const lines = lineDiff(many('a'), many('b'))
  expect(lines.filter((line) => line.kind === 'removed')).toHaveLength(2100)
  expect(lines.filter((line) => line.kind === 'added')).toHaveLength(2100)
})
