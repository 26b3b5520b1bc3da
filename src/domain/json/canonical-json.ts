import type { Json } from './json.ts'

/**
 * The canonical text of a JSON value (RFC 8785, JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no
 * white space, ECMAScript numbers. What is signed and what is hashed is the UTF-8 of this text, so equal values have
 * equal digests wherever they are computed. Throws on what I-JSON does not hold: NaN, infinities, lone surrogates,
 * undefined, holes; and on a Date or a Map, which JSON.stringify would quietly turn into something else.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`canonicalJson: ${value} is not a JSON number`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('canonicalJson: a string holds half of a surrogate pair')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${Array.from(value as readonly Json[], canonicalJson).join(',')}]`
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    throw new TypeError(`canonicalJson: ${Object.prototype.toString.call(value)} is not JSON`)
  }
  const object = value as { readonly [key: string]: Json }
  const members = Object.keys(object)
    .sort(byCodeUnits)
    .map((key) => `${canonicalJson(key)}:${canonicalJson(object[key] as Json)}`)
  return `{${members.join(',')}}`
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
