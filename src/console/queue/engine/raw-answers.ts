import type { Backend } from '../../../backend/port.ts'
import { printQuery } from '../../../domain/query/print.ts'
import { clausesIn, type FieldClause, type Query } from '../../../domain/query/query.ts'
import { isRawField } from '../../../domain/query/raw-field.ts'

export interface RawAnswers {
  readonly found: readonly (readonly [clause: string, numbers: readonly number[]])[]
  readonly unknown: readonly UnknownPath[]
}

/** A path that no record has. */
export interface UnknownPath {
  readonly field: string
  /** The one that was most likely meant; null where none is like it. */
  readonly near: string | null
}

export const NO_RAW_ANSWERS: RawAnswers = { found: [], unknown: [] }

/** The conditions of a query that only the gateway can answer, each as it prints. */
export function rawClauses(query: Query): ReadonlyMap<string, FieldClause> {
  const raw = clausesIn(query).flatMap((clause) =>
    clause.kind !== 'text' && isRawField(clause.field) ? [[printQuery(clause), clause] as const] : [],
  )
  return new Map(raw)
}

/** Asks the gateway for all of them, part by part; `onLooked` hears how many records were looked at. */
export async function readRawAnswers(
  backend: Pick<Backend, 'findRaw'>,
  query: Query,
  signal: AbortSignal,
  onLooked: (records: number) => void,
): Promise<RawAnswers> {
  let looked = 0
  const found: (readonly [string, readonly number[]])[] = []
  const unknown = new Map<string, UnknownPath>()
  for (const [text, { field }] of rawClauses(query)) {
    const numbers: number[] = []
    let after: string | null = null
    let isKnown = false
    let near: string | null = null
    const before = looked
    do {
      const part = await backend.findRaw(text, after, signal)
      numbers.push(...part.numbers)
      looked += part.looked
      isKnown ||= part.isKnown
      near ??= part.near
      onLooked(looked)
      after = part.next
    } while (after !== null)
    found.push([text, numbers])
    // Where there is no record at all, nothing is known to be wrong.
    if (!isKnown && looked > before) unknown.set(field, { field, near })
  }
  return { found, unknown: [...unknown.values()] }
}
