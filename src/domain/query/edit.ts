import { fold } from './pattern.ts'
import { printQuery } from './print.ts'
import { allOf, type Clause, literal, type Query, type QueryValue } from './query.ts'

/*
 * Edits of a query as chips and cells make them: a chip is one part of the top-level `and`. None of them touches what a person
 * wrote elsewhere.
 */

/** The parts that stand as chips, in order; none for everything, one for a query that is no `and`. */
export function chipsOf(query: Query): readonly Query[] {
  if (query.kind === 'all') return []
  return query.kind === 'and' ? query.parts : [query]
}

/** With a further condition; the same query where it stands there already. */
export function withChip(query: Query, chip: Query): Query {
  const text = printQuery(chip)
  return chipsOf(query).some((one) => printQuery(one) === text) ? query : allOf([...chipsOf(query), chip])
}

/** Without the chip at that place. */
export function withoutChip(query: Query, at: number): Query {
  return allOf(chipsOf(query).filter((_, place) => place !== at))
}

/** With another one at its place. */
export function replaceChip(query: Query, at: number, chip: Query): Query {
  return allOf(chipsOf(query).map((one, place) => (place === at ? chip : one)))
}

/** With the chip at that place turned round; turned twice it is as before. */
export function negateChip(query: Query, at: number): Query {
  const chip = chipsOf(query)[at]
  if (chip === undefined) return query
  return replaceChip(query, at, chip.kind === 'not' ? chip.part : { kind: 'not', part: chip })
}

/** `field : value`, or where there is no value, that there is none. */
export function fieldIs(field: string, value: string | null): Query {
  if (value === null) return { kind: 'not', part: { kind: 'exists', field } }
  return { kind: 'is', field, values: [literal(value)] }
}

/** As a cell's "filter in": only rows like this one. What was filtered out before is let in again. */
export function filterIn(query: Query, field: string, value: string | null): Query {
  return withChip(withoutOpposite(query, { kind: 'not', part: fieldIs(field, value) }), fieldIs(field, value))
}

/** As a cell's "filter out": every row but those like this one. */
export function filterOut(query: Query, field: string, value: string | null): Query {
  const out: Query = value === null ? { kind: 'exists', field } : { kind: 'not', part: fieldIs(field, value) }
  return withChip(withoutOpposite(query, fieldIs(field, value)), out)
}

function withoutOpposite(query: Query, opposite: Query): Query {
  const text = printQuery(opposite.kind === 'not' && opposite.part.kind === 'not' ? opposite.part.part : opposite)
  return allOf(chipsOf(query).filter((chip) => printQuery(chip) !== text))
}

/** What the chips say of a field's values: those it may have, and those it may not. Patterns are left out. */
export function valuesOf(
  query: Query,
  field: string,
): { readonly in: readonly string[]; readonly out: readonly string[] } {
  const inside: string[] = []
  const outside: string[] = []
  for (const chip of chipsOf(query)) {
    const clause = chip.kind === 'not' ? chip.part : chip
    if (clause.kind !== 'is' || clause.field !== field) continue
    const texts = clause.values.flatMap((value) => (value.kind === 'literal' ? [value.text] : []))
    if (chip.kind === 'not') outside.push(...texts)
    else inside.push(...texts)
  }
  return { in: inside, out: outside }
}

/**
 * With a value of a facet switched: `toggle` adds it to those the field may have or takes it out again (the last one takes the
 * condition with it), `only` leaves it alone, `out` excludes it. Other conditions on the field stay.
 */
export function withFacetValue(query: Query, field: string, value: string, how: 'toggle' | 'only' | 'out'): Query {
  const chips = chipsOf(query)
  const at = chips.findIndex((chip) => chip.kind === 'is' && chip.field === field)
  const chip = chips[at]
  const values = chip?.kind === 'is' ? chip.values : []
  if (how === 'out') return filterOut(withValues(query, at, field, without(values, value)), field, value)
  if (how === 'only') return withValues(query, at, field, [literal(value)])
  const rest = without(values, value)
  return withValues(query, at, field, rest.length < values.length ? rest : [...values, literal(value)])
}

function without(values: readonly QueryValue[], value: string): readonly QueryValue[] {
  return values.filter((one) => one.kind !== 'literal' || fold(one.text) !== fold(value))
}

function withValues(query: Query, at: number, field: string, values: readonly QueryValue[]): Query {
  if (values.length === 0) return at < 0 ? query : withoutChip(query, at)
  const chip: Clause = { kind: 'is', field, values }
  return at < 0 ? allOf([...chipsOf(query), chip]) : replaceChip(query, at, chip)
}

/** With a field held between two ends, as brushing a histogram does; null lets go. Earlier bounds of the field are replaced. */
export function withRange(
  query: Query,
  field: string,
  range: { readonly from: string; readonly to: string } | null,
): Query {
  const others = chipsOf(query).filter(
    (chip) => (chip.kind !== 'compare' && chip.kind !== 'between') || chip.field !== field,
  )
  return allOf(range === null ? others : [...others, { kind: 'between', field, from: range.from, to: range.to }])
}

/** With another field wherever the query asks for this one. */
export function withField(query: Query, from: string, to: string): Query {
  if (query.kind === 'all' || query.kind === 'text') return query
  if (query.kind === 'not') return { kind: 'not', part: withField(query.part, from, to) }
  if (query.kind === 'and' || query.kind === 'or') {
    return { kind: query.kind, parts: query.parts.map((part) => withField(part, from, to)) }
  }
  return query.field === from ? { ...query, field: to } : query
}
