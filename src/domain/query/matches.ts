import type { Json } from '../json/json.ts'
import type { EpochMs } from '../time/instant.ts'
import type { QueueAlert } from '../views/queue-views.ts'
import { fieldNamed, type QueryField } from './fields.ts'
import { matchesRaw } from './matches-raw.ts'
import { readNumber, readRank, readSpan } from './operand.ts'
import { fold, matcherOf } from './pattern.ts'
import type { CompareOp, FieldClause, Query } from './query.ts'
import { isRawField } from './raw-field.ts'
import { valueOfRow, wordsOfRow } from './row-values.ts'

/** Who asks and when: `assignee : me` and `now` mean something else for everybody. */
export interface QueryMoment {
  readonly now: EpochMs
  readonly meId: string
}

/**
 * Whether one alert fits a query: slow and plain, what every faster way is checked against. `records` are the alert's raw
 * records; one that fits is enough. A field that nobody knows fits nothing.
 */
export function matchesQuery(
  query: Query,
  row: QueueAlert,
  moment: QueryMoment,
  records: readonly Json[] = [],
): boolean {
  if (query.kind === 'all') return true
  if (query.kind === 'and') return query.parts.every((part) => matchesQuery(part, row, moment, records))
  if (query.kind === 'or') return query.parts.some((part) => matchesQuery(part, row, moment, records))
  if (query.kind === 'not') return !matchesQuery(query.part, row, moment, records)
  if (query.kind === 'text') {
    const fits = matcherOf(query.value, 'part')
    return wordsOfRow(row).some((words) => fits(fold(words)))
  }
  if (isRawField(query.field)) return records.some((record) => matchesRaw(query, record))
  return matchesField(query, row, moment)
}

function matchesField(clause: FieldClause, row: QueueAlert, moment: QueryMoment): boolean {
  const field = fieldNamed(clause.field)
  if (field === null) return false
  const value = valueOfRow(row, field.name)
  if (value === null || (Array.isArray(value) && value.length === 0)) return false
  if (clause.kind === 'exists') return true
  if (typeof value === 'boolean') {
    return clause.kind === 'is' && clause.values.some((one) => one.kind === 'literal' && one.text === String(value))
  }
  const [from, to] = spanOf(clause, field, moment.now)
  if (typeof value === 'number') {
    if (clause.kind !== 'is') return from <= value && value < to
    return clause.values.some((one) => {
      if (one.kind !== 'literal') return false
      const [first, end] = spanOf(
        { kind: 'between', field: clause.field, from: one.text, to: one.text },
        field,
        moment.now,
      )
      return first <= value && value < end
    })
  }
  const texts = value as readonly string[]
  if (clause.kind !== 'is') {
    const rank = readRank(field, texts[0] ?? '') ?? Number.NaN
    return from <= rank && rank < to
  }
  return clause.values.some((one) => {
    if (field.name === 'assignee' && one.kind === 'literal' && fold(one.text) === 'me') {
      return row.assignee?.id === moment.meId
    }
    const fits = matcherOf(one, field.kind === 'text' ? 'part' : 'whole')
    return texts.some((text) => fits(fold(text)))
  })
}

/** From the first that fits to the first behind it; nothing fits where a bound cannot be read. */
export function spanOf(clause: FieldClause, field: QueryField, now: EpochMs): readonly [from: number, to: number] {
  if (clause.kind === 'between') return [edges(field, clause.from, now)[0], edges(field, clause.to, now)[1]]
  if (clause.kind !== 'compare') return [Number.NaN, Number.NaN]
  const [start, end] = edges(field, clause.value, now)
  const ends: Readonly<Record<CompareOp, readonly [number, number]>> = {
    '>': [end, Number.POSITIVE_INFINITY],
    '>=': [start, Number.POSITIVE_INFINITY],
    '<': [Number.NEGATIVE_INFINITY, start],
    '<=': [Number.NEGATIVE_INFINITY, end],
  }
  return ends[clause.op]
}

/** Of one value: itself and the next that is more. */
function edges(field: QueryField, text: string, now: EpochMs): readonly [number, number] {
  if (field.kind === 'time') {
    const span = readSpan(text, now)
    return span === null ? [Number.NaN, Number.NaN] : [span.from, span.to]
  }
  const value = field.kind === 'ordered' ? readRank(field, text) : readNumber(text)
  return value === null ? [Number.NaN, Number.NaN] : [value, nextNumber(value)]
}

/** Numbers here have at most six decimals. */
function nextNumber(value: number): number {
  return value + Math.max(0.000_000_5, Math.abs(value) * Number.EPSILON)
}
