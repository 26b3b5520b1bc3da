import { type CheckedValue, checkBound, checkValue, findField } from './check-clause.ts'
import type { QueryField } from './fields.ts'
import { allOf, anyOf, type CompareOp, EVERYTHING, QUERY_LIMITS, type Query, type QueryValue } from './query.ts'
import { scanQuery, type Token } from './scan.ts'

/** The first thing that is wrong, where it stands in the text (`to` excluded), and what would be right. */
export interface QueryProblem {
  readonly from: number
  readonly to: number
  readonly message: string
}

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly problem: QueryProblem }

/**
 * Reads a query: `field : value`, `field : (a or b)`, `field >= value`, `field : [from to till]`, `field : *`, free text in
 * words or quotes, joined by `and`, `or`, `not` and brackets; words side by side are joined by `and`, which binds closer than
 * `or`. `*` in a value stands for anything. Never throws; takes time in proportion to the text, which `QUERY_LIMITS` bounds.
 */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > QUERY_LIMITS.characters) {
    const message = `The query has ${text.length} characters; at most ${QUERY_LIMITS.characters} can be read.`
    return { ok: false, problem: { from: QUERY_LIMITS.characters, to: text.length, message } }
  }
  try {
    return { ok: true, query: new Reader(text).read() }
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Ends the reading at the first problem; never leaves this file. */
class Trouble extends Error {
  readonly problem: QueryProblem
  constructor(problem: QueryProblem) {
    super(problem.message)
    this.problem = problem
  }
}

type ValueToken = Extract<Token, { readonly kind: 'word' | 'string' }>

class Reader {
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0
  #clauses = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = scanQuery(text)
  }

  read(): Query {
    if (this.#tokens.length === 0) return EVERYTHING
    const query = this.#or()
    const left = this.#peek()
    if (left !== undefined)
      throw this.#trouble(left, 'There is no bracket open here. Take it out, or put it in quotes to search for it.')
    return query
  }

  #or(): Query {
    const parts = [this.#and()]
    while (this.#takeWord('or')) parts.push(this.#and())
    return anyOf(parts)
  }

  #and(): Query {
    const parts = [this.#not()]
    for (;;) {
      if (this.#takeWord('and')) parts.push(this.#not())
      else if (this.#startsTerm()) parts.push(this.#not())
      else return allOf(parts)
    }
  }

  #startsTerm(): boolean {
    const token = this.#peek()
    return token !== undefined && !isWord(token, 'or') && !(token.kind === 'mark' && token.text === ')')
  }

  #not(): Query {
    const token = this.#peek()
    if (token === undefined || !this.#takeWord('not')) return this.#term()
    return { kind: 'not', part: this.#deeper(token, () => this.#not()) }
  }

  #deeper(token: Token, read: () => Query): Query {
    this.#depth += 1
    if (this.#depth > QUERY_LIMITS.depth) {
      throw this.#trouble(token, `This is more than ${QUERY_LIMITS.depth} brackets and nots deep. Write it flatter.`)
    }
    const query = read()
    this.#depth -= 1
    return query
  }

  #term(): Query {
    const token = this.#peek()
    if (token === undefined) throw this.#trouble(null, 'Here a condition is missing, such as status : new.')
    if (token.kind === 'mark' && token.text === '(') {
      this.#at += 1
      const inner = this.#deeper(token, () => this.#or())
      const close = this.#peek()
      if (close?.kind !== 'mark' || close.text !== ')')
        throw this.#trouble(token, 'This bracket is never closed. Put a ) where it ends.')
      this.#at += 1
      return inner
    }
    if (token.kind === 'op')
      throw this.#trouble(token, `Before ${token.text} the name of a field is missing, as in status : new.`)
    if (token.kind === 'mark')
      throw this.#trouble(token, `Here a condition is missing, such as status : new, not ${token.text}`)
    if (isKeyword(token))
      throw this.#trouble(
        token,
        `Before “${token.value.text}” a condition is missing. To search for the word, put it in quotes.`,
      )
    this.#at += 1
    this.#clauses += 1
    if (this.#clauses > QUERY_LIMITS.clauses) {
      throw this.#trouble(
        token,
        `At most ${QUERY_LIMITS.clauses} conditions can be read. Use field : (a or b) for many values.`,
      )
    }
    const op = this.#peek()
    if (op?.kind !== 'op') return { kind: 'text', value: this.#valueOf(token) }
    this.#at += 1
    if (token.kind === 'string') throw this.#trouble(token, 'A field’s name stands without quotes, as in status : new.')
    return this.#condition(token, op)
  }

  #condition(name: Extract<Token, { kind: 'word' }>, op: Extract<Token, { kind: 'op' }>): Query {
    const found = findField(name.text)
    if (!found.ok) throw this.#trouble(name, found.message)
    const { name: field, field: known } = found
    if (op.text.includes('=') && op.text !== '>=' && op.text !== '<=') {
      const right = op.text === '!=' ? `not ${field} : value` : `${field} : value`
      throw this.#trouble(op, `There is no ${op.text} here. Write ${right}.`)
    }
    if (op.text !== ':') {
      const bound = this.#bound(op, known)
      return { kind: 'compare', field, op: op.text as CompareOp, value: bound }
    }
    const token = this.#peek()
    if (token?.kind === 'mark' && token.text === '[') return this.#between(field, known)
    if (token?.kind === 'mark' && token.text === '(') return { kind: 'is', field, values: this.#list(op, known) }
    if (token?.kind === 'word' && token.text === '*') {
      this.#at += 1
      return { kind: 'exists', field }
    }
    return { kind: 'is', field, values: [this.#value(op, known)] }
  }

  #between(field: string, known: QueryField | null): Query {
    const open = this.#next()
    const from = this.#bound(open, known)
    const to = this.#peek()
    if (to === undefined || !this.#takeWord('to'))
      throw this.#trouble(to ?? open, 'A range is written [from to till], as in [now-7d to now].')
    const till = this.#bound(to, known)
    const close = this.#peek()
    if (close?.kind !== 'mark' || close.text !== ']')
      throw this.#trouble(close ?? open, 'This range is never closed. Put a ] behind its end.')
    this.#at += 1
    return { kind: 'between', field, from, to: till }
  }

  #list(op: Token, known: QueryField | null): readonly QueryValue[] {
    const open = this.#next()
    const values = [this.#value(op, known)]
    for (;;) {
      const token = this.#peek()
      if (token?.kind === 'mark' && token.text === ')') {
        this.#at += 1
        return values
      }
      if (token === undefined) throw this.#trouble(open, 'This bracket is never closed. Put a ) behind the last value.')
      if (!this.#takeWord('or'))
        throw this.#trouble(token, 'Between the values of a field stands or, as in status : (new or acknowledged).')
      values.push(this.#value(token, known))
      if (values.length > QUERY_LIMITS.clauses)
        throw this.#trouble(token, `At most ${QUERY_LIMITS.clauses} values can be read.`)
    }
  }

  #value(before: Token, known: QueryField | null): QueryValue {
    const token = this.#valueToken(before)
    return this.#checked(token, checkValue(known, this.#valueOf(token)))
  }

  #bound(before: Token, known: QueryField | null): string {
    const token = this.#valueToken(before)
    const value = this.#valueOf(token)
    if (value.kind === 'pattern') throw this.#trouble(token, 'Here * means nothing: more and less need one value.')
    return this.#checked(token, checkBound(known, value.text))
  }

  #checked<Value>(token: Token, checked: CheckedValue<Value>): Value {
    if (!checked.ok) throw this.#trouble(token, checked.message)
    return checked.value
  }

  #valueToken(before: Token): ValueToken {
    const token = this.#peek()
    if (token === undefined)
      throw this.#trouble(null, `Behind ${this.#text.slice(before.from, before.to)} a value is missing.`)
    if (token.kind === 'op' || token.kind === 'mark') {
      throw this.#trouble(token, `Here a value is missing; a value that holds ${token.text} is put in quotes.`)
    }
    if (isKeyword(token))
      throw this.#trouble(token, `Here a value is missing. If “${token.value.text}” is the value, put it in quotes.`)
    this.#at += 1
    return token
  }

  #valueOf(token: ValueToken): QueryValue {
    if (token.kind === 'word') return token.value
    if (!token.isClosed) throw this.#trouble(token, 'This quote is never closed. Put a " where it ends.')
    return { kind: 'literal', text: token.text }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #next(): Token {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw this.#trouble(null, 'The query ends here although something is missing.')
    this.#at += 1
    return token
  }

  #takeWord(word: string): boolean {
    const token = this.#peek()
    if (token === undefined || !isWord(token, word)) return false
    this.#at += 1
    return true
  }

  #trouble(token: Token | null, message: string): Trouble {
    const end = this.#text.length
    return new Trouble({ from: token?.from ?? end, to: token?.to ?? end, message })
  }
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word
}

/** Words that join conditions. Behind a backslash or in quotes they are words like any other. */
export function isKeyword(
  token: Token,
): token is Extract<Token, { kind: 'word' }> & { readonly value: { readonly kind: 'literal'; readonly text: string } } {
  return isWord(token, 'and') || isWord(token, 'or') || isWord(token, 'not')
}
