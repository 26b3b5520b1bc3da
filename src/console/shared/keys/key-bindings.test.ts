import { expect, test } from 'vitest'
import { chordOf, isSingleKey } from '../../ui/chord.ts'
import { eachOnce, type KeyBinding, keyCaps, NO_SEQUENCE, nextChord } from './key-bindings.ts'
import { keySpoken } from './key-spoken.ts'

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const bindings: readonly KeyBinding[] = [
  { id: 'queue', label: 'Queue', sequences: [['g', 'q']] },
  { id: 'next', label: 'Next', sequences: [['j'], ['ArrowDown']] },
  { id: 'quit', label: 'Quit', sequences: [['q']] },
]

test('a chord reads as it is printed, on every keyboard', () => {
  expect(chordOf(press('j'))).toBe('j')
  expect(chordOf(press('J', { shiftKey: true }))).toBe('Shift+J')
  expect(chordOf(press('?', { shiftKey: true }))).toBe('?')
  expect(chordOf(press('k', { ctrlKey: true }))).toBe('Mod+K')
  expect(chordOf(press('Z', { metaKey: true, shiftKey: true }))).toBe('Mod+Shift+Z')
  expect(chordOf(press('Enter', { ctrlKey: true }))).toBe('Mod+Enter')
})

test('Alt and lone modifiers are left to the system', () => {
  expect(chordOf(press('q', { altKey: true }))).toBeNull()
  expect(chordOf(press('Shift', { shiftKey: true }))).toBeNull()
})

test('only characters without Mod count as single keys', () => {
  expect(['j', 'Shift+J', '?', '/'].every(isSingleKey)).toBe(true)
  expect(['Mod+K', 'Escape', 'F6', 'Enter', 'Shift+Enter'].some(isSingleKey)).toBe(false)
})

test('the second key of a sequence counts for one second', () => {
  const first = nextChord(NO_SEQUENCE, 'g', 1000, bindings)
  expect(first).toMatchObject({ match: null, isWaiting: true })
  expect(nextChord(first.state, 'q', 2000, bindings).match).toBe('queue')
  expect(nextChord(first.state, 'q', 2001, bindings).match).toBe('quit')
})

test('a key that does not continue a sequence means itself', () => {
  const first = nextChord(NO_SEQUENCE, 'g', 0, bindings)
  expect(nextChord(first.state, 'j', 10, bindings)).toEqual({ state: NO_SEQUENCE, match: 'next', isWaiting: false })
  expect(nextChord(first.state, 'z', 10, bindings).match).toBeNull()
})

test('caps are printed for the board at hand', () => {
  expect(keyCaps('Mod+Shift+Z', false)).toEqual(['Ctrl', '⇧', 'Z'])
  expect(keyCaps('Mod+K', true)).toEqual(['⌘', 'K'])
})

test('a plus that is pressed itself is a key like another', () => {
  expect(keyCaps('+', false)).toEqual(['+'])
  expect(keyCaps('Mod++', false)).toEqual(['Ctrl', '+'])
})

test('what is read out are words, never the names that browsers give to keys', () => {
  expect(['ArrowDown', 'Mod+Shift+K', ' ', 'PageUp', '+', '?'].map((chord) => keySpoken(chord, false))).toEqual([
    'Arrow down',
    'Control Shift K',
    'Space',
    'Page up',
    '+',
    '?',
  ])
  expect(keySpoken('Mod+Enter', true)).toBe('Command Enter')
})

test('keys that two parts of a screen bind are printed once, where they were first', () => {
  const group = (id: string) => ({ id, title: id, bindings: [] })
  expect(eachOnce([group('app'), group('approvals'), group('approvals')]).map(({ id }) => id)).toEqual([
    'app',
    'approvals',
  ])
})
