import { printable } from '../domain/json/read-json.ts'
import { elementRanges, memberRanges, type Range, trimmed, valueEnd } from './shared/json-ranges.ts'

/** One text that should hold one object: its bytes, its line from 1 where the body is lines, its JSON Pointer otherwise. */
export interface Piece {
  readonly range: Range
  readonly line: number | null
  readonly pointer: string
}

export type Pieces =
  | { readonly ok: true; readonly ranges: readonly Piece[] }
  | { readonly ok: false; readonly refusal: 'empty' | 'not-records'; readonly reason: string }

/**
 * The texts that hold one object each, in the order of the body: a document, an array, `{"Records":[…]}`, lines, or
 * objects in a row. Judges brackets and quotes only; whether a piece is JSON is seen when it is read.
 */
export function piecesOf(bytes: Uint8Array): Pieces {
  const whole = trimmed(bytes, { start: 0, end: bytes.length })
  if (whole.start === whole.end) return refuse('empty', 'the body is empty')
  const first = bytes[whole.start]
  const lines = linesOf(bytes, whole)
  const wholeLineCount = wholeLines(bytes, lines)
  // Lines come first: two missing quotes can hide every line between them from a scan for values. A document over
  // several lines is never half of whole lines, since what opens and closes around them takes lines of its own.
  if (lines.length > 1 && wholeLineCount * 2 >= lines.length) return { ok: true, ranges: lines }
  if (opensContainer(first) && valueEnd(bytes, whole.start, whole.end) === whole.end) {
    return { ok: true, ranges: piecesOfDocument(bytes, whole) }
  }
  const inARow = valuesInARow(bytes, whole)
  if (inARow !== null) return { ok: true, ranges: inARow }
  if (lines.length > 1 && wholeLineCount > 0) return { ok: true, ranges: lines }
  if (first === OPEN_BRACKET) return refuse('not-records', 'the JSON array is not closed, or text follows it')
  if (first === OPEN_BRACE) return { ok: true, ranges: [{ range: whole, line: null, pointer: '' }] }
  return refuse(
    'not-records',
    `neither a JSON object nor an array nor lines of them; it begins with ${beginning(bytes, whole)}`,
  )
}

function piecesOfDocument(bytes: Uint8Array, whole: Range): readonly Piece[] {
  if (bytes[whole.start] === OPEN_BRACE) {
    return listedIn(bytes, whole) ?? [{ range: whole, line: null, pointer: '' }]
  }
  const elements = elementRanges(bytes, whole) ?? []
  return elements.map((range, index) => ({ range, line: null, pointer: `/${index}` }))
}

/**
 * The records of `{"Records":[…]}` and nothing beside it. They are told apart before anything is parsed, so one broken
 * record does not take the other thousands of a delivered file with it.
 */
function listedIn(bytes: Uint8Array, whole: Range): Piece[] | null {
  const members = memberRanges(bytes, whole)
  const only = members?.[0]
  if (members?.length !== 1 || only === undefined || !/^records$/i.test(only.key)) return null
  const elements = elementRanges(bytes, only.value)
  return elements?.map((range, index) => ({ range, line: null, pointer: `/${only.key}/${index}` })) ?? null
}

/**
 * How many lines are a whole value by themselves. None where the first line opens an array that goes on: that is a
 * document cut short, and its halves are not records.
 */
function wholeLines(bytes: Uint8Array, lines: readonly Piece[]): number {
  const isWhole = ({ range }: Piece): boolean =>
    opensContainer(bytes[range.start]) && valueEnd(bytes, range.start, range.end) === range.end
  const first = lines[0]
  if (first !== undefined && bytes[first.range.start] === OPEN_BRACKET && !isWhole(first)) return 0
  return lines.filter(isWhole).length
}

/** Objects one after another, each over as many lines as it likes: what `cat` makes of several files. */
function valuesInARow(bytes: Uint8Array, whole: Range): Piece[] | null {
  const pieces: Piece[] = []
  let line = 1
  let from = 0
  for (let start = whole.start; start < whole.end; ) {
    const end = bytes[start] === OPEN_BRACE ? valueEnd(bytes, start, whole.end) : -1
    if (end === -1) return null
    line += newlinesIn(bytes, from, start)
    pieces.push({ range: { start, end }, line, pointer: '' })
    from = start
    start = trimmed(bytes, { start: end, end: whole.end }).start
  }
  return pieces
}

function newlinesIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE, start); at !== -1 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}

function linesOf(bytes: Uint8Array, whole: Range): Piece[] {
  const lines: Piece[] = []
  let line = 1
  let start = 0
  while (start <= whole.end && start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    const range = trimmed(bytes, { start, end })
    if (range.end > range.start) lines.push({ range, line, pointer: '' })
    line += 1
    start = end + 1
  }
  return lines
}

function opensContainer(byte: number | undefined): boolean {
  return byte === OPEN_BRACE || byte === OPEN_BRACKET
}

function beginning(bytes: Uint8Array, whole: Range): string {
  const text = new TextDecoder().decode(bytes.subarray(whole.start, Math.min(whole.end, whole.start + 40)))
  return printable(text)
}

function refuse(refusal: 'empty' | 'not-records', reason: string): Extract<Pieces, { ok: false }> {
  return { ok: false, refusal, reason }
}

const OPEN_BRACE = 0x7b
const OPEN_BRACKET = 0x5b
const NEWLINE = 0x0a
