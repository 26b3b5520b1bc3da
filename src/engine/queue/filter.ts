import { fieldNamed, type QueryField } from '../../domain/query/fields.ts'
import { type QueryMoment, spanOf } from '../../domain/query/matches.ts'
import { readRank } from '../../domain/query/operand.ts'
import { fold, matcherOf } from '../../domain/query/pattern.ts'
import { printQuery } from '../../domain/query/print.ts'
import type { FieldClause, Query, QueryValue } from '../../domain/query/query.ts'
import { isRawField } from '../../domain/query/raw-field.ts'
import { NONE, type NumberArray, type NumberName, splitNames, type WordName } from './columns.ts'
import type { Dictionary } from './dictionary.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import { andInto, fullMask, type Mask, newMask, orInto, turnRound } from './masks.ts'
import { numberTextMask } from './number-text.ts'

/** Rows that are judged: a whole table, or some of one. */
export interface FilterRows {
  readonly count: number
  numbers(name: NumberName): NumberArray
  codes(name: WordName): NumberArray
  words(name: WordName): Dictionary
  /** Null where no such alert is among them. */
  rowOfNumber(number: number): number | null
}

/** What a query is judged by besides the rows. */
export interface FilterWorld extends QueryMoment {
  /** Numbers of the alerts that fit a condition on a raw path, under the condition as it prints. */
  readonly raw: ReadonlyMap<string, readonly number[]>
}

/**
 * The rows that fit, whole columns at a time: a predicate on words is asked once for each word, then it is one look-up a row. As
 * `matchesQuery` says, row by row. A condition on a raw path whose answer is not in `world.raw` fits nothing.
 */
export function maskOf(query: Query, table: FilterRows, world: FilterWorld): Mask {
  const { count } = table
  if (query.kind === 'all') return fullMask(count)
  if (query.kind === 'and' || query.kind === 'or') {
    const [first, ...others] = query.parts.map((part) => maskOf(part, table, world))
    const mask = first ?? newMask(count)
    for (const other of others) {
      if (query.kind === 'and') andInto(mask, other)
      else orInto(mask, other)
    }
    return mask
  }
  if (query.kind === 'not') {
    const mask = maskOf(query.part, table, world)
    turnRound(mask)
    return mask
  }
  if (query.kind === 'text') return textMask(query.value, table)
  if (isRawField(query.field)) return rawMask(query, table, world)
  return fieldMask(query, table, world)
}

function rawMask(clause: FieldClause, table: FilterRows, { raw }: FilterWorld): Mask {
  const mask = newMask(table.count)
  for (const number of raw.get(printQuery(clause)) ?? []) {
    const row = table.rowOfNumber(number)
    if (row !== null) mask[row] = 1
  }
  return mask
}

/** Words in which free text is looked for, by their names alone where they have an id as well. */
const TEXT_COLUMNS = ['title', 'identity', 'owner', 'trigger'] as const satisfies readonly WordName[]

function textMask(value: QueryValue, table: FilterRows): Mask {
  const fits = matcherOf(value, 'part')
  const mask = numberTextMask(value, table.numbers('number'), table.count)
  for (const column of TEXT_COLUMNS) {
    const words = table.words(column)
    const yes = new Uint8Array(words.size)
    for (let code = 1; code < words.size; code += 1) {
      yes[code] = words.isNamedAt(code) && fits(words.foldedAt(code)[0] ?? '') ? 1 : 0
    }
    markWords(mask, table.codes(column), yes)
  }
  return mask
}

function fieldMask(clause: FieldClause, table: FilterRows, world: FilterWorld): Mask {
  const mask = newMask(table.count)
  const field = fieldNamed(clause.field)
  if (field === null) return mask
  const place = FIELD_COLUMNS[field.name]
  if (place.kind === 'words') {
    markWords(mask, table.codes(place.column), wordsThatFit(clause, field, table, place.column, world))
    return mask
  }
  const values = table.numbers(place.column)
  if (clause.kind === 'exists') markBetween(mask, values, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  else if (clause.kind !== 'is') markBetween(mask, values, ...spanOf(clause, field, world.now))
  else {
    for (const value of clause.values) {
      if (value.kind !== 'literal') continue
      markBetween(mask, values, ...spanOfValue(clause, field, value.text, world))
    }
  }
  return mask
}

function spanOfValue(clause: FieldClause, field: QueryField, text: string, { now }: FilterWorld) {
  if (field.kind === 'boolean')
    return text === 'true' ? ([1, 2] as const) : text === 'false' ? ([0, 1] as const) : NOTHING
  return spanOf({ kind: 'between', field: clause.field, from: text, to: text }, field, now)
}

const NOTHING = [Number.NaN, Number.NaN] as const

function wordsThatFit(
  clause: FieldClause,
  field: QueryField,
  table: FilterRows,
  column: WordName,
  world: FilterWorld,
): Uint8Array {
  const words = table.words(column)
  const yes = new Uint8Array(words.size)
  const fits = predicateOf(clause, field, world)
  for (let code = 1; code < words.size; code += 1)
    yes[code] = fits(words.foldedAt(code), words.wordAt(code) ?? '') ? 1 : 0
  return yes
}

function predicateOf(
  clause: FieldClause,
  field: QueryField,
  world: FilterWorld,
): (folded: readonly string[], word: string) => boolean {
  if (clause.kind === 'exists') return () => true
  if (clause.kind !== 'is') {
    const [from, to] = spanOf(clause, field, world.now)
    return (_, word) => {
      const rank = readRank(field, word) ?? Number.NaN
      return from <= rank && rank < to
    }
  }
  const tests = clause.values.map((value) => {
    if (field.name === 'assignee' && value.kind === 'literal' && fold(value.text) === 'me') {
      return (_: readonly string[], word: string) => splitNames(word)[1] === world.meId
    }
    const fits = matcherOf(value, field.kind === 'text' ? 'part' : 'whole')
    return (folded: readonly string[]) => folded.some(fits)
  })
  return (folded, word) => tests.some((test) => test(folded, word))
}

function markWords(mask: Mask, codes: NumberArray, yes: Uint8Array): void {
  if (!yes.includes(1)) return
  for (let row = 0; row < mask.length; row += 1) mask[row] = (mask[row] ?? 0) | (yes[codes[row] ?? 0] ?? 0)
}

/** From `from`, before `to`; none is no number. */
function markBetween(mask: Mask, values: NumberArray, from: number, to: number): void {
  // None stands above every whole number, and in a column of instants it is less and more than nothing.
  const end = values instanceof Uint32Array ? Math.min(to, NONE) : to
  for (let row = 0; row < mask.length; row += 1) {
    const value = values[row] ?? 0
    mask[row] = (mask[row] ?? 0) | (value >= from && value < end ? 1 : 0)
  }
}
