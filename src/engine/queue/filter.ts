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
import { add, andInto, fullMask, type Mask, newMask, orInto, turnRound } from './masks.ts'
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
    if (row !== null) add(mask, row)
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
    words.find(longestPart(value), (code) => {
      if (words.isNamedAt(code) && fits(words.foldedAt(code)[0] ?? '')) yes[code] = 1
    })
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
  if (clause.kind === 'exists') yes.fill(1, 1)
  else if (clause.kind === 'is') for (const value of clause.values) markFitting(yes, value, field, words, world)
  else {
    const [from, to] = spanOf(clause, field, world.now)
    for (let code = 1; code < words.size; code += 1) {
      const rank = readRank(field, words.wordAt(code) ?? '') ?? Number.NaN
      yes[code] = Number(from <= rank && rank < to)
    }
  }
  return yes
}

function markFitting(yes: Uint8Array, value: QueryValue, field: QueryField, words: Dictionary, world: FilterWorld) {
  if (field.name === 'assignee' && value.kind === 'literal' && fold(value.text) === 'me') {
    for (let code = 1; code < words.size; code += 1) {
      if (splitNames(words.wordAt(code) ?? '')[1] === world.meId) yes[code] = 1
    }
    return
  }
  const fits = matcherOf(value, field.kind === 'text' ? 'part' : 'whole')
  words.find(longestPart(value), (code) => {
    if (yes[code] === 0 && words.foldedAt(code).some(fits)) yes[code] = 1
  })
}

/** What every text has in it that a value fits, folded. */
function longestPart(value: QueryValue): string {
  const parts = (value.kind === 'literal' ? [value.text] : value.parts).map(fold)
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '')
}

// Word by word, and without a branch: in a column that is as good as random each would be guessed wrong.

function markWords({ count, words }: Mask, codes: NumberArray, yes: Uint8Array): void {
  if (!yes.includes(1)) return
  let row = 0
  for (let at = 0; at < words.length; at += 1) {
    let bits = words[at] ?? 0
    for (const end = Math.min(row + 32, count); row < end; row += 1) bits |= (yes[codes[row] ?? 0] ?? 0) << (row & 31)
    words[at] = bits
  }
}

/** From `from`, before `to`; none is no number. */
function markBetween({ count, words }: Mask, values: NumberArray, from: number, to: number): void {
  // None stands above every whole number, and in a column of instants it is less and more than nothing.
  const before = values instanceof Uint32Array ? Math.min(to, NONE) : to
  let row = 0
  for (let at = 0; at < words.length; at += 1) {
    let bits = words[at] ?? 0
    for (const end = Math.min(row + 32, count); row < end; row += 1) {
      const value = values[row] ?? 0
      bits |= (Number(value >= from) & Number(value < before)) << (row & 31)
    }
    words[at] = bits
  }
}
