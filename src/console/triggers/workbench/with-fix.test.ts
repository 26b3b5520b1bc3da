import { expect, test } from 'vitest'
import { withFix } from './with-fix.ts'

test('only the word at its place is replaced', () => {
  const text = 'a|containz: x\nb|containz: y\n'
  expect(withFix(text, { line: 2, column: 3, length: 8, text: 'contains' })).toBe('a|containz: x\nb|contains: y\n')
})

test('a place that is gone changes nothing', () => {
  expect(withFix('a\n', { line: 7, column: 1, length: 1, text: 'b' })).toBe('a\n')
  expect(withFix('a', { line: 1, column: 9, length: 1, text: 'b' })).toBe('a')
})
