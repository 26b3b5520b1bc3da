import * as words from '#words/shared/keys.ts'

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
  /** Stable: what a person changed is kept under it. */
  readonly id: string
  readonly title: string
  /** Bound together with the groups of every screen; else only with those of its own. */
  readonly isEverywhere?: boolean
  readonly bindings: readonly KeyBinding[]
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
  return keysOf(chord).map((part) => (part === 'Mod' ? (isMac ? '⌘' : words.ctrl) : (CAPS[part] ?? part)))
}

/** `Mod+Shift+K` in its keys; a plus that is pressed itself is one of them. */
export function keysOf(chord: string): readonly string[] {
  const held = /^(?:(?:Mod|Shift)\+)*/.exec(chord)?.[0] ?? ''
  return [...held.split('+').filter((part) => part !== ''), chord.slice(held.length)]
}

const CAPS: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Enter: '↵',
  Escape: words.esc,
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  ' ': words.space,
  Home: words.home,
  End: words.end,
  PageUp: words.pageUp,
  PageDown: words.pageDown,
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b)
}

function startsWith(sequence: readonly string[], start: readonly string[]): boolean {
  return start.every((chord, i) => sequence[i] === chord)
}

/** Each group once, where it was first: several parts of a screen may bind the same one, and share its keys. */
export function eachOnce(groups: readonly KeyGroup[]): readonly KeyGroup[] {
  return groups.filter(({ id }, i) => groups.findIndex((group) => group.id === id) === i)
}
