import { isArray, isObject, type Json } from '../../domain/json/json.ts'

/** Bytes `start` up to but not including `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * Where values lie inside JSON text, found on its UTF-8 bytes without parsing: every structural character of JSON is
 * ASCII and no byte of a longer character looks like one. This is what lets a record keep the very bytes in which it
 * came, although it stood in an array of thousands. All scans are linear and without recursion; none judges whether the
 * text between the brackets is JSON, since `readJson` does so afterwards.
 */

/** The first byte from `start` that is no JSON white space, at most `end`. */
function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let i = start
  while (i < end && isSpace(bytes[i])) i += 1
  return i
}

/** The range without white space at either side. */
export function trimmed(bytes: Uint8Array, range: Range): Range {
  const start = skipSpace(bytes, range.start, range.end)
  let end = range.end
  while (end > start && isSpace(bytes[end - 1])) end -= 1
  return { start, end }
}

/** The end of the value that begins at `start`, or -1 where its last bracket or quote is missing before `end`. */
export function valueEnd(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]
  if (first === QUOTE) return stringEnd(bytes, start, end)
  let depth = 0
  let i = start
  while (i < end) {
    const c = bytes[i]
    if (c === QUOTE) {
      i = stringEnd(bytes, i, end)
      if (i === -1) return -1
      continue
    }
    if (c === OPEN_BRACE || c === OPEN_BRACKET) depth += 1
    else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      if (depth === 0) return i
      depth -= 1
      if (depth === 0) return i + 1
    } else if (depth === 0 && (c === COMMA || c === COLON || isSpace(c))) return i
    i += 1
  }
  return depth === 0 ? end : -1
}

/**
 * The parts between the commas of the array at `range`, in order and trimmed; an empty part (`[1,]`) is kept, so that
 * it can be refused by name. Null where the array is not closed, or where more text follows it.
 */
export function elementRanges(bytes: Uint8Array, range: Range): readonly Range[] | null {
  const { start, end } = trimmed(bytes, range)
  if (bytes[start] !== OPEN_BRACKET || valueEnd(bytes, start, end) !== end) return null
  const inner = { start: start + 1, end: end - 1 }
  if (skipSpace(bytes, inner.start, inner.end) === inner.end) return []
  const parts: Range[] = []
  let depth = 0
  let partStart = inner.start
  for (let i = inner.start; i < inner.end; i += 1) {
    const c = bytes[i]
    if (c === QUOTE) i = stringEnd(bytes, i, inner.end) - 1
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) depth += 1
    else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) depth -= 1
    else if (c === COMMA && depth === 0) {
      parts.push(trimmed(bytes, { start: partStart, end: i }))
      partStart = i + 1
    }
  }
  parts.push(trimmed(bytes, { start: partStart, end: inner.end }))
  return parts
}

/** The members of the object at `range` with the range of each value; null where the text is not of that shape. */
export function memberRanges(bytes: Uint8Array, range: Range): readonly { key: string; value: Range }[] | null {
  const { start, end } = trimmed(bytes, range)
  if (bytes[start] !== OPEN_BRACE || valueEnd(bytes, start, end) !== end) return null
  const members: { key: string; value: Range }[] = []
  let i = skipSpace(bytes, start + 1, end)
  while (i < end - 1) {
    if (bytes[i] !== QUOTE) return null
    const keyEnd = stringEnd(bytes, i, end)
    const colon = skipSpace(bytes, keyEnd, end)
    if (keyEnd === -1 || bytes[colon] !== COLON) return null
    const valueStart = skipSpace(bytes, colon + 1, end)
    const stop = valueEnd(bytes, valueStart, end - 1)
    if (stop <= valueStart) return null
    members.push({ key: keyText(bytes, i, keyEnd), value: { start: valueStart, end: stop } })
    i = skipSpace(bytes, stop, end)
    if (bytes[i] === COMMA) i = skipSpace(bytes, i + 1, end)
    else if (i !== end - 1) return null
  }
  return members
}

export interface Located {
  readonly pointer: string
  readonly range: Range
}

/**
 * Where the objects of a parsed value came from: each object or array down to `levels` below the top, by identity, with
 * its JSON Pointer and its bytes. `value` must be what the text at `range` says.
 */
export function locate(bytes: Uint8Array, range: Range, value: Json, levels: number): ReadonlyMap<Json, Located> {
  const found = new Map<Json, Located>([[value, { pointer: '', range }]])
  let level: { value: Json; at: Located }[] = [{ value, at: { pointer: '', range } }]
  for (let depth = 0; depth < levels && level.length > 0; depth += 1) {
    const next: typeof level = []
    for (const parent of level) {
      for (const child of childrenOf(bytes, parent.value, parent.at)) {
        found.set(child.value, child.at)
        next.push(child)
      }
    }
    level = next
  }
  return found
}

function childrenOf(bytes: Uint8Array, value: Json, at: Located): { value: Json; at: Located }[] {
  const children: { value: Json; at: Located }[] = []
  if (isArray(value)) {
    const ranges = elementRanges(bytes, at.range) ?? []
    for (const [index, item] of value.entries()) {
      const range = ranges[index]
      if (range !== undefined && isContainer(item)) {
        children.push({ value: item, at: { pointer: `${at.pointer}/${index}`, range } })
      }
    }
  } else if (isObject(value)) {
    for (const member of memberRanges(bytes, at.range) ?? []) {
      const item = Object.hasOwn(value, member.key) ? value[member.key] : undefined
      if (item === undefined || !isContainer(item)) continue
      const step = member.key.replaceAll('~', '~0').replaceAll('/', '~1')
      children.push({ value: item, at: { pointer: `${at.pointer}/${step}`, range: member.value } })
    }
  }
  return children
}

function isContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null
}

function stringEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start + 1; i < end; i += 1) {
    const c = bytes[i]
    if (c === BACKSLASH) i += 1
    else if (c === QUOTE) return i + 1
  }
  return -1
}

function keyText(bytes: Uint8Array, start: number, end: number): string {
  const text = new TextDecoder().decode(bytes.subarray(start, end))
  try {
    const key: unknown = JSON.parse(text)
    return String(key)
  } catch {
    return text
  }
}

function isSpace(c: number | undefined): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
const COLON = 0x3a
