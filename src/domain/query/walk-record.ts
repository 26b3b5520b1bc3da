import type { Json } from '../json/json.ts'

const MOST_DEPTH = 64

export interface PathInRecord {
  readonly path: readonly string[]
  /** What stands there; a list by itself, before its items. */
  readonly value: Json
}

/** Every path of a record with what stands at it, short ones first. A list on the way stands for each of its items, so a path may come again. */
export function* walkRecord(record: Json): Generator<PathInRecord> {
  const waiting: PathInRecord[] = [{ value: record, path: [] }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { value, path } = next
    if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) waiting.push({ value: item, path })
      continue
    }
    if (value === null || typeof value !== 'object' || path.length >= MOST_DEPTH) continue
    for (const [name, inner] of Object.entries(value)) {
      const below = { path: [...path, name], value: inner }
      yield below
      waiting.push(below)
    }
  }
}
