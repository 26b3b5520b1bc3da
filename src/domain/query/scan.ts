import type { QueryValue } from './query.ts'

/** A piece of the text of a query; `to` is excluded. */
export type Token = {
  readonly from: number
  readonly to: number
} & (
  | { readonly kind: 'word'; readonly value: QueryValue; readonly text: string }
  | { readonly kind: 'string'; readonly text: string; readonly isClosed: boolean }
  | { readonly kind: 'op'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | '[' | ']' }
)

const SPACE = /\s/
const OPS = [':', '>=', '<=', '>', '<', '==', '!=', '=']

/**
 * Cuts a text into tokens, once from left to right; nothing is an error here. A word ends at a space, a bracket, a quote, and
 * before a field's operator also there; in a value `:`, `<` and `=` are letters, so that an ARN or a time needs no quotes.
 */
export function scanQuery(text: string): readonly Token[] {
  const tokens: Token[] = []
  let isValue = false
  let bracket: '(' | '[' | null = null
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? ''
    if (SPACE.test(char)) {
      at += 1
      continue
    }
    const op = isValue || bracket !== null ? undefined : OPS.find((one) => text.startsWith(one, at))
    const from = at
    if (op !== undefined) {
      at += op.length
      tokens.push({ kind: 'op', text: op, from, to: at })
      isValue = true
      continue
    }
    if (char === '(' || char === ')' || char === '[' || char === ']') {
      at += 1
      tokens.push({ kind: 'mark', text: char, from, to: at })
      if (isValue && (char === '(' || char === '[')) bracket = char
      else bracket = null
    } else if (char === '"') {
      const token = scanString(text, at)
      tokens.push(token)
      at = token.to
    } else {
      const token = scanWord(text, at, isValue || bracket !== null)
      tokens.push(token)
      at = token.to
    }
    isValue = false
  }
  return tokens
}

function scanString(text: string, from: number): Token {
  let read = ''
  let at = from + 1
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\' && at + 1 < text.length) at += 1
    read += text[at] ?? ''
    at += 1
  }
  const isClosed = at < text.length
  return { kind: 'string', text: read, isClosed, from, to: isClosed ? at + 1 : at }
}

const ENDS_WORD = /[\s()[\]"]/
const ENDS_NAME = /[\s()[\]":<>=]/

function scanWord(text: string, from: number, isValue: boolean): Token {
  const ends = isValue ? ENDS_WORD : ENDS_NAME
  const parts = ['']
  let at = from
  for (; at < text.length && !ends.test(text[at] ?? ''); at += 1) {
    const last = parts.length - 1
    if (text[at] === '\\' && at + 1 < text.length) {
      at += 1
      parts[last] += text[at] ?? ''
    } else if (text[at] !== '*') parts[last] += text[at] ?? ''
    else if (parts.length === 1 || parts[last] !== '') parts.push('')
  }
  const value: QueryValue = parts.length === 1 ? { kind: 'literal', text: parts[0] ?? '' } : { kind: 'pattern', parts }
  return { kind: 'word', value, text: text.slice(from, at), from, to: at }
}
