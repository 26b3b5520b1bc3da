import type { Json } from '../../domain/json/json.ts'
import { isArray, isObject } from '../../domain/json/json.ts'
import { printable } from '../../domain/json/read-json.ts'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import type { FieldWord } from './protocol.ts'

/** Different fields kept of one format; the rest is not offered. The widest format of ours has about 900. */
const MOST_FIELDS = 3000
/** Different values counted of one field; beyond, it is a free text or an id, and no value is offered. */
const MOST_COUNTED = 200
const MOST_OFFERED = 24
const LONGEST_VALUE = 80
const DEEPEST = 12

interface Seen {
  /** Records that hold the field. */
  count: number
  /** Null once too many were seen. */
  values: Map<string, number> | null
}

/** Which fields and values the records of a history hold. Grows with the history: each record is read once. */
export interface FieldIndex {
  read(records: readonly HistoryRecord[]): void
  /** By format, the most frequent first, ties by name; `signal` holds the fields of the normalised signal. */
  words(): Readonly<Record<string, readonly FieldWord[]>>
}

export function createFieldIndex(): FieldIndex {
  const formats = new Map<string, Map<string, Seen>>()
  const fieldsOf = (format: string) => {
    const known = formats.get(format) ?? new Map<string, Seen>()
    formats.set(format, known)
    return known
  }
  return {
    read: (records) => {
      for (const { format, record, signal } of records) {
        count(record, fieldsOf(format))
        if (signal !== null) count(signal, fieldsOf('signal'))
      }
    },
    words: () => Object.fromEntries([...formats].map(([format, fields]) => [format, wordsOf(fields)])),
  }
}

function count(record: Json, fields: Map<string, Seen>): void {
  const here = new Set<string>()
  walk(record, '', 0, (path, value) => {
    if (printable(path) !== path) return
    const seen =
      fields.get(path) ?? (fields.size < MOST_FIELDS ? { count: 0, values: new Map<string, number>() } : null)
    if (seen === null) return
    fields.set(path, seen)
    if (!here.has(path)) seen.count += 1
    here.add(path)
    const text = String(value)
    if (seen.values === null || text.length > LONGEST_VALUE || isUnwritable(text)) return
    seen.values.set(text, (seen.values.get(text) ?? 0) + 1)
    if (seen.values.size > MOST_COUNTED) seen.values = null
  })
}

/** A mark of ours, or a text that would not stand in a rule as it is read. */
function isUnwritable(text: string): boolean {
  return text.startsWith('[redacted') || printable(text) !== text
}

/** Visits every value with its dotted path; elements of an array stand at the path of the array. */
function walk(
  here: Json,
  path: string,
  depth: number,
  visit: (path: string, value: string | number | boolean) => void,
): void {
  if (depth > DEEPEST || here === null) return
  if (isArray(here)) for (const item of here) walk(item, path, depth + 1, visit)
  else if (isObject(here)) {
    for (const [key, value] of Object.entries(here)) walk(value, path === '' ? key : `${path}.${key}`, depth + 1, visit)
  } else if (path !== '') visit(path, here)
}

function wordsOf(fields: ReadonlyMap<string, Seen>): readonly FieldWord[] {
  return [...fields]
    .map(([name, { count, values }]) => ({ name, count, values: offered(values) }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

function offered(values: ReadonlyMap<string, number> | null): readonly string[] {
  return [...(values ?? [])]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_OFFERED)
    .map(([value]) => value)
}
