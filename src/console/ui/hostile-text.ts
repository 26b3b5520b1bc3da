import * as words from '#words/ui.ts'

/** A stretch that is safe to show as it is, or one thing the eye would miss, with the glyph and the name to show instead. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mark'; readonly glyph: string; readonly name: string; readonly hidden: string }

/**
 * A text of a million control characters would become a million elements, and the page would stand still: that is an attack
 * too. What comes after this many pieces is one mark that says how much it hides.
 */
const MAX_PIECES = 2000

/** At most this many marks stack on one letter; Thai, Hebrew and decomposed Vietnamese need three. */
const MAX_COMBINING = 4

/**
 * Splits text from outside into what can be shown and what must be made visible. Joining the texts and the `hidden`
 * parts gives back the input, code unit by code unit: nothing is dropped, so copying can give the true text.
 * `multiline` leaves line feeds and tabs to the layout; otherwise they are marked like every control character.
 */
export function revealText(text: string, options: { readonly multiline?: boolean } = {}): readonly Piece[] {
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text)) return [{ kind: 'text', text }]
  const pieces: Piece[] = []
  let plain = ''
  let combining = 0
  const characters = Array.from(text)
  const flush = () => {
    if (plain !== '') pieces.push({ kind: 'text', text: plain })
    plain = ''
  }

  for (let i = 0; i < characters.length; i += 1) {
    const character = characters[i] ?? ''
    const isLayout = options.multiline === true && (character === '\n' || character === '\t')
    const run = isLayout ? null : hiddenRun(characters, i, combining)
    if (run === null) {
      combining = isCombining(character) ? combining + 1 : 0
      plain += character
      continue
    }
    flush()
    if (pieces.length >= MAX_PIECES) {
      pieces.push(restMark(characters.slice(i)))
      return pieces
    }
    pieces.push({ kind: 'mark', ...run.mark, hidden: characters.slice(i, i + run.length).join('') })
    i += run.length - 1
    if (!isCombining(character)) combining = 0
  }
  flush()
  return options.multiline === true ? pieces : markEdgeSpaces(pieces)
}

/** True if `revealText` would mark something: worth a warning beside a name that a person is about to trust. */
export function hidesSomething(text: string): boolean {
  return revealText(text).some((piece) => piece.kind === 'mark')
}

