/**
 * A Sigma string, ready to be matched: the literal pieces between its `*`, each piece a list of characters in which null
 * stands for `?`. `isCased` false compares without regard to case.
 */
export interface Wildcard {
  readonly source: string
  readonly pieces: readonly Piece[]
  readonly isCased: boolean
}

type Piece = readonly (string | null)[]
type Characters = ArrayLike<string>

/** Where a modifier puts a `*` of its own. */
export type Padding = 'none' | 'contains' | 'startswith' | 'endswith'

/**
 * Reads Sigma's escaping: `*` any run, `?` exactly one character (a code point), `\*` `\?` `\\` the characters
 * themselves, and a backslash before anything else is a backslash. Padding adds a `*` only where none stands already.
 */
export function readWildcard(source: string, padding: Padding, isCased: boolean): Wildcard {
  const pieces: (string | null)[][] = [[]]
  const text = Array.from(isCased ? source : fold(source))
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? ''
    const next = text[i + 1]
    if (c === '\\' && (next === '*' || next === '?' || next === '\\')) {
      pieces.at(-1)?.push(next)
      i += 1
    } else if (c === '*') pieces.push([])
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
    if (wanted !== null && subject[at + i] !== wanted) return false
  }
  return true
}

function startsOpen(pieces: readonly Piece[]): boolean {
  return pieces.length > 1 && pieces[0]?.length === 0
}

function endsOpen(pieces: readonly Piece[]): boolean {
  return pieces.length > 1 && pieces.at(-1)?.length === 0
}

/** Lower case without the language's own rules, so that a rule means the same on every machine. */
function fold(text: string): string {
  return text.toLowerCase()
}
