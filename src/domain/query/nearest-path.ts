import type { Json } from '../json/json.ts'
import { distance } from './nearest.ts'
import { walkRecord } from './walk-record.ts'

/** What is looked through for names: a path that none of these has is rare enough to be told apart by eye. */
const MOST_PATHS = 4000
const MOST_LENGTH = 200

/**
 * Of the paths in these records the one that was most likely meant: another case, one or two typing errors, or the beginning left out, as
 * in `userName` for `userIdentity.userName`. Null where none is like it. A list on the way stands for each of its items.
 */
export function nearestPath(asked: readonly string[], records: Iterable<Json>): readonly string[] | null {
  const wanted = lower(asked)
  if (asked.join('.').length > MOST_LENGTH) return null
  let best: { readonly path: readonly string[]; readonly score: number } | null = null
  for (const path of pathsIn(records)) {
    const score = scoreOf(wanted, path)
    if (score !== null && (best === null || score < best.score)) best = { path, score }
  }
  return best?.path ?? null
}

/** Less is nearer; null is not near at all. */
function scoreOf(wanted: readonly string[], path: readonly string[]): number | null {
  const names = lower(path)
  const [a, b] = [wanted.join('.'), names.join('.')]
  if (Math.abs(a.length - b.length) <= 2) {
    const errors = distance(a, b)
    if (errors <= Math.min(2, Math.floor(a.length / 3))) return errors
  }
  const extra = names.length - wanted.length
  return extra > 0 && wanted.every((name, at) => names[at + extra] === name) ? 10 + extra : null
}

function lower(path: readonly string[]): readonly string[] {
  return path.map((name) => name.toLowerCase())
}

/** Each path once, those with few names first within a record's part. */
function* pathsIn(records: Iterable<Json>): Iterable<readonly string[]> {
  const seen = new Set<string>()
  for (const record of records) {
    for (const { path } of walkRecord(record)) {
      const key = path.join('\u0000')
      if (seen.has(key)) continue
      if (seen.size >= MOST_PATHS) return
      seen.add(key)
      yield path
    }
  }
}
