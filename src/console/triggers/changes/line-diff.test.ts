import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines, withContext } from './line-diff.ts'

const marks = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => ({ same: ' ', added: '+', removed: '-' })[kind] + text)

test('a changed line goes and comes, the others stay', () => {
  expect(marks('a\nb\nc\n', 'a\nB\nc\n')).toEqual([' a', '-b', '+B', ' c'])
})

test('a line that moved is one that goes and one that comes', () => {
  expect(marks('a\nb\nc', 'b\nc\na')).toEqual(['-a', ' b', ' c', '+a'])
})

test('a text that did not exist comes whole', () => {
  expect(marks('', 'a\nb\n')).toEqual(['+a', '+b'])
})

test('line feeds of another system change nothing', () => {
  expect(marks('a\r\nb\r\n', 'a\nb\n')).toEqual([' a', ' b'])
})

test('either text can be read back from the comparison, with its line numbers', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = diffLines(before.join('\n'), after.join('\n'))
      const old = lines.filter(({ kind }) => kind !== 'added')
      const now = lines.filter(({ kind }) => kind !== 'removed')
      expect(old.map(({ text }) => text)).toEqual(before)
      expect(now.map(({ text }) => text)).toEqual(after)
      expect(old.map((line) => line.before)).toEqual(before.map((_, i) => i + 1))
      expect(now.map((line) => line.after)).toEqual(after.map((_, i) => i + 1))
    }),
  )
})

test('texts too long to compare line by line are shown as replaced, not refused', () => {
  const long = (word: string) => Array.from({ length: 2500 }, (_, i) => `${word} ${i}`).join('\n')
  const lines = diffLines(`same\n${long('a')}\nend`, `same\n${long('b')}\nend`)
  expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(2)
  expect(lines.filter(({ kind }) => kind === 'removed')).toHaveLength(2500)
})

test('equal lines far from a change become a count', () => {
  const text = Array.from({ length: 20 }, (_, i) => String(i)).join('\n')
  const stretches = withContext(diffLines(text, text.replace('\n10\n', '\nten\n')), 2)
  expect(
    stretches.map((stretch) =>
      stretch.kind === 'hidden' ? stretch.count : stretch.lines.map(({ text }) => text).join(),
    ),
  ).toEqual([8, '8,9,10,ten,11,12', 7])
})
