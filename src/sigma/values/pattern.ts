import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js'

/** A regular expression that is searched for, in time linear in the text whatever the expression. */
export interface Pattern {
  readonly source: string
  /** Any of `i`, `m`, `s`, in that order. */
  readonly flags: string
  /** Steps of the compiled automaton. */
  readonly size: number
  isIn(text: string): boolean
}

export type ReadPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  /** `offset` counts UTF-16 code units into the source. */
  | { readonly ok: false; readonly offset: number; readonly message: string; readonly shouldBe: string }

/** UTF-16 code units; the longest public rule has about 600. */
const MAX_SOURCE = 4_000
/** Steps of the compiled automaton. A text costs at most its length times this, when no cheaper way is found. */
const MAX_PROGRAM = 2_000
/** Code units of a text that are searched. */
export const MAX_SEARCHED = 100_000

/**
 * Reads an expression of the RE2 kind. What needs backtracking (look-around, back-references, possessive quantifiers) and
 * what would need a huge automaton is refused with its place.
 */
export function readPattern(source: string, flags: string): ReadPattern {
  if (source.length > MAX_SOURCE) {
    return { ok: false, offset: 0, message: 'an expression this long', shouldBe: `at most ${MAX_SOURCE} characters` }
  }
  try {
    const compiled = RE2JS.compile(source, flagsOf(flags))
    const size = compiled.programSize()
    if (size > MAX_PROGRAM) {
      const shouldBe = 'smaller repeat counts, or several shorter expressions'
      return { ok: false, offset: 0, message: 'this expression grows too large', shouldBe }
    }
    const isIn = (text: string) => compiled.test(text.length > MAX_SEARCHED ? text.slice(0, MAX_SEARCHED) : text)
    return { ok: true, pattern: { source, flags, size, isIn } }
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return faultOf(source, error)
  }
}

function flagsOf(flags: string): number {
  const of = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }
  return Object.entries(of).reduce((all, [flag, value]) => (flags.includes(flag) ? all | value : all), 0)
}

function faultOf(source: string, error: RE2JSException): ReadPattern {
  if (!(error instanceof RE2JSSyntaxException)) {
    return { ok: false, offset: 0, message: error.message, shouldBe: 'an expression of the RE2 kind' }
  }
  const culprit = error.getPattern() ?? ''
  const offset = culprit === '' ? 0 : Math.max(0, source.lastIndexOf(culprit))
  const needsBacktracking = /^\(\?(=|!|<=|<!|>)/.test(culprit) || /^\\[1-9K]/.test(culprit) || /[*+?}]\+$/.test(culprit)
  const shouldBe = needsBacktracking
    ? 'no look-around, back-reference or possessive quantifier: they cannot be matched in linear time'
    : 'an expression of the RE2 kind'
  const place = culprit === '' ? '' : `\`${culprit.slice(0, 60)}\`: `
  return { ok: false, offset, message: `${place}${error.getDescription()}`, shouldBe }
}
