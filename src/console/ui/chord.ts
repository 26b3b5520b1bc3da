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
