/*
 * What the policy is written in before it is SQL: integers, integers that may be missing, and conditions. Only an integer that is
 * there can be counted with or compared, so what a missing one means is said where it is read and never left to an engine.
 * No strings, no fractions, no engine's own functions: whatever prints this prints the same numbers.
 */
export type Sort = 'integer' | 'maybe' | 'truth'

export interface Expression<S extends Sort> {
  readonly sort: S
  readonly node: Node
}
export type Integer = Expression<'integer'>
export type Maybe = Expression<'maybe'>
export type Truth = Expression<'truth'>

/** Printed by `dialect.ts` and built by the functions below alone. */
export type Node =
  | { readonly op: 'literal'; readonly value: number }
  | { readonly op: 'column'; readonly table: string; readonly name: string }
  | { readonly op: Binary; readonly left: Node; readonly right: Node }
  | { readonly op: 'and' | 'or' | 'least' | 'greatest'; readonly all: readonly Node[] }
  | { readonly op: 'not' | 'missing' | 'sum' | 'min'; readonly of: Node }
  | { readonly op: 'one-of'; readonly of: Node; readonly values: readonly number[] }
  | { readonly op: 'or-else'; readonly of: Node; readonly other: Node }
  | { readonly op: 'choose'; readonly cases: readonly (readonly [Node, Node])[]; readonly otherwise: Node }
  | { readonly op: 'count' }
export type Binary = 'plus' | 'minus' | 'times' | 'quotient' | 'remainder' | 'equals' | 'less' | 'at-most'

const integer = (node: Node): Integer => ({ sort: 'integer', node })
const truth = (node: Node): Truth => ({ sort: 'truth', node })

/** Throws a RangeError for what is no integer that a double holds exactly. */
export function int(value: number): Integer {
  if (!Number.isSafeInteger(value)) throw new RangeError(`no safe integer: ${value}`)
  return integer({ op: 'literal', value })
}

export function column<S extends 'integer' | 'maybe'>(sort: S, table: string, name: string): Expression<S> {
  return { sort, node: { op: 'column', table, name } }
}

export function plus(first: Integer, ...others: readonly Integer[]): Integer {
  return others.reduce((sum, one) => integer({ op: 'plus', left: sum.node, right: one.node }), first)
}

export function minus(left: Integer, right: Integer): Integer {
  return integer({ op: 'minus', left: left.node, right: right.node })
}

export function times(left: Integer, right: Integer): Integer {
  return integer({ op: 'times', left: left.node, right: right.node })
}

/** Rounded down. `left` must not be negative: there engines disagree about the rounding. */
export function quotient(left: Integer, right: number): Integer {
  return integer({ op: 'quotient', left: left.node, right: divisor(right) })
}

/** As with `quotient`, `left` must not be negative. */
export function remainder(left: Integer, right: number): Integer {
  return integer({ op: 'remainder', left: left.node, right: divisor(right) })
}

function divisor(value: number): Node {
  if (value < 1) throw new RangeError(`not a divisor: ${value}`)
  return int(value).node
}

export function least(...all: readonly Integer[]): Integer {
  return integer({ op: 'least', all: all.map(({ node }) => node) })
}

export function greatest(...all: readonly Integer[]): Integer {
  return integer({ op: 'greatest', all: all.map(({ node }) => node) })
}

export function equals(left: Integer, right: Integer): Truth {
  return truth({ op: 'equals', left: left.node, right: right.node })
}

export function less(left: Integer, right: Integer): Truth {
  return truth({ op: 'less', left: left.node, right: right.node })
}

export function atMost(left: Integer, right: Integer): Truth {
  return truth({ op: 'at-most', left: left.node, right: right.node })
}

/** A flag of 0 or 1, as a condition. */
export function holds(flag: Integer): Truth {
  return equals(flag, int(1))
}

/** A condition as a flag of 0 or 1. */
export function flag(condition: Truth): Integer {
  return choose([[condition, int(1)]], int(0))
}

/** False for no values at all. */
export function oneOf(value: Integer, values: readonly number[]): Truth {
  if (values.length === 0) return equals(int(0), int(1))
  return truth({ op: 'one-of', of: value.node, values: values.map((one) => literalOf(int(one))) })
}

function literalOf({ node }: Integer): number {
  return node.op === 'literal' ? node.value : Number.NaN
}

export function and(...all: readonly Truth[]): Truth {
  return truth({ op: 'and', all: all.map(({ node }) => node) })
}

export function or(...all: readonly Truth[]): Truth {
  return truth({ op: 'or', all: all.map(({ node }) => node) })
}

export function not(one: Truth): Truth {
  return truth({ op: 'not', of: one.node })
}

export function isMissing(one: Maybe): Truth {
  return truth({ op: 'missing', of: one.node })
}

export function orElse(one: Maybe, other: Integer): Integer {
  return integer({ op: 'or-else', of: one.node, other: other.node })
}

/** The value of the first condition that holds. */
export function choose(cases: readonly (readonly [Truth, Integer])[], otherwise: Integer): Integer {
  if (cases.length === 0) return otherwise
  return integer({
    op: 'choose',
    cases: cases.map(([condition, value]) => [condition.node, value.node] as const),
    otherwise: otherwise.node,
  })
}

/** The value at this place of a short list, else `otherwise`. */
export function lookUp(place: Integer, values: readonly number[], otherwise: Integer): Integer {
  return choose(
    values.map((value, i) => [equals(place, int(i)), int(value)] as const),
    otherwise,
  )
}

/** Aggregates: over the rows of a group. `sum` of no rows is 0; `smallest` needs a group. */
export function sum(of: Integer): Integer {
  return integer({ op: 'sum', of: of.node })
}

export function smallest(of: Integer): Integer {
  return integer({ op: 'min', of: of.node })
}

export function rowCount(): Integer {
  return integer({ op: 'count' })
}
