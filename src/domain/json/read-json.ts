import type { Json } from './json.ts'

/** What one record may be before anything else looks at it. All are counted on the text, before `JSON.parse`. */
export interface JsonBounds {
  /**
   * Levels of arrays and objects; `[[1]]` is 2. PGlite breaks a transaction near 6,600 levels, so this is a safety
   * line.
   */
  readonly maxDepth: number
  /** UTF-16 code units of one record's text. */
  readonly maxLength: number
  /** Keys over all objects of one record. */
  readonly maxKeys: number
}

export const RECORD_BOUNDS: JsonBounds = { maxDepth: 64, maxLength: 4_000_000, maxKeys: 100_000 }

export type JsonRefusal =
  | 'empty'
  | 'too-long'
  | 'too-deep'
  | 'too-many-keys'
  | 'duplicate-key'
  | 'lone-surrogate'
  | 'number-out-of-range'
  | 'malformed'

export type ReadJson =
  | { readonly ok: true; readonly value: Json; readonly hasNul: boolean }
  | { readonly ok: false; readonly refusal: JsonRefusal; readonly reason: string; readonly at: number }

/**
 * Reads one JSON text under bounds. One linear scan without recursion finds what `JSON.parse` would let through or hide
 * (depth, duplicate keys, lone surrogates, numbers a double cannot hold); only then is the text parsed. An integer that
 * a double would round arrives as a string of its exact digits; `1e400` and `1e-400` are refused. NUL characters stay
 * in the value and are reported, since a text column cannot hold them: see `visibleNul`. `at` is the offset of the
 * trouble in UTF-16 code units. Cost: linear in the text.
 */
export function readJson(text: string, bounds: JsonBounds = RECORD_BOUNDS): ReadJson {
  if (text.length > bounds.maxLength) {
    return refuse('too-long', `${text.length} characters, the limit is ${bounds.maxLength}`, bounds.maxLength)
  }
  const scan = scanJson(text, bounds)
  if (!scan.ok) return scan
  try {
    const parsed: unknown = scan.hasUnsafeInteger ? JSON.parse(text, keepDigits) : JSON.parse(text)
    return { ok: true, value: parsed as Json, hasNul: scan.hasNul }
  } catch (error) {
    // The engine's message quotes the record, which may hold a secret; only its position is passed on.
    const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined
    const at = Number(position ?? 0)
    return refuse('malformed', position === undefined ? 'not JSON' : `not JSON at character ${at + 1}`, at)
  }
}

/**
 * NUL as the visible U+2400, in strings and keys, for the copies that go to text columns. The raw bytes keep the truth.
 */
export function visibleNul(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('\0', '␀')
  if (Array.isArray(value)) return value.map(visibleNul)
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key.replaceAll('\0', '␀'), visibleNul(item)] as const)
    return fromEntries(entries)
  }
  return value
}

/**
 * An object from entries in which `__proto__` is a plain key; `Object.fromEntries` does that, plain assignment does
 * not.
 */
export function fromEntries(entries: Iterable<readonly [string, Json]>): Json {
  return Object.fromEntries(entries)
}

type Scan =
  | { readonly ok: true; readonly hasNul: boolean; readonly hasUnsafeInteger: boolean }
  | Extract<ReadJson, { ok: false }>

function scanJson(text: string, bounds: JsonBounds): Scan {
  const keysByLevel: (Set<string> | null)[] = []
  let expectsKey = false
  let keyCount = 0
  let hasNul = false
  let hasUnsafeInteger = false
  let sawValue = false
  let i = 0

  while (i < text.length) {
    const c = text.charCodeAt(i)
    if (c === QUOTE) {
      const end = stringEnd(text, i)
      if (end === -1) return refuse('malformed', 'a string does not end', i)
      const body = text.slice(i + 1, end)
      const hasEscape = body.includes('\\')
      const value = hasEscape ? unescape(body) : body
      if (value === null) return refuse('malformed', 'a string holds an escape that JSON does not know', i)
      if (!value.isWellFormed()) return refuse('lone-surrogate', 'half of a surrogate pair stands alone', i)
      if (hasEscape && value.includes('\0')) hasNul = true
      if (expectsKey) {
        const keys = keysByLevel.at(-1)
        if (keys?.has(value)) return refuse('duplicate-key', `the key ${quote(value)} stands twice in one object`, i)
        keys?.add(value)
        expectsKey = false
        keyCount += 1
        if (keyCount > bounds.maxKeys) return refuse('too-many-keys', `more than ${bounds.maxKeys} keys`, i)
      }
      sawValue = true
      i = end + 1
      continue
    }
    if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      keysByLevel.push(c === OPEN_BRACE ? new Set() : null)
      if (keysByLevel.length > bounds.maxDepth) {
        return refuse('too-deep', `nested deeper than ${bounds.maxDepth} levels`, i)
      }
      expectsKey = c === OPEN_BRACE
      sawValue = true
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      keysByLevel.pop()
      expectsKey = false
    } else if (c === COMMA) {
      expectsKey = keysByLevel.at(-1) instanceof Set
    } else if (c === MINUS || (c >= ZERO && c <= NINE)) {
      const end = numberEnd(text, i)
      const digits = text.slice(i, end)
      const value = Number(digits)
      if (!Number.isFinite(value) || (value === 0 && /^[-.0]*[1-9]/.test(digits))) {
        return refuse('number-out-of-range', `${digits.slice(0, 40)} is out of range`, i)
      }
      if (!Number.isSafeInteger(value) && /^-?\d+$/.test(digits)) hasUnsafeInteger = true
      sawValue = true
      i = end
      continue
    } else if (c > SPACE && c !== COLON) {
      sawValue = true
    }
    i += 1
  }
  if (!sawValue) return refuse('empty', 'there is no JSON value', 0)
  return { ok: true, hasNul, hasUnsafeInteger }
}

/** A reviver that sees the source digits, so that 9007199254740993 stays 9007199254740993 (as text) and is not …992. */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source !== undefined && /^-?\d+$/.test(source) ? source : value
}

function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let backslashes = 0
    for (let j = end - 1; j > start && text.charCodeAt(j) === BACKSLASH; j -= 1) backslashes += 1
    if (backslashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return -1
}

function numberEnd(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && NUMBER_CHARACTERS.includes(text.charAt(end))) end += 1
  return end
}

function unescape(body: string): string | null {
  try {
    const value: unknown = JSON.parse(`"${body}"`)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

function refuse(refusal: JsonRefusal, reason: string, at: number): Extract<ReadJson, { ok: false }> {
  return { ok: false, refusal, reason, at }
}

function quote(value: string): string {
  return `"${printable(value.length > 60 ? `${value.slice(0, 60)}…` : value)}"`
}

/** Control characters as visible escapes: a reason ends up in logs, terminals and pages. */
export function printable(value: string): string {
  return value.replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Control characters (C0, DEL, C1), line and paragraph separators, and what reverses the direction of reading. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
const COLON = 0x3a
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const SPACE = 0x20
const NUMBER_CHARACTERS = '0123456789+-.eE'
