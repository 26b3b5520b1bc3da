import { fold } from './values/text.ts'

/**
 * A Sigma string, ready to be matched: the literal pieces between its `*`, each piece a list of characters in which null
 * stands for `?` and a set for any of its characters. `isCased` false compares without regard to case.
 */
export interface Wildcard {
  readonly source: string
  readonly pieces: readonly Piece[]
  /** Finds a piece at or after a place; one for each piece. -1 is nowhere. */
  readonly finders: readonly Find[]
  readonly isCased: boolean
  /** Whether a text has to be taken character by character: code units would tell no `?` from half of one. */
  readonly isByCharacter: boolean
}

export type Piece = readonly (string | null | ReadonlySet<string>)[]
type Characters = ArrayLike<string>
type Find = (subject: string | readonly string[], from: number) => number

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
  const isByCharacter = pieces.some((piece) => piece.some((one) => typeof one !== 'string' || one.length > 1))
  return { source, pieces, finders: pieces.map(finderOf), isCased, isByCharacter }
}

/**
 * Whether the whole of `text` fits. Takes the leftmost place of each piece and never goes back, which is right because
 * between two `*` an earlier place leaves every later choice open. Cost: length of the text, however many `*` there are;
 * for a piece with `?` or dashes in it, times one for every 32 of its characters.
 */
export function fits(wildcard: Wildcard, text: string): boolean {
  return fitsReady(wildcard, readyText(text))
}

/** A text in the forms in which patterns compare it, each made once: for a text that meets many patterns. */
export interface ReadyText {
  readonly text: string
  folded: string | null
  characters: string | readonly string[] | null
  foldedCharacters: string | readonly string[] | null
}

export function readyText(text: string): ReadyText {
  return { text, folded: null, characters: null, foldedCharacters: null }
}

function formOf(ready: ReadyText, isCased: boolean, isByCharacter: boolean): string | readonly string[] {
  if (isCased) return isByCharacter ? (ready.characters ??= characters(ready.text)) : ready.text
  ready.folded ??= fold(ready.text)
  return isByCharacter ? (ready.foldedCharacters ??= characters(ready.folded)) : ready.folded
}

export function fitsReady({ pieces, finders, isCased, isByCharacter }: Wildcard, text: ReadyText): boolean {
  const subject = formOf(text, isCased, isByCharacter)
  const first = pieces[0] ?? []
  if (!standsAt(subject, 0, first)) return false
  if (pieces.length === 1) return subject.length === first.length
  let from = first.length
  for (let i = 1; i < pieces.length - 1; i += 1) {
    const found = finders[i]?.(subject, from) ?? -1
    if (found === -1) return false
    from = found + (pieces[i]?.length ?? 0)
  }
  const last = pieces.at(-1) ?? []
  const lastAt = subject.length - last.length
  return lastAt >= from && standsAt(subject, lastAt, last)
}

/** A text can be indexed as it is, unless it holds characters of two code units. */
function characters(text: string): string | readonly string[] {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text
}

function finderOf(piece: Piece): Find {
  const literal = piece.every((one) => typeof one === 'string') ? piece.join('') : null
  // Made when it is first needed, which for most pieces is never.
  let bits: Find | null = null
  return (subject, from) => {
    if (literal !== null && typeof subject === 'string') return subject.indexOf(literal, from)
    bits ??= findByBits(piece)
    return bits(subject, from)
  }
}

/**
 * Shift-and: bit i of the state says that the first i + 1 characters of the piece stand here. Trying every place one by
 * one would cost the length of the text times that of the piece, and a text of a million `a` makes sure that it does.
 */
function findByBits(piece: Piece): Find {
  const length = piece.length
  const words = Math.ceil(length / 32)
  const set = (row: Uint32Array, at: number, i: number) => {
    row[at + (i >> 5)] = (row[at + (i >> 5)] ?? 0) | (1 << (i & 31))
  }
  const any = new Uint32Array(words)
  for (const [i, one] of piece.entries()) if (one === null) set(any, 0, i)
  // Nearly every character is an ASCII one, and a row of numbers is ten times as fast as a map.
  const ascii = new Uint32Array(128 * words)
  for (let code = 0; code < 128; code += 1) ascii.set(any, code * words)
  const others = new Map<number, Uint32Array>()
  for (const [i, one] of piece.entries()) {
    for (const character of one === null ? [] : typeof one === 'string' ? [one] : one) {
      const code = character.codePointAt(0) ?? 0
      if (code < 128) set(ascii, code * words, i)
      else {
        const row = others.get(code) ?? Uint32Array.from(any)
        set(row, 0, i)
        others.set(code, row)
      }
    }
  }
  const end = 1 << ((length - 1) & 31)
  return (subject, from) => {
    if (length === 0) return from
    const state = new Uint32Array(words)
    for (let at = from; at < subject.length; at += 1) {
      const code = typeof subject === 'string' ? subject.charCodeAt(at) : (subject[at]?.codePointAt(0) ?? 0)
      const row = code < 128 ? ascii : (others.get(code) ?? any)
      const base = code < 128 ? code * words : 0
      let carry = 1
      for (let word = 0; word < words; word += 1) {
        const before = state[word] ?? 0
        state[word] = ((before << 1) | carry) & (row[base + word] ?? 0)
        carry = before >>> 31
      }
      if (((state[words - 1] ?? 0) & end) !== 0) return at - length + 1
    }
    return -1
  }
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

const WORD = /[\p{L}\p{N}_]/u

/** No word character before, one after. */
function beginsWord(text: readonly string[], at: number): boolean {
  return !WORD.test(text[at - 1] ?? '') && WORD.test(text[at + 1] ?? '')
}

function startsOpen(pieces: readonly Piece[]): boolean {
  return pieces.length > 1 && pieces[0]?.length === 0
}

function endsOpen(pieces: readonly Piece[]): boolean {
  return pieces.length > 1 && pieces.at(-1)?.length === 0
}
