import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeyGroup } from './key-bindings.ts'
import { choosableChord, conflictsIn, isChangeable, readKeyChanges, withChanges } from './key-changes.ts'

const ANYWHERE: KeyGroup = {
  id: 'anywhere',
  title: 'Anywhere',
  isEverywhere: true,
  bindings: [
    { id: 'queue', label: 'Queue', sequences: [['g', 'q']] },
    { id: 'palette', label: 'Palette', sequences: [['Mod+K']] },
  ],
}
const QUEUE: KeyGroup = {
  id: 'queue',
  title: 'Queue',
  bindings: [
    { id: 'next', label: 'Next', sequences: [['j'], ['ArrowDown']] },
    { id: 'take', label: 'Take', sequences: [['e']] },
  ],
}
const RECORD: KeyGroup = {
  id: 'record',
  title: 'Record',
  bindings: [{ id: 'export', label: 'Export', sequences: [['e']] }],
}
const press = (key: string, held: object = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

test('a changed key takes the place of the letter, and the arrow beside it stays', () => {
  const changed = withChanges(QUEUE, { 'queue/next': ['n'] })
  expect(changed.bindings[0]?.sequences).toEqual([['n'], ['ArrowDown']])
  expect(withChanges(QUEUE, { 'queue/next': null }).bindings[0]?.sequences).toEqual([['ArrowDown']])
})

test('a key that is no single character keeps its place, whatever is stored', () => {
  expect(ANYWHERE.bindings.map(isChangeable)).toEqual([true, false])
  expect(withChanges(ANYWHERE, { 'anywhere/palette': ['z'] }).bindings[1]?.sequences).toEqual([['Mod+K']])
})

test('a key given twice on one screen is a conflict, and so is one that hides a longer sequence', () => {
  expect(conflictsIn([ANYWHERE, QUEUE, RECORD])).toEqual([])
  expect(conflictsIn([ANYWHERE, withChanges(QUEUE, { 'queue/next': ['e'] })])).toEqual([
    { names: ['queue/next', 'queue/take'], labels: ['Next', 'Take'] },
  ])
  expect(conflictsIn([ANYWHERE, withChanges(QUEUE, { 'queue/take': ['g'] })])[0]?.names).toEqual([
    'anywhere/queue',
    'queue/take',
  ])
})

test('what belongs to the browser or to walking a page cannot be chosen', () => {
  expect(choosableChord(press('n'))).toBe('n')
  expect(choosableChord(press('m', { ctrlKey: true }))).toBe('Mod+M')
  expect(choosableChord(press('F2'))).toBe('F2')
  for (const key of ['Escape', 'Tab', 'ArrowDown', 'Enter', 'Shift']) expect(choosableChord(press(key))).toBeNull()
  expect(choosableChord(press('w', { ctrlKey: true }))).toBeNull()
  expect(choosableChord(press('q', { altKey: true }))).toBeNull()
})

test('whatever the browser kept, reading it gives changes that a group can take', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (stored) => {
      for (const changes of Object.values(readKeyChanges(stored))) {
        for (const { sequences } of withChanges(QUEUE, changes).bindings) {
          for (const sequence of sequences) expect(sequence.every((chord) => typeof chord === 'string')).toBe(true)
        }
      }
    }),
  )
  const kept = { ana: { 'queue/take': ['t'], 'queue/next': ['Escape'], 'queue/x': 'no', 'queue/y': null } }
  expect(readKeyChanges(kept)).toEqual({ ana: { 'queue/take': ['t'], 'queue/y': null } })
})
