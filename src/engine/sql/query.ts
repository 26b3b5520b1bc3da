import { column, type Expression, type Integer, type Maybe, type Truth } from './expression.ts'

/** What a table holds: integers that are always there, and integers that may be missing. */
export type Columns = Readonly<Record<string, 'integer' | 'maybe'>>
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: Expression<C[Name]> }

export interface Table<C extends Columns = Columns> {
  readonly name: string
  readonly columns: C
  /** `narrow`: no value is negative or reaches 2^32. `wide`: 64 bits with a sign. */
  readonly width: 'narrow' | 'wide'
  /** The columns of a row, to be used in expressions. */
  readonly row: RowOf<C>
  /** The same where it was joined from the left and may not be there. */
  readonly row_: { readonly [Name in keyof C]: Maybe }
}

export function table<const C extends Columns>(name: string, columns: C, width: Table['width'] = 'wide'): Table<C> {
  const entries = Object.entries(columns)
  const row = Object.fromEntries(entries.map(([own, sort]) => [own, column(sort, name, own)]))
  const row_ = Object.fromEntries(entries.map(([own]) => [own, column('maybe', name, own)]))
  return { name, columns, width, row: row as RowOf<C>, row_: row_ as Table<C>['row_'] }
}

export interface Join {
  readonly table: Table
  readonly on: Truth
  /** `maybe`: rows without a partner stay, with its columns missing. */
  readonly kind: 'must' | 'maybe'
}

/** One SELECT. With `by`, one row a group; every other column is then an aggregate. */
export interface Query<Names extends string = string> {
  readonly from: Table
  readonly joins?: readonly Join[]
  readonly where?: Truth
  readonly columns: Readonly<Record<Names, Integer>>
  readonly by?: readonly NoInfer<Names>[]
}

/** A query, its names checked. */
export function select<Names extends string>(query: Query<Names>): Query<Names> {
  return query
}

export function must(other: Table, on: Truth): Join {
  return { table: other, on, kind: 'must' }
}

export function maybe(other: Table, on: Truth): Join {
  return { table: other, on, kind: 'maybe' }
}

/** A query whose rows are kept under a name, so that later ones read them as a table. */
export interface Stage<Names extends string = string> {
  readonly table: Table<Readonly<Record<Names, 'integer'>>>
  readonly query: Query
}

export function stage<Names extends string>(name: string, query: Query<Names>): Stage<Names> {
  const columns = Object.fromEntries(Object.keys(query.columns).map((own) => [own, 'integer']))
  return { table: table(name, columns as Record<Names, 'integer'>), query }
}

/** The table that a query would be kept as. */
export type TableOf<Q extends (...given: never[]) => Query> =
  ReturnType<Q> extends Query<infer Names> ? Stage<Names>['table'] : never
