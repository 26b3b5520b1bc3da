import { expect, test } from 'vitest'
import { APPROVALS_KEYS } from './approvals-keys.ts'

test('every key of the approvals does one thing: moving, marking, rejecting with one of five reasons, more time, sending', () => {
  const all = APPROVALS_KEYS.bindings.flatMap(({ sequences }) => sequences.map((sequence) => sequence.join(' ')))
  expect(all.toSorted()).toEqual(
    ['j', 'ArrowDown', 'k', 'ArrowUp', 'a', 'r', 'x', 't', 'Escape', '1', '2', '3', '4', '5', 'Mod+Enter'].toSorted(),
  )
  expect(new Set(all).size).toBe(all.length)
})
