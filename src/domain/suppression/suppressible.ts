import type { FieldName } from '../query/fields.ts'
import { fieldNamed } from '../query/fields.ts'
import { parseQuery } from '../query/parse.ts'
import { printQuery } from '../query/print.ts'
import { type Clause, clausesIn, type Query, type QueryValue } from '../query/query.ts'
import { isRawField } from '../query/raw-field.ts'

/** What is known of an alert when it arrives and is changed by nobody's work on it. */
const ARRIVAL_FIELDS: ReadonlySet<string> = new Set<FieldName>([
  'identity',
  'trigger',
  'title',
  'owner',
  'environment',
  'kind',
  'threat',
  'vendor',
  'format',
  'severity',
  'tier',
])

/** One of these says what is silenced; without it, it would be a whole team, source or environment. */
export const NAMING_FIELDS = ['identity', 'trigger', 'title'] as const satisfies readonly FieldName[]

/** Letters that a pattern or a part of a title needs, so that it means something. */
const LEAST_LETTERS = 4
const MOST_CLAUSES = 20

export type Suppressible =
  /** `text` is the query as it is kept: printed from what was understood. */
  { readonly ok: true; readonly query: Query; readonly text: string } | { readonly ok: false; readonly problem: string }

/**
 * Whether a query can decide by itself, when an alert arrives, that nobody has to look: every field known by then, nothing that time
 * or people change, no free text, and in each of its alternatives an identity, a trigger or a title by name. Never throws.
 */
export function readSuppression(text: string): Suppressible {
  const parsed = parseQuery(text)
  if (!parsed.ok) return no(parsed.problem.message)
  const { query } = parsed
  const clauses = clausesIn(query)
  if (clauses.length > MOST_CLAUSES) {
    return no(`It has ${clauses.length} conditions; ${MOST_CLAUSES} are the most that anybody can answer for.`)
  }
  const problem = clauses.map(whyNotClause).find((one) => one !== null)
  if (problem !== undefined) return no(problem)
  if (!isNaming(query)) {
    return no(
      'It names nothing: it would silence whatever comes. Add an identity, a trigger or a title, as in trigger : key-made.',
    )
  }
  return { ok: true, query, text: printQuery(query) }
}

/** The conditions of a query that a suppression can have, where it has any: what remains of a view when work and time are left out. */
export function suppressiblePart(query: Query): Query | null {
  if (query.kind !== 'and') return clausesIn(query).some((one) => whyNotClause(one) !== null) ? null : query
  const parts = query.parts.filter((part) => clausesIn(part).every((one) => whyNotClause(one) === null))
  const [first] = parts
  if (first === undefined) return null
  return parts.length === 1 ? first : { kind: 'and', parts }
}

function whyNotClause(clause: Clause): string | null {
  if (clause.kind === 'text') return 'Free text finds more than one means. Name the field, as in title : "key made".'
  if (isRawField(clause.field)) {
    return `${clause.field} stands in raw records, of which an alert has many. Use a field of the alert, such as identity.`
  }
  const field = fieldNamed(clause.field)
  if (field === null) return `There is no field ${clause.field}.`
  if (ARRIVAL_FIELDS.has(field.name)) return null
  return `${field.name} is not settled when an alert arrives. A suppression asks for ${[...ARRIVAL_FIELDS].join(', ')}.`
}

/** Whether each alternative names what it silences. What is denied names nothing. */
function isNaming(query: Query): boolean {
  if (query.kind === 'and') return query.parts.some(isNaming)
  if (query.kind === 'or') return query.parts.every(isNaming)
  if (query.kind !== 'is' || !NAMING_FIELDS.some((name) => name === query.field)) return false
  return query.values.every((value) => lettersIn(value) >= (isWhole(query.field, value) ? 1 : LEAST_LETTERS))
}

function isWhole(field: string, value: QueryValue): boolean {
  return field !== 'title' && value.kind === 'literal'
}

function lettersIn(value: QueryValue): number {
  return value.kind === 'literal' ? value.text.trim().length : value.parts.join('').trim().length
}

function no(problem: string): Suppressible {
  return { ok: false, problem }
}
