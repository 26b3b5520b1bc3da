/** A JSON value as data. Records from outside are only ever read by own key: see `own`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/**
 * The own property `key`, never one inherited from a prototype: a record may hold `__proto__` or `toString` as a key.
 */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/**
 * Walks own keys and array indexes (`at(record, 'resource', 'accessKeyDetails', 'userName')`); undefined where the path
 * ends.
 */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let here = value
  for (const step of path) {
    if (isArray(here)) here = typeof step === 'number' ? here[step] : undefined
    else here = own(here, String(step))
    if (here === undefined) return undefined
  }
  return here
}

/** A non-empty string at the path, or null. Numbers become their decimal text, since vendors differ on quoting ids. */
export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string | null {
  const found = at(value, ...path)
  if (typeof found === 'string') return found.trim() === '' ? null : found
  if (typeof found === 'number') return String(found)
  return null
}

/**
 * A finite number at the path, or null. Numeric strings are not numbers here: a format that has them parses them
 * itself.
 */
export function numberAt(value: Json | undefined, ...path: readonly (string | number)[]): number | null {
  const found = at(value, ...path)
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

/** The objects of the array at the path; anything else in it is skipped, and a missing path is the empty list. */
export function objectsAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly JsonObject[] {
  const found = at(value, ...path)
  return isArray(found) ? found.filter(isObject) : []
}

/** The strings of the array at the path; a single string counts as a list of one (Elastic and others mix both). */
export function textsAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly string[] {
  const found = at(value, ...path)
  if (typeof found === 'string') return found === '' ? [] : [found]
  return isArray(found) ? found.filter((item): item is string => typeof item === 'string' && item !== '') : []
}

/**
 * The value at an RFC 6901 JSON Pointer (`/event/0/name`, `~1` for `/`, `~0` for `~`); the empty pointer is the whole.
 * Undefined where nothing is there or the pointer is malformed.
 */
export function atPointer(value: Json, pointer: string): Json | undefined {
  if (pointer === '') return value
  if (!pointer.startsWith('/')) return undefined
  let here: Json | undefined = value
  for (const raw of pointer.slice(1).split('/')) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isArray(here)) here = /^(0|[1-9]\d*)$/.test(key) ? here[Number(key)] : undefined
    else here = own(here, key)
    if (here === undefined) return undefined
  }
  return here
}