/** One line for a tooltip or an accessible name: marks become their names in brackets. */
export function describeHostile(text: string): string {
  return revealText(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.name}]`))
    .join('')
}

/**
 * Cuts the middle out of a name, so that both its family and its tail stay readable. Lengths are code points; the result's
 * head and tail together with the ellipsis have at most `maxLength`. Null if it fits. The tail keeps two fifths.
 */
export function cutMiddle(text: string, maxLength: number): { head: string; middle: string; tail: string } | null {
  const characters = Array.from(text)
  if (characters.length <= maxLength) return null
  const room = Math.max(2, maxLength - 1)
  let tailLength = Math.max(1, Math.floor(room * 0.4))
  let headLength = room - tailLength
  // A space where the cut falls belongs to the middle: at an edge it would be marked as if it ended the name.
  while (headLength > 1 && characters[headLength - 1] === ' ') headLength -= 1
  while (tailLength > 1 && characters[characters.length - tailLength] === ' ') tailLength -= 1
  return {
    head: characters.slice(0, headLength).join(''),
    middle: characters.slice(headLength, characters.length - tailLength).join(''),
    tail: characters.slice(characters.length - tailLength).join(''),
  }
}

interface Run {
  readonly length: number
  readonly mark: { readonly glyph: string; readonly name: string }
}

function hiddenRun(characters: readonly string[], at: number, combiningBefore: number): Run | null {
  const character = characters[at] ?? ''
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code < 0x7f) return null

  if (isTag(code)) {
    const length = runLength(characters, at, (c) => isTag(c.codePointAt(0) ?? 0))
    return { length, mark: tagMark(characters.slice(at, at + length)) }
  }
  if (isCombining(character)) {
    if (combiningBefore < MAX_COMBINING) return null
    const length = runLength(characters, at, isCombining)
    return { length, mark: { glyph: `+${length}`, name: words.moreCombiningMarks(length) } }
  }
  const mark = markOf(character, code)
  if (mark === null) return null
  const length = runLength(characters, at, (c) => c === character)
  if (length === 1) return { length, mark }
  return { length, mark: { glyph: `${mark.glyph}\u00d7${length}`, name: words.times(length, mark.name) } }
}

function markOf(character: string, code: number): Run['mark'] | null {
  const named = NAMED.get(code)
  if (named !== undefined) return { glyph: named[0], name: `${named[1]}, ${hex(code)}` }
  if (code < 0x20) {
    return { glyph: C0[code] ?? hex(code), name: words.controlCharacter(hex(code)) }
  }
  // What cannot be stored (NUL) arrives as its picture, and most fonts draw that as an empty box.
  if (code >= 0x2400 && code < 0x2400 + C0.length) {
    return { glyph: C0[code - 0x2400] ?? hex(code), name: words.pictureOfAControl(hex(code)) }
  }
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u.test(character) && code !== 0xfe0f) {
    return { glyph: hex(code), name: words.invisibleOrUnassigned(hex(code)) }
  }
  return null
}

function restMark(characters: readonly string[]): Piece {
  const glyph = words.moreCharacters(characters.length)
  return { kind: 'mark', glyph, name: words.notShownTooMany(glyph), hidden: characters.join('') }
}

// A space at the end of a name is the oldest look-alike there is (B3): it cannot be seen, and it makes another name.
function markEdgeSpaces(pieces: readonly Piece[]): readonly Piece[] {
  const spaces = (text: string): Piece[] =>
    Array.from(text).map((hidden) => ({ kind: 'mark', glyph: '\u2423', name: words.spaceAtTheEdge, hidden }))
  const result = [...pieces]
  const first = result[0]
  if (first?.kind === 'text') {
    const edge = /^\s+/u.exec(first.text)?.[0] ?? ''
    if (edge !== '') result.splice(0, 1, ...spaces(edge), ...asText(first.text.slice(edge.length)))
  }
  const last = result.at(-1)
  if (last?.kind === 'text') {
    const edge = /\s+$/u.exec(last.text)?.[0] ?? ''
    if (edge !== '') result.splice(-1, 1, ...asText(last.text.slice(0, -edge.length)), ...spaces(edge))
  }
  return result
}

function asText(text: string): Piece[] {
  return text === '' ? [] : [{ kind: 'text', text }]
}

function runLength(characters: readonly string[], from: number, belongs: (character: string) => boolean): number {
  let end = from
  while (end < characters.length && belongs(characters[end] ?? '')) end += 1
  return end - from
}

function isCombining(character: string): boolean {
  return /\p{M}/u.test(character) && !isSelector(character.codePointAt(0) ?? 0)
}

function isSelector(code: number): boolean {
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)
}

function isTag(code: number): boolean {
  return code >= 0xe0000 && code <= 0xe007f
}

// Tag characters spell ASCII that no font draws: the classic way to hide an instruction in a name. So we read it out.
function tagMark(characters: readonly string[]): { glyph: string; name: string } {
  const spelled = characters
    .map((character) => (character.codePointAt(0) ?? 0) - 0xe0000)
    .filter((code) => code >= 0x20 && code < 0x7f)
    .map((code) => String.fromCodePoint(code))
    .join('')
  const shown = spelled.length > 40 ? `${spelled.slice(0, 40)}\u2026` : spelled
  return { glyph: `TAG ${shown}`.trim(), name: words.tagCharacters(characters.length, shown) }
}

function hex(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

// Abbreviations, because the pictures of control characters (U+2400 …) are missing from most fonts.
const C0: readonly string[] = [
  ...'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC'.split(
    ' ',
  ),
  ...'FS GS RS US'.split(' '),
]

const NAMED = new Map<number, readonly [glyph: string, name: string]>([
  [0x09, ['\u21e5', 'tab']],
  [0x0a, ['\u23ce', words.lineFeed]],
  [0x7f, ['DEL', 'delete']],
  [0x85, ['NEL', words.nextLine]],
  [0xad, ['SHY', words.softHyphen]],
  [0x34f, ['CGJ', words.combiningGraphemeJoiner]],
  [0x61c, ['ALM', words.arabicLetterMark]],
  [0x200b, ['ZWSP', words.zeroWidthSpace]],
  [0x200c, ['ZWNJ', words.zeroWidthNonJoiner]],
  [0x200d, ['ZWJ', words.zeroWidthJoiner]],
  [0x200e, ['LRM', words.leftToRightMark]],
  [0x200f, ['RLM', words.rightToLeftMark]],
  [0x2028, ['LSEP', words.lineSeparator]],
  [0x2029, ['PSEP', words.paragraphSeparator]],
  [0x202a, ['LRE', words.leftToRightEmbedding]],
  [0x202b, ['RLE', words.rightToLeftEmbedding]],
  [0x202c, ['PDF', words.popDirectionalFormatting]],
  [0x202d, ['LRO', words.leftToRightOverride]],
  [0x202e, ['RLO', words.rightToLeftOverride]],
  [0x2060, ['WJ', words.wordJoiner]],
  [0x2066, ['LRI', words.leftToRightIsolate]],
  [0x2067, ['RLI', words.rightToLeftIsolate]],
  [0x2068, ['FSI', words.firstStrongIsolate]],
  [0x2069, ['PDI', words.popDirectionalIsolate]],
  [0x2800, ['BLANK', words.brailleBlank]],
  [0xfeff, ['BOM', words.byteOrderMark]],
])
