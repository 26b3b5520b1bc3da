import * as fc from 'fast-check'
import { QUERY_FIELDS, type QueryField } from '../domain/query/fields.ts'
import { allOf, anyOf, type CompareOp, type Query, type QueryValue } from '../domain/query/query.ts'
import { rawField } from '../domain/query/raw-field.ts'
import { anyText } from './arbitraries.ts'
import { NOON } from './builders.ts'

const FIELDS: readonly QueryField[] = QUERY_FIELDS

/** Texts that mean something to the parser, and some that rows have. */
const words = fc.oneof(
  fc.constantFrom('and', 'OR', 'not', 'to', 'a:b', '*', '"', '\\', '(x)', '[y]', '', ' ', 'now', 'me', '2026-03-02'),
  fc.constantFrom('svc-1', 'role', 'reporting', 'aws', 'k'),
  anyText,
)

const literals = words.map((text): QueryValue => ({ kind: 'literal', text }))
const patterns = fc
  .tuple(
    words,
    fc.array(
      words.filter((text) => text !== ''),
      { maxLength: 2 },
    ),
    words,
  )
  .map(([first, inner, last]): QueryValue => ({ kind: 'pattern', parts: [first, ...inner, last] }))

const times = fc.oneof(
  fc.constantFrom('now', 'now-24h', 'now+7d', 'now-90m'),
  fc.integer({ min: -10, max: 10 }).map((days) => new Date(NOON + days * 86_400_000).toISOString().slice(0, 10)),
  fc.integer({ min: -1e9, max: 1e9 }).map((ms) => new Date(NOON + ms).toISOString()),
)

function bounds(field: QueryField): fc.Arbitrary<string> {
  if (field.kind === 'time') return times
  if (field.kind === 'ordered') return fc.constantFrom(...(field.values ?? []))
  if (field.kind === 'number') return fc.integer({ min: -1, max: 120 }).map(String)
  return words
}

function valuesFor(field: QueryField): fc.Arbitrary<QueryValue> {
  if (field.kind === 'boolean') return fc.constantFrom('true', 'false').map((text) => ({ kind: 'literal', text }))
  if (field.kind === 'number' || field.kind === 'time') return bounds(field).map((text) => ({ kind: 'literal', text }))
  if (field.values === undefined) return fc.oneof(literals, patterns)
  return fc.oneof(
    fc.constantFrom(...field.values).map((text): QueryValue => ({ kind: 'literal', text })),
    patterns,
  )
}

const clauseOf = (field: QueryField): fc.Arbitrary<Query> => {
  const { name } = field
  const values = fc.array(valuesFor(field), { minLength: 1, maxLength: 3 })
  const is = values
    .filter(([first, ...others]) => others.length > 0 || !isAnything(first))
    .map((some): Query => ({ kind: 'is', field: name, values: some }))
  const exists = fc.constant<Query>({ kind: 'exists', field: name })
  if (!['number', 'time', 'ordered'].includes(field.kind)) return fc.oneof({ weight: 4, arbitrary: is }, exists)
  const compare = fc
    .tuple(fc.constantFrom<CompareOp>('>', '>=', '<', '<='), bounds(field))
    .map(([op, value]): Query => ({ kind: 'compare', field: name, op, value }))
  const between = fc
    .tuple(bounds(field), bounds(field))
    .map(([from, to]): Query => ({ kind: 'between', field: name, from, to }))
  return fc.oneof(is, exists, compare, between)
}

/** `field : *` alone is existence. */
function isAnything(value: QueryValue | undefined): boolean {
  return value?.kind === 'pattern' && value.parts.every((part) => part === '')
}

const rawClauses: fc.Arbitrary<Query> = fc
  .tuple(
    fc.array(
      words.filter((text) => text !== ''),
      { minLength: 1, maxLength: 3 },
    ),
    fc.oneof(literals, patterns),
  )
  .filter(([, value]) => !isAnything(value))
  .map(([path, value]) => ({ kind: 'is', field: rawField(path), values: [value] }))

/** One condition on a field that rows have. */
const fieldClauses: fc.Arbitrary<Query> = fc.constantFrom(...FIELDS).chain(clauseOf)

const freeText: fc.Arbitrary<Query> = fc.oneof(literals, patterns).map((value) => ({ kind: 'text', value }))

function trees(leaves: fc.Arbitrary<Query>): fc.Arbitrary<Query> {
  return fc.letrec<{ tree: Query }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(allOf),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(anyOf),
      tie('tree').map((part): Query => ({ kind: 'not', part })),
    ),
  })).tree
}

/** Queries in normal form over the fields of a row, and free text. */
export const rowQueries: fc.Arbitrary<Query> = trees(fc.oneof({ weight: 5, arbitrary: fieldClauses }, freeText))

/** The same, conditions on raw paths among them. */
export const anyQueries: fc.Arbitrary<Query> = trees(fc.oneof(fieldClauses, freeText, rawClauses))
