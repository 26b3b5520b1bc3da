import type { Json } from '../json/json.ts'
import { readNumber } from './operand.ts'
import { fold, matcherOf } from './pattern.ts'
import type { FieldClause } from './query.ts'
import { rawPath } from './raw-field.ts'

/**
 * Whether a raw record fits a clause on one of its paths. A list on the way stands for each of its items. Values are compared
 * as texts, without regard to case; more and less as numbers where both are, else as texts. Null counts as nothing there.
 */
export function matchesRaw(clause: FieldClause, record: Json): boolean {
  const path = rawPath(clause.field)
  if (path === null) return false
  const found = valuesAt(record, path, 0)
  if (clause.kind === 'exists') return found.some((value) => value !== null)
  const texts = found.flatMap((value) => (value === null || typeof value === 'object' ? [] : [String(value)]))
  if (clause.kind === 'is') {
    const fits = clause.values.map((value) => matcherOf(value, 'whole'))
    return texts.some((text) => fits.some((fit) => fit(fold(text))))
  }
  if (clause.kind === 'between') {
    return texts.some((text) => compare(text, clause.from) >= 0 && compare(text, clause.to) <= 0)
  }
  const { op, value } = clause
  return texts.some((text) => {
    const order = compare(text, value)
    return op === '>' ? order > 0 : op === '>=' ? order >= 0 : op === '<' ? order < 0 : order <= 0
  })
}

/** Whether the record has the path of a raw field at all, if only with nothing there. */
export function hasRawPath(field: string, record: Json): boolean {
  const path = rawPath(field)
  return path !== null && valuesAt(record, path, 0).length > 0
}

/** Everything at a path, each item of a list by itself. */
function valuesAt(value: Json, path: readonly string[], depth: number): readonly Json[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => valuesAt(item, path, depth))
  const name = path[depth]
  if (name === undefined) return [value]
  if (value === null || typeof value !== 'object') return []
  const inner = Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined
  return inner === undefined ? [] : valuesAt(inner, path, depth + 1)
}

function compare(a: string, b: string): number {
  const [x, y] = [readNumber(a), readNumber(b)]
  if (x !== null && y !== null) return x - y
  const [folded, other] = [fold(a), fold(b)]
  return folded < other ? -1 : folded > other ? 1 : 0
}
