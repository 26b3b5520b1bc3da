import type { Json } from '../../domain/json/json.ts'
import { fold } from '../../sigma/values/text.ts'
import { type PlainTest, plainHolds, textOfMap } from '../../sigma/values/value-test.ts'
import type { Piece, Wildcard } from '../../sigma/wildcard.ts'
import { createLiteralIndex, type Literal } from './literal-index.ts'

/** The tests, by index, that hold of one value. */
export type HoldingTests = (value: Json) => readonly number[]

/**
 * Asks many tests of one value at once. Texts without wildcards inside are found by index; a text with them, only where
 * its longest literal part stands; whatever remains (regular expressions, numbers, networks, dates) is asked one by one.
 */
export function createValueIndex(tests: readonly PlainTest[]): HoldingTests {
  const folded = createTextIndex(tests, false)
  const cased = createTextIndex(tests, true)
  const others = tests.flatMap((test, index) => (test.kind === 'text' ? [] : [{ test, index }]))
  return (value) => {
    if (tests.length === 0 || value === null) return []
    // The text of a map passes no test but those of texts, so it may stand for the map.
    const seen = typeof value === 'object' ? textOfMap(value) : value
    const text = String(seen)
    const holding = new Set<number>()
    for (const { test, index } of others) if (plainHolds(test, seen)) holding.add(index)
    folded?.(seen, fold(text), holding)
    cased?.(seen, text, holding)
    return [...holding]
  }
}

function createTextIndex(
  tests: readonly PlainTest[],
  isCased: boolean,
): ((value: Json, text: string, holding: Set<number>) => void) | null {
  const known = tests.flatMap((test, index) =>
    test.kind === 'text' && test.pattern.isCased === isCased ? [{ test, index, ...literalOf(test.pattern) }] : [],
  )
  if (known.length === 0) return null
  const find = createLiteralIndex(known)
  return (value, text, holding) => {
    find(text, (found) => {
      const one = known[found]
      if (one === undefined || holding.has(one.index)) return
      if (one.isAll || plainHolds(one.test, value)) holding.add(one.index)
    })
  }
}

/** The literal that has to stand in a fitting text; `isAll` where it is also enough. */
function literalOf({ pieces }: Wildcard): Literal & { readonly isAll: boolean } {
  const texts = pieces.map(plainText)
  const [first = null, second = null, third = null] = texts
  if (pieces.length === 1 && first !== null) return { text: first, place: 'whole', isAll: true }
  if (pieces.length === 2 && first !== null && second === '') return { text: first, place: 'start', isAll: true }
  if (pieces.length === 2 && first === '' && second !== null) return { text: second, place: 'end', isAll: true }
  if (pieces.length === 3 && first === '' && second !== null && third === '') {
    return { text: second, place: 'anywhere', isAll: true }
  }
  const longest = pieces.flatMap(runsOf).reduce((best, run) => (run.length > best.length ? run : best), '')
  return { text: longest, place: 'anywhere', isAll: false }
}

/** Null where a `?` or a set of characters stands in it. */
function plainText(piece: Piece): string | null {
  return piece.every((one) => typeof one === 'string') ? piece.join('') : null
}

function runsOf(piece: Piece): readonly string[] {
  const runs = ['']
  for (const one of piece) {
    if (typeof one === 'string') runs.push((runs.pop() ?? '') + one)
    else runs.push('')
  }
  return runs
}
