import type { Facts } from '../domain/evidence/fields.ts'
import type { Json } from '../domain/json/json.ts'
import { isArray, isObject } from '../domain/json/json.ts'
import type { Path, Step } from './path.ts'

/** What a rule is asked about: one record (or one element of an array in it), and what we knew when it arrived. */
export interface Subject {
  readonly record: Json
  readonly facts: Facts
}

const NO_FACTS: Facts = {}

/** A record about which nothing else is known. */
export function bare(record: Json): Subject {
  return { record, facts: NO_FACTS }
}

/**
 * Every value that a path reaches, in the record's order: through objects by own key, through arrays into each element
 * unless the path names a position. A key that itself holds dots (`"ka.user.name"`) is found too, at any level, and wins
 * over the nested reading: the longest key that is there is taken. An array at the end gives its elements. Empty where
 * the path ends nowhere. Cost: at most once per value of the record and step of the path.
 */
export function valuesAt({ record, facts }: Subject, path: Path): readonly Json[] {
  if (path.from === 'facts') {
    const fact = Object.hasOwn(facts, path.source) ? facts[path.source] : undefined
    return fact === undefined ? [] : isArray(fact) ? fact : [fact]
  }
  const found: Json[] = []
  reach(record, path.steps, 0, (value) => {
    if (isArray(value)) spread(value, found)
    else found.push(value)
    return false
  })
  return found
}

/** Whether the path leads anywhere: to null, to an empty text and to an empty array too. */
export function isThere({ record, facts }: Subject, path: Path): boolean {
  if (path.from === 'facts') return Object.hasOwn(facts, path.source)
  return reach(record, path.steps, 0, () => true)
}

/** The elements of the array at the path, each whole; one value that is no array counts as its only element. */
export function elementsAt({ record }: Subject, path: Path): readonly Json[] {
  const found: Json[] = []
  reach(record, path.steps, 0, (value) => {
    // One by one: as arguments of one call a hundred thousand elements overflow the stack.
    if (isArray(value)) for (const item of value) found.push(item)
    else if (value !== null) found.push(value)
    return false
  })
  return found
}

/** Every text, number and boolean of a record, for keyword search. Keys are not values. */
export function leavesOf(value: Json, found: Json[] = []): readonly Json[] {
  if (isArray(value)) for (const item of value) leavesOf(item, found)
  else if (isObject(value)) for (const item of Object.values(value)) leavesOf(item, found)
  else if (value !== null) found.push(value)
  return found
}

function spread(values: readonly Json[], found: Json[]): void {
  for (const value of values) {
    if (isArray(value)) spread(value, found)
    else found.push(value)
  }
}

/** Visits what stands at the end of the steps; true as soon as a visit is. */
function reach(here: Json, steps: readonly Step[], from: number, visit: (value: Json) => boolean): boolean {
  if (from === steps.length) return visit(here)
  const step = steps[from]
  if (typeof step === 'number') {
    const element = isArray(here) ? here.at(step) : undefined
    return element !== undefined && reach(element, steps, from + 1, visit)
  }
  if (isArray(here)) {
    // No short cut over the elements: a later one may add values.
    let isFound = false
    for (const item of here) isFound = reach(item, steps, from, visit) || isFound
    return isFound
  }
  if (!isObject(here)) return false
  let to = from
  while (typeof steps[to] === 'string') to += 1
  for (; to > from; to -= 1) {
    const key = to === from + 1 ? String(step) : steps.slice(from, to).join('.')
    const next = Object.hasOwn(here, key) ? here[key] : undefined
    if (next !== undefined) return reach(next, steps, to, visit)
  }
  return false
}
