import { expect, test } from 'vitest'
import { readAsked, wantedOf } from './asked.ts'

test('names, sizes and parts are told apart', () => {
  expect(readAsked(['whatif', '--size', '100k,1M,250', '--only', 'node,usual', 'queue'])).toEqual({
    names: ['whatif', 'queue'],
    sizes: [100_000, 1_000_000, 250],
    only: ['node', 'usual'],
  })
})

test.each([
  [['--size', 'many'], 'no size'],
  [['--size', '0'], 'no size'],
  [['--size'], 'needs a list'],
  [['--runs', '3'], 'no option --runs'],
])('%j is refused, and said why', (words, why) => {
  expect(() => readAsked(words)).toThrow(why)
})

test('a word chooses among its own kind and leaves other kinds whole', () => {
  expect([...wantedOf(['node', 'chromium'], ['node', 'usual'])]).toEqual(['node'])
  expect([...wantedOf(['usual', 'worst'], ['node'])]).toEqual(['usual', 'worst'])
})
