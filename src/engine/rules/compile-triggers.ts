import { type Evidence, isAbout, seenBy } from '../../sigma/fires.ts'
import type { Reads } from '../../sigma/logsource.ts'
import type { Rule } from '../../sigma/rule.ts'
import type { TriggerLogic } from '../../sigma/trigger-logic.ts'
import { type CompiledRules, compileRules } from './compile-rules.ts'

export interface CompiledTriggers<T> {
  /** The triggers of which a rule is true of the record, each with those of its rules, by index: see `matchedBy`. */
  matched(evidence: Evidence): ReadonlyMap<T, ReadonlySet<number>>
}

/** One rule of one trigger. */
interface Place<T> {
  readonly of: T
  readonly index: number
  readonly rule: Rule
  readonly reads: Reads
}

interface Compiled<T> {
  readonly places: readonly Place<T>[]
  readonly rules: CompiledRules
}

/**
 * Compiles all rules of many triggers together: for each format once, when the first record of it comes, and apart for
 * those that look at the vendor's record and those that look at the signal.
 */
export function compileTriggers<T extends { readonly logic: TriggerLogic }>(
  triggers: readonly T[],
): CompiledTriggers<T> {
  const places = triggers.flatMap((of) =>
    of.logic.set.rules.flatMap((rule, index): Place<T>[] => {
      const reads = of.logic.reads[index]
      return reads === undefined ? [] : [{ of, index, rule, reads }]
    }),
  )
  const ofFormat = new Map<string, readonly Compiled<T>[]>()
  const compiledFor = (evidence: Evidence): readonly Compiled<T>[] => {
    const known = ofFormat.get(evidence.format)
    if (known !== undefined) return known
    const compiled = (['record', 'signal'] as const).map((what): Compiled<T> => {
      const own = places.filter(({ reads }) => reads.what === what && isAbout(reads, evidence))
      return { places: own, rules: compileRules(own.map(({ rule }) => rule)) }
    })
    ofFormat.set(evidence.format, compiled)
    return compiled
  }
  return {
    matched(evidence) {
      const found = new Map<T, Set<number>>()
      for (const compiled of compiledFor(evidence)) {
        const [first] = compiled.places
        if (first === undefined) continue
        for (const hit of compiled.rules.match(seenBy(first.reads, evidence))) {
          const place = compiled.places[hit]
          if (place === undefined) continue
          const own = found.get(place.of) ?? new Set()
          found.set(place.of, own.add(place.index))
        }
      }
      return found
    },
  }
}
