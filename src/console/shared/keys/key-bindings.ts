/**
 * One thing that keys do. A chord is written as printed: `j`, `Shift+J`, `Mod+K` (Ctrl, or Cmd on a Mac), `?`, `Escape`. A
 * sequence is chords one after another (`['g', 'q']`); several sequences may do the same.
 */
export interface KeyBinding {
  readonly id: string
  readonly label: string
  readonly sequences: readonly (readonly string[])[]
}

/** The keys of one place. Screens export theirs as data: the page binds them, the key map prints them. */
export interface KeyGroup {
  readonly title: string
  readonly bindings: readonly KeyBinding[]
}

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/**
 * The chord of a key press, or null for what is never ours: Alt with anything (menus, accents) and lone modifiers. Shift is
 * part of a letter's chord; of another character it is not, because the character already tells (`?` is Shift and `/` here,
 * another key there). With Mod held, `key` may be the shifted character, so letters and Shift are named apart.
 */
export function chordOf(press: KeyPress): string | null {
  if (press.altKey || ['Shift', 'Control', 'Meta', 'Alt', 'Dead', 'Unidentified'].includes(press.key)) return null
  const isMod = press.ctrlKey || press.metaKey
  const isLetter = /^\p{L}$/u.test(press.key)
  const isNamed = press.key.length > 1
  const base = isLetter && (press.shiftKey || isMod) ? press.key.toUpperCase() : press.key
  const needsShift = press.shiftKey && (isLetter || isNamed || isMod)
  return `${isMod ? 'Mod+' : ''}${needsShift ? 'Shift+' : ''}${base}`
}

/** True for chords that a person or speech input may type by accident: a character without Mod. They can be switched off. */
export function isSingleKey(chord: string): boolean {
  return !chord.startsWith('Mod+') && chord.replace(/^Shift\+/, '').length === 1
}

/** The second key of a sequence must come within this time. */
export const SEQUENCE_WAIT_MS = 1000

export interface SequenceState {
  readonly chords: readonly string[]
  /** When the last chord came, on any steady clock in ms. */
  readonly at: number
}

export const NO_SEQUENCE: SequenceState = { chords: [], at: 0 }

export interface SequenceStep {
  readonly state: SequenceState
  /** The binding that is now complete, or null. */
  readonly match: string | null
  /** True while a longer sequence may still follow: the press belongs to us even if nothing happens yet. */
  readonly isWaiting: boolean
}

/**
 * Takes one chord further. A chord that fits no running sequence starts afresh, so `g j` is `j`. If one binding is complete
 * where another would go on, the complete one wins: nobody waits a second for `g` to be just `g`.
 */
export function nextChord(
  before: SequenceState,
  chord: string,
  at: number,
  bindings: readonly KeyBinding[],
): SequenceStep {
  const isFresh = at - before.at > SEQUENCE_WAIT_MS
  const attempts = isFresh || before.chords.length === 0 ? [[chord]] : [[...before.chords, chord], [chord]]
  for (const chords of attempts) {
    const match = bindings.find((binding) => binding.sequences.some((sequence) => isSame(sequence, chords)))
    if (match !== undefined) return { state: NO_SEQUENCE, match: match.id, isWaiting: false }
    const goesOn = bindings.some((binding) => binding.sequences.some((sequence) => startsWith(sequence, chords)))
    if (goesOn) return { state: { chords, at }, match: null, isWaiting: true }
  }
  return { state: NO_SEQUENCE, match: null, isWaiting: false }
}

/** The caps to print for a chord: `['Ctrl', 'K']`, on a Mac `['⌘', 'K']`. */
export function keyCaps(chord: string, isMac: boolean): readonly string[] {
  const parts = chord === '+' ? ['+'] : chord.replace(/\+\+$/, '+plus').split('+')
  return parts.map((part) => (part === 'plus' ? '+' : part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (CAPS[part] ?? part)))
}

const CAPS: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  ' ': 'Space',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b)
}

function startsWith(sequence: readonly string[], start: readonly string[]): boolean {
  return start.every((chord, i) => sequence[i] === chord)
}
