import type { Json, JsonObject } from '../domain/json/json.ts'
import { isArray, isObject } from '../domain/json/json.ts'

/**
 * Every value that a dotted path reaches, in the record's order: through objects by own key, through arrays into each
 * element. A key that itself holds dots (`"ka.user.name"`) is found too, at any level, and wins over the nested reading:
 * the longest key that is there is taken. An array at the end gives its elements. Empty where the path ends nowhere.
 * Cost: at most once per value of the record and segment of the path.
 */
export function valuesAt(record: JsonObject, path: string): readonly Json[] {
  const found: Json[] = []
  reach(record, path.split('.'), 0, found)
  return found
}

/** Every text, number and boolean of a record, for keyword search. Keys are not values. */
export function leavesOf(value: Json, found: Json[] = []): readonly Json[] {
  if (isArray(value)) for (const item of value) leavesOf(item, found)
  else if (isObject(value)) for (const item of Object.values(value)) leavesOf(item, found)
  else if (value !== null) found.push(value)
  return found
}

function reach(here: Json, segments: readonly string[], from: number, found: Json[]): void {
  if (isArray(here)) {
    for (const item of here) reach(item, segments, from, found)
    return
  }
  if (from === segments.length) {
    found.push(here)
    return
  }
  if (!isObject(here)) return
  for (let to = segments.length; to > from; to -= 1) {
    const key = to === from + 1 ? segments[from] : segments.slice(from, to).join('.')
    const next = key !== undefined && Object.hasOwn(here, key) ? here[key] : undefined
    if (next === undefined) continue
    reach(next, segments, to, found)
    return
  }
}
