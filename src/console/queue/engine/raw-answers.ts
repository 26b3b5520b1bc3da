import type { Backend } from '../../../backend/port.ts'
import { printQuery } from '../../../domain/query/print.ts'
import { clausesIn, type Query } from '../../../domain/query/query.ts'
import { isRawField } from '../../../domain/query/raw-field.ts'

export type RawAnswers = readonly (readonly [clause: string, numbers: readonly number[]])[]

/** The conditions of a query that only the gateway can answer, each as it prints. */
export function rawClauses(query: Query): readonly string[] {
  const raw = clausesIn(query).filter((clause) => clause.kind !== 'text' && isRawField(clause.field))
  return [...new Set(raw.map(printQuery))]
}

/** Asks the gateway for all of them, part by part; `onLooked` hears how many records were looked at. */
export async function readRawAnswers(
  backend: Pick<Backend, 'findRaw'>,
  query: Query,
  signal: AbortSignal,
  onLooked: (records: number) => void,
): Promise<RawAnswers> {
  let looked = 0
  const answers: (readonly [string, readonly number[]])[] = []
  for (const clause of rawClauses(query)) {
    const numbers: number[] = []
    let after: string | null = null
    do {
      const part = await backend.findRaw(clause, after, signal)
      numbers.push(...part.numbers)
      looked += part.looked
      onLooked(looked)
      after = part.next
    } while (after !== null)
    answers.push([clause, numbers])
  }
  return answers
}
