import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Person } from '../../domain/people/person.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { Policies, Residual } from './cedar.ts'
import { principalOf } from './question.ts'

/** How the rows of a table are things of the schema: each attribute as a column (a person is their id) or a condition. */
export interface Mapping {
  readonly type: string
  readonly attributes: Readonly<Record<string, RawBuilder<unknown>>>
}

/**
 * The rows that a person may do something with, as a condition for the database: the policies are evaluated with the thing
 * left open, and what remains of them becomes SQL. So a page of a list holds what its reader may see and is never thinned out
 * afterwards. What remains that cannot be said in SQL, or cannot be evaluated, lets no row through.
 */
export function whereMay(policies: Policies, person: Person, verb: Verb, mapping: Mapping): RawBuilder<SqlBool> {
  const residuals = policies.residuals(principalOf(person), verb)
  if (residuals === null) return NEVER
  const anyOf = (effect: Residual['effect']): RawBuilder<unknown> => {
    const found = residuals.filter((residual) => residual.effect === effect).map((residual) => allOf(residual, mapping))
    return found.length === 0 ? NEVER : sql`(${sql.join(found, sql` or `)})`
  }
  try {
    return sql<SqlBool>`(${anyOf('permit')} and not ${anyOf('forbid')})`
  } catch {
    return NEVER
  }
}

const NEVER = sql<SqlBool>`false`

function allOf({ conditions }: Residual, mapping: Mapping): RawBuilder<unknown> {
  const parts = conditions.map(({ kind, body }) => {
    const said = asSql(body, mapping)
    return kind === 'when' ? said : sql`not ${said}`
  })
  return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
}

const BINARY: Readonly<Record<string, RawBuilder<unknown>>> = {
  '&&': sql`and`,
  '||': sql`or`,
  '==': sql`=`,
  '!=': sql`<>`,
}

/** One expression of the engine’s JSON: `{ operator: operands }`. Throws for whatever is not listed here. */
function asSql(expression: unknown, mapping: Mapping): RawBuilder<unknown> {
  const [entry] = Object.entries(expression as object) as [string, Operands][]
  if (entry === undefined) throw new TypeError('an empty expression')
  const [operator, operands] = entry
  const binary = Object.hasOwn(BINARY, operator) ? BINARY[operator] : undefined
  if (binary !== undefined) return sql`(${asSql(operands.left, mapping)} ${binary} ${asSql(operands.right, mapping)})`
  if (operator === 'Value') return literal(operands)
  if (operator === '!') return sql`not ${asSql(operands.arg, mapping)}`
  if (operator === 'is' && isTheThing(operands.left)) return operands.entity_type === mapping.type ? sql`true` : NEVER
  const column = operator === '.' && isTheThing(operands.left) ? mapping.attributes[operands.attr ?? ''] : undefined
  if (column === undefined) throw new TypeError(`${operator} has no SQL here`)
  return column
}

interface Operands {
  readonly left?: unknown
  readonly right?: unknown
  readonly arg?: unknown
  readonly attr?: string
  readonly entity_type?: string
  readonly __entity?: { readonly id: string }
}

function isTheThing(expression: unknown): boolean {
  return JSON.stringify(expression) === '{"unknown":[{"Value":"resource"}]}'
}

function literal(value: Operands | string | boolean): RawBuilder<unknown> {
  if (typeof value === 'boolean') return value ? sql`true` : NEVER
  if (typeof value === 'string') return sql`${value}`
  if (value.__entity !== undefined) return sql`${value.__entity.id}`
  throw new TypeError('a value that has no SQL here')
}
