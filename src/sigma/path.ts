import { EVIDENCE_FIELDS } from '../domain/evidence/fields.ts'
import { QUANTIFIERS, type Quantifier } from './rule.ts'

/** A place in a record: keys, and positions in arrays (-1 is the last element). No steps is the value itself. */
export interface Path {
  /** As written, without modifiers. */
  readonly source: string
  readonly steps: readonly Step[]
  /** Facts are ours, from enrichment; nothing in a record can stand in for one. */
  readonly from: 'record' | 'facts'
}
export type Step = string | number

/** A field as a rule writes it: up to the first `[any]` and its like a path, the rest about each element. */
export interface ReadPath {
  readonly path: Path
  readonly elements: { readonly quantifier: Quantifier; readonly rest: string } | null
}

/** Records are at most 64 levels deep, and no vendor nests what it names half as deep. */
export const MAX_STEPS = 30

/**
 * Reads a field name. Brackets are selectors only where `hasSelectors` (documents of `sigma-version: 3` and later), else
 * letters of the name; `\[` and `\]` are always letters. Two dots in a row are a key that begins with one
 * (`details..tag`). Null where it is no path: a selector that is neither a number nor a quantifier, nothing but dots, or
 * too many steps.
 */
export function readPath(source: string, hasSelectors: boolean): ReadPath | null {
  if (Object.hasOwn(EVIDENCE_FIELDS, source)) {
    return { path: { source, steps: [source], from: 'facts' }, elements: null }
  }
  if (source === '.') return { path: { source, steps: [], from: 'record' }, elements: null }
  const steps: Step[] = []
  let read = 0
  for (const segment of source.split('.')) {
    const { name, selectors } = hasSelectors ? selectorsOf(segment) : { name: segment, selectors: [] }
    if (name === '' && (segment !== '' || source.replaceAll('.', '') === '')) return null
    steps.push(name)
    read += segment.length + 1
    for (const [at, selector] of selectors.entries()) {
      if (/^-?\d{1,6}$/.test(selector)) {
        steps.push(Number(selector))
        continue
      }
      const quantifier = QUANTIFIERS.find((known) => known === selector)
      if (quantifier === undefined) return null
      const path: Path = { source: source.slice(0, read - 1), steps, from: 'record' }
      // Whatever selects further below the element (`[any][0]`) is read as a path of its own.
      const further = selectors.slice(at + 1).map((one) => `[${one}]`)
      if (further.length > 0) return null
      return { path, elements: { quantifier, rest: source.slice(read) } }
    }
  }
  if (steps.length > MAX_STEPS) return null
  return { path: { source, steps, from: 'record' }, elements: null }
}

/** `args[0]` is `args` and `0`. Escaped brackets belong to the name. */
function selectorsOf(segment: string): { readonly name: string; readonly selectors: readonly string[] } {
  const found = /^((?:[^[\]\\]|\\.)*)((?:\[[^[\]]*\])*)$/s.exec(segment)
  if (found === null) return { name: '', selectors: [] }
  const selectors = [...(found[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? '')
  return { name: (found[1] ?? '').replaceAll(/\\([[\]])/g, '$1'), selectors }
}
