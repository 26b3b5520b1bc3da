import type { Json } from '../json/json.ts'
import { rawField } from './raw-field.ts'
import { walkRecord } from './walk-record.ts'

/** A path on which records hold a value, as a query asks for it. */
export interface CountedPath {
  readonly field: string
  /** Records that have something there. */
  readonly records: number
  /** Values there, those of most records first. */
  readonly values: readonly { readonly value: string; readonly records: number }[]
}

const MOST_PATHS = 2000
const MOST_PATH_LENGTH = 200
/** Different values that are counted at a path; where there are more of them each is rare. */
const MOST_COUNTED = 100
const MOST_VALUES = 8
const MOST_VALUE_LENGTH = 80

/**
 * Which paths these records have, those of most records first. Only what can be compared with: an object is asked for by what is in it.
 * A value counts once a record; one that is too long to be read in a list is not among the values.
 */
export function countPaths(records: Iterable<Json>): readonly CountedPath[] {
  const paths = new Map<string, { records: number; readonly values: Map<string, number> }>()
  for (const record of records) {
    for (const [field, texts] of leavesOf(record)) {
      const counted = paths.get(field) ?? { records: 0, values: new Map<string, number>() }
      if (!paths.has(field)) {
        if (paths.size >= MOST_PATHS) continue
        paths.set(field, counted)
      }
      counted.records += 1
      for (const text of texts) {
        const before = counted.values.get(text)
        if (before !== undefined || counted.values.size < MOST_COUNTED) counted.values.set(text, (before ?? 0) + 1)
      }
    }
  }
  return [...paths]
    .map(([field, { records, values }]) => ({
      field,
      records,
      values: [...values]
        .map(([value, count]) => ({ value, records: count }))
        .sort((a, b) => b.records - a.records)
        .slice(0, MOST_VALUES),
    }))
    .sort((a, b) => b.records - a.records || depthOf(a.field) - depthOf(b.field))
}

function depthOf(field: string): number {
  return field.split('.').length
}

function leavesOf(record: Json): ReadonlyMap<string, ReadonlySet<string>> {
  const leaves = new Map<string, Set<string>>()
  for (const { path, value } of walkRecord(record)) {
    for (const text of textsOf(value)) {
      const field = rawField(path)
      if (field.length > MOST_PATH_LENGTH || path.includes('')) continue
      const texts = leaves.get(field) ?? new Set<string>()
      if (text.length <= MOST_VALUE_LENGTH && text !== '') texts.add(text)
      leaves.set(field, texts)
    }
  }
  return leaves
}

function textsOf(value: Json): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsOf)
  return value === null || typeof value === 'object' ? [] : [String(value)]
}
