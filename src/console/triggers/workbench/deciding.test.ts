import { expect, test } from 'vitest'
import type { LabExplanation } from '../../../engine/worker/client.ts'
import { decidingParts } from './deciding.ts'

function leaf(text: string, isTrue: boolean): LabExplanation {
  return { kind: 'field', text, isTrue, line: 1, found: [], parts: [] }
}

function node(kind: LabExplanation['kind'], isTrue: boolean, parts: readonly LabExplanation[]): LabExplanation {
  return { kind, text: kind, isTrue, line: null, found: [], parts }
}

const texts = (tree: LabExplanation) => decidingParts(tree).map(({ text }) => text)

test('of an and that fails, what fails decides', () => {
  expect(texts(node('and', false, [leaf('a', true), leaf('b', false), leaf('c', false)]))).toEqual(['b', 'c'])
})

test('of an or that holds, what holds decides', () => {
  expect(texts(node('or', true, [leaf('a', false), leaf('b', true)]))).toEqual(['b'])
})

test('of an and that holds and an or that fails, everything decides', () => {
  expect(texts(node('and', true, [leaf('a', true), leaf('b', true)]))).toEqual(['a', 'b'])
  expect(texts(node('or', false, [leaf('a', false), leaf('b', false)]))).toEqual(['a', 'b'])
})

test('a filter that holds is why it does not fire', () => {
  const filter = node('detection', true, [leaf('userAgent|contains', true)])
  const tree = node('and', false, [node('detection', true, [leaf('eventName', true)]), node('not', false, [filter])])
  expect(texts(tree)).toEqual(['userAgent|contains'])
})

test('of a list of maps that holds by one of them, that one decides', () => {
  const list = node('detection', true, [node('all', false, [leaf('a', false)]), node('all', true, [leaf('b', true)])])
  expect(texts(list)).toEqual(['b'])
})
