/**
 * A query over the queue as a tree, in normal form: `and` and `or` have at least two parts and never a part of their own
 * kind, `all` stands only alone. `parseQuery` makes nothing else and `printQuery` writes it so that it reads back the same.
 */
export type Query =
  /** No condition. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly parts: readonly Query[] }
  | { readonly kind: 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | Clause

/** One condition. `field` is a name of `QUERY_FIELDS`, or the path of a raw record as `rawField` writes it. */
export type Clause =
  | FieldClause
  /** Free text: anywhere in the words of a row. */
  | { readonly kind: 'text'; readonly value: QueryValue }

export type FieldClause =
  /** The field has one of the values. */
  | { readonly kind: 'is'; readonly field: string; readonly values: readonly QueryValue[] }
  | { readonly kind: 'exists'; readonly field: string }
  | { readonly kind: 'compare'; readonly field: string; readonly op: CompareOp; readonly value: string }
  /** Both ends belong to it. */
  | { readonly kind: 'between'; readonly field: string; readonly from: string; readonly to: string }

export type CompareOp = '>' | '>=' | '<' | '<='

/** Exactly this text, or the parts of a pattern with anything between them: `svc-*` is `['svc-', '']`. */
export type QueryValue =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'pattern'; readonly parts: readonly string[] }

export const EVERYTHING: Query = { kind: 'all' }

/** What a query may cost before anything is done with it. */
export const QUERY_LIMITS = { characters: 4000, clauses: 200, depth: 20 } as const

export function literal(text: string): QueryValue {
  return { kind: 'literal', text }
}

/** In normal form: flat, `all` left out, a single part for itself. */
export function allOf(parts: readonly Query[]): Query {
  return joined('and', parts)
}

export function anyOf(parts: readonly Query[]): Query {
  return parts.some(({ kind }) => kind === 'all') ? EVERYTHING : joined('or', parts)
}

function joined(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : part.kind === 'all' ? [] : [part]))
  const [only] = flat
  if (only === undefined) return EVERYTHING
  return flat.length === 1 ? only : { kind, parts: flat }
}

/** Every clause of a query, in the order in which it is written. */
export function clausesIn(query: Query): readonly Clause[] {
  if (query.kind === 'all') return []
  if (query.kind === 'not') return clausesIn(query.part)
  if (query.kind === 'and' || query.kind === 'or') return query.parts.flatMap(clausesIn)
  return [query]
}
