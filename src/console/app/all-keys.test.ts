import { expect, test } from 'vitest'
import { conflictsIn, keyName } from '../shared/keys/key-changes.ts'
import { ALL_KEYS } from './all-keys.ts'

test('as they are delivered, no two keys that can meet are the same', () => {
  expect(conflictsIn(ALL_KEYS)).toEqual([])
})

test('every binding has a name of its own', () => {
  const names = ALL_KEYS.flatMap((group) => group.bindings.map((binding) => keyName(group, binding)))
  expect(new Set(names).size).toBe(names.length)
})
