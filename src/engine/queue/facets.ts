import type { FieldName } from '../../domain/query/fields.ts'
import { fold } from '../../domain/query/pattern.ts'
import type { Dictionary } from './dictionary.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import type { QueueTable } from './queue-table.ts'
import type { Tally } from './tally.ts'

/** One value of a facet. */
export interface FacetValue {
  /** As a query writes it; null where the field has none. */
  readonly value: string | null
  /** As a person reads it. */
  readonly label: string | null
  /** Rows of the view that have it. */
  readonly count: number
  /** Rows that would have it if the query said nothing of this field: what a click would bring in. */
  readonly reachable: number
}

export interface Facet {
  readonly field: FieldName
  /** Those of most rows first, at most as many as were asked for. */
  readonly values: readonly FacetValue[]
  /** Different values in reach, whether listed or not. */
  readonly distinct: number
}

/** Counts the words of a field: over the view's rows, and over those of `reach`, the view without its conditions on this field. */
export function facetOf(table: QueueTable, field: FieldName, view: Tally, reach: Tally, limit: number): Facet {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') return { field, values: [], distinct: 0 }
  const words = table.words(place.column)
  const counts = view.by(place.column)
  const reached = reach.by(place.column)
  if (words.isList) {
    const values = valuesOfList(words, counts, reached)
    values.sort((a, b) => b.count - a.count || b.reachable - a.reachable)
    return { field, values: values.slice(0, limit), distinct: values.length }
  }
  const codes: number[] = []
  for (let code = 0; code < reached.length; code += 1) if ((reached[code] ?? 0) > 0) codes.push(code)
  const top = topOf(codes, limit, (a, b) => at(counts, b) - at(counts, a) || at(reached, b) - at(reached, a) || a - b)
  return { field, distinct: codes.length, values: top.map((code) => valueOf(words, code, counts, reached)) }
}

/** Words of a field in which the prefix is found, those that begin with it first, then those of most rows. */
export function completionsOf(
  table: QueueTable,
  field: FieldName,
  prefix: string,
  view: Tally,
  limit: number,
): readonly FacetValue[] {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') return []
  const words = table.words(place.column)
  const counts = view.by(place.column)
  const wanted = fold(prefix)
  if (words.isList) {
    const values = valuesOfList(words, counts, counts, true).filter(({ label }) => fold(label ?? '').includes(wanted))
    const begins = ({ label }: FacetValue) => Number(fold(label ?? '').startsWith(wanted))
    values.sort((a, b) => begins(b) - begins(a) || b.count - a.count)
    return values.slice(0, limit)
  }
  const codes: number[] = []
  const begins = new Uint8Array(words.size)
  words.find(wanted, (code, isBeginning) => {
    if (codes.at(-1) !== code) codes.push(code)
    if (isBeginning) begins[code] = 1
  })
  const top = topOf(codes, limit, (a, b) => at(begins, b) - at(begins, a) || at(counts, b) - at(counts, a) || a - b)
  return top.map((code) => valueOf(words, code, counts, counts))
}

function valueOf(words: Dictionary, code: number, counts: Uint32Array, reached: Uint32Array): FacetValue {
  return {
    value: words.valueAt(code),
    label: words.labelAt(code),
    count: at(counts, code),
    reachable: at(reached, code),
  }
}

/** A list counts under each of its names; rows without one under none. */
function valuesOfList(
  words: Dictionary,
  counts: Uint32Array,
  reached: Uint32Array,
  isWithUnused = false,
): FacetValue[] {
  const values = new Map<string | null, FacetValue>()
  for (let code = 0; code < words.size; code += 1) {
    if (at(reached, code) === 0 && !isWithUnused) continue
    for (const name of code === 0 ? [null] : words.namesAt(code)) {
      const { count, reachable } = values.get(name) ?? { count: 0, reachable: 0 }
      values.set(name, {
        value: name,
        label: name,
        count: count + at(counts, code),
        reachable: reachable + at(reached, code),
      })
    }
  }
  return [...values.values()]
}

/** The first ones of an order without ordering the others: what is offered is few. */
function topOf(codes: readonly number[], limit: number, compare: (a: number, b: number) => number): readonly number[] {
  const top: number[] = []
  for (const code of codes) {
    const last = top.at(-1)
    if (top.length >= limit && last !== undefined && compare(code, last) >= 0) continue
    let place = top.length
    while (place > 0 && compare(code, top[place - 1] ?? 0) < 0) place -= 1
    top.splice(place, 0, code)
    if (top.length > limit) top.pop()
  }
  return top
}

function at(values: Uint32Array | Uint8Array, index: number): number {
  return values[index] ?? 0
}
