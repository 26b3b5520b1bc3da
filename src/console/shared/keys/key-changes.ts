import { chordOf, isSingleKey, type KeyPress } from '../../ui/chord.ts'
import type { KeyBinding, KeyGroup } from './key-bindings.ts'

/** Chords one after the other: `['g', 'q']`. */
export type Sequence = readonly string[]

/** What a person changed: by `group/binding` the sequence that stands there instead; null takes the key away. */
export type KeyChanges = Readonly<Record<string, Sequence | null>>

/** A binding's name across all groups. */
export function keyName(group: Pick<KeyGroup, 'id'>, binding: Pick<KeyBinding, 'id'>): string {
  return `${group.id}/${binding.id}`
}

/** Whether a person may give it another key: those that begin with a single character. Arrows, Enter and chords with Ctrl stay. */
export function isChangeable({ sequences }: Pick<KeyBinding, 'sequences'>): boolean {
  return sequences.some(([first]) => first !== undefined && isSingleKey(first))
}

/** The group as this person has it. Only keys of single characters give way; what stands beside them (arrows) stays. */
export function withChanges(group: KeyGroup, changes: KeyChanges): KeyGroup {
  if (!group.bindings.some((binding) => changes[keyName(group, binding)] !== undefined)) return group
  return {
    ...group,
    bindings: group.bindings.map((binding) => {
      const change = changes[keyName(group, binding)]
      if (change === undefined || !isChangeable(binding)) return binding
      const kept = binding.sequences.filter(([first]) => first === undefined || !isSingleKey(first))
      return { ...binding, sequences: change === null ? kept : [change, ...kept] }
    }),
  }
}

export interface KeyConflict {
  /** Names of the two bindings. */
  readonly names: readonly [string, string]
  /** What the other one does, for people. */
  readonly labels: readonly [string, string]
}

/**
 * Bindings that cannot both be reached: the same sequence, or one that is the beginning of the other. Two groups of which each
 * belongs to a screen of its own never meet; `isEverywhere` marks those that meet all.
 */
export function conflictsIn(groups: readonly KeyGroup[]): readonly KeyConflict[] {
  const all = groups.flatMap((group) => group.bindings.map((binding) => ({ group, binding })))
  return all.flatMap((one, i) =>
    all.slice(i + 1).flatMap((other) => {
      const canMeet =
        one.group.id === other.group.id || one.group.isEverywhere === true || other.group.isEverywhere === true
      const isSame = one.group.id === other.group.id && one.binding.id === other.binding.id
      // A screen may say more precisely what a key of every list does there: the screen's own wins, and both mean it so.
      const isRefined = one.binding.id === other.binding.id
      if (!canMeet || isSame || isRefined) return []
      const [mine, theirs] = [changeable(one.binding), changeable(other.binding)]
      if (!mine.some((a) => theirs.some((b) => collide(a, b)))) return []
      const names = [keyName(one.group, one.binding), keyName(other.group, other.binding)] as const
      return [{ names, labels: [one.binding.label, other.binding.label] as const }]
    }),
  )
}

// Arrows and Enter mean what the place makes of them; nobody can give them away.
function changeable({ sequences }: KeyBinding): readonly Sequence[] {
  return sequences.filter(([first]) => first !== undefined && !isTaken(first))
}

function collide(a: Sequence, b: Sequence): boolean {
  const shorter = Math.min(a.length, b.length)
  return shorter > 0 && a.slice(0, shorter).every((chord, i) => chord === b[i])
}

// The browser's own (or the screen reader's, or those that walk a page) never reach us, or people need them as they are.
const NAMED =
  'Escape Enter Tab Shift+Tab Backspace Delete F1 F3 F5 F6 F7 F11 F12 ArrowUp ArrowDown ArrowLeft ArrowRight Home End PageUp PageDown'
const TAKEN = new Set([' ', ...NAMED.split(' '), ...Array.from('TNWLRPSFDACVXZQK', (letter) => `Mod+${letter}`)])

function isTaken(chord: string): boolean {
  return TAKEN.has(chord) || /^(Shift\+|Mod\+)*(Arrow|Page|Home|End|Enter)/.test(chord)
}

/** The chord of a press that a person may choose, or null: lone modifiers, Alt, and what belongs to the browser. */
export function choosableChord(press: KeyPress): string | null {
  const chord = chordOf(press)
  return chord === null || isTaken(chord) ? null : chord
}

const MOST_CHANGES = 200

/** Reads what the browser kept, by person. What is no change is dropped: a broken store must not take the keys away. */
export function readKeyChanges(stored: unknown): Readonly<Record<string, KeyChanges>> {
  return Object.fromEntries(
    entriesOf(stored).map(([person, changes]) => [
      person,
      Object.fromEntries(
        entriesOf(changes)
          .slice(0, MOST_CHANGES)
          .filter((entry): entry is [string, Sequence | null] => entry[1] === null || isSequence(entry[1])),
      ),
    ]),
  )
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function isSequence(value: unknown): value is Sequence {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return false
  return value.every((chord) => typeof chord === 'string' && chord.length > 0 && chord.length < 30 && !isTaken(chord))
}
