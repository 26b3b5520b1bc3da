import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QueueLine } from '../../../engine/worker/queue-client.ts'
import { isWithin, missingIn, withLines } from './line-cache.ts'

/** What a line says does not matter here, only which it is and whether it says the same. */
function aLine(line: number, count = 1): QueueLine {
  return {
    kind: 'group',
    line,
    depth: 0,
    field: 'tier',
    value: 'T1',
    label: null,
    path: ['T1'],
    query: { kind: 'all' },
    count,
    tiers: [],
    isOpen: false,
  } as unknown as QueueLine
}

const held = (numbers: readonly number[]) => new Map(numbers.map((number) => [number, aLine(number)]))

test('what is asked for holds every line that is missing, begins and ends with one, and is nothing where all are here', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 60 })),
      fc.nat({ max: 40 }),
      fc.nat({ max: 40 }),
      (numbers, from, size) => {
        const lines = held(numbers)
        const stretch = { from, to: from + size }
        const missing = Array.from({ length: size }, (_, i) => from + i).filter((line) => !lines.has(line))
        const asked = missingIn(lines, stretch)
        const wanted = missing.length === 0 ? null : { from: missing[0], to: (missing.at(-1) ?? 0) + 1 }
        expect(asked).toEqual(wanted)
      },
    ),
  )
})

test('a stretch lies within one that begins no later and ends no earlier', () => {
  expect(isWithin({ from: 3, to: 5 }, { from: 3, to: 5 })).toBe(true)
  expect(isWithin({ from: 2, to: 5 }, { from: 3, to: 5 })).toBe(false)
  expect(isWithin({ from: 3, to: 6 }, { from: 3, to: 5 })).toBe(false)
})

test('a line that says the same stays the same object, and one that says something else is exchanged', () => {
  const before = held([1, 2])
  const after = withLines(before, [aLine(1), aLine(2, 7), aLine(3)])
  expect(after.get(1)).toBe(before.get(1))
  expect(after.get(2)).toEqual(aLine(2, 7))
  expect(after.get(3)).toEqual(aLine(3))
})

test('an answer that says nothing new changes nothing at all', () => {
  const before = held([1, 2])
  expect(withLines(before, [aLine(1), aLine(2)])).toBe(before)
})

test('of very many lines only the latest answer is kept, whole', () => {
  const before = held(Array.from({ length: 4_001 }, (_, line) => line))
  const after = withLines(before, [aLine(1), aLine(9_000)])
  expect([...after.keys()]).toEqual([1, 9_000])
})
