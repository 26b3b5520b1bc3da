import { fold } from './values/text.ts'

/**
 * A Sigma string, ready to be matched: the literal pieces between its `*`, each piece a list of characters in which null
 * stands for `?` and a set for any of its characters. `isCased` false compares without regard to case.
 */
export interface Wildcard {
  readonly source: string
  readonly pieces: readonly Piece[]
  readonly isCased: boolean
}

export type Piece = readonly (string | null | ReadonlySet<string>)[]
type Characters = ArrayLike<string>

/** Where a modifier puts a `*` of its own. */
export type Padding = 'none' | 'contains' | 'startswith' | 'endswith'

/**
 * Reads Sigma's escaping: `*` any run, `?` exactly one character (a code point), `\*` `\?` `\\` the characters
 * themselves, and a backslash before anything else is a backslash. Padding adds a `*` only where none stands already.
 * `hasDashes` (`windash`) lets every `-` and `/` that begins a word stand for each of the five signs that Windows takes
 * for the beginning of an option.
 */
export function readWildcard(source: string, padding: Padding, isCased: boolean, hasDashes = false): Wildcard {
  const pieces: (string | null | ReadonlySet<string>)[][] = [[]]
  const text = Array.from(isCased ? source : fold(source))
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? ''
    const next = text[i + 1]
    if (c === '\\' && (next === '*' || next === '?' || next === '\\')) {
      pieces.at(-1)?.push(next)
      i += 1
    } else if (c === '*') pieces.push([])
    else if (hasDashes && (c === '-' || c === '/') && beginsWord(text, i)) pieces.at(-1)?.push(DASHES)
    else pieces.at(-1)?.push(c === '?' ? null : c)
  }
  const opens = padding === 'contains' || padding === 'endswith'
  const closes = padding === 'contains' || padding === 'startswith'
  if (opens && !startsOpen(pieces)) pieces.unshift([])
  if (closes && !endsOpen(pieces)) pieces.push([])
  return { source, pieces, isCased }
}

/**
 * Whether the whole of `text` fits. Takes the leftmost place of each piece and never goes back, which is right because
 * between two `*` an earlier place leaves every later choice open. Cost: length of the text × longest piece, however
 * many `*` there are.
 */
export function fits(wildcard: Wildcard, text: string): boolean {
  const subject = characters(wildcard.isCased ? text : fold(text))
  const { pieces } = wildcard
  const first = pieces[0] ?? []
  if (!standsAt(subject, 0, first)) return false
  if (pieces.length === 1) return subject.length === first.length
  let from = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = find(subject, from, piece)
    if (found === -1) return false
    from = found + piece.length
  }
  const last = pieces.at(-1) ?? []
  const lastAt = subject.length - last.length
  return lastAt >= from && standsAt(subject, lastAt, last)
}

/** A text can be indexed as it is, unless it holds characters of two code units. */
function characters(text: string): Characters {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text
}

function find(subject: Characters, from: number, piece: Piece): number {
  for (let at = from; at + piece.length <= subject.length; at += 1) {
    if (standsAt(subject, at, piece)) return at
  }
  return -1
}

function standsAt(subject: Characters, at: number, piece: Piece): boolean {
  if (at + piece.length > subject.length) return false
  for (let i = 0; i < piece.length; i += 1) {
    const wanted = piece[i]
    const here = subject[at + i] ?? ''
    if (typeof wanted === 'string' ? wanted !== here : !(wanted?.has(here) ?? true)) return false
  }
  return true
}

/** Hyphen, slash, en dash, em dash, horizontal bar. */
export const DASHES: ReadonlySet<string> = new Set(['-', '/', '\u2013', '\u2014', '\u2015'])

/** No word character before, one after. */
function beginsWord(text: readonly string[], at: number): boolean {
  return !/\w/.test(text[at - 1] ?? '') && /\w/.test(text[at + 1] ?? '')
}

function startsOpen(pieces: readonly Piece[]): boolean {
  return pieces.length > 1 && pieces[0]?.length === 0
}

function endsOpen(pieces: readonly Piece[]): boolean {
  return pieces.length > 1 && pieces.at(-1)?.length === 0
}
