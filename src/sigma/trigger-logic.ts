import type { EpochMs } from '../domain/time/instant.ts'
import { type CorrelationMemory, correlate, createMemory, groupsTouched } from './correlation/correlate.ts'
import type { Subject } from './fields.ts'
import { type Evidence, isAbout, seenBy } from './fires.ts'
import type { Reads } from './logsource.ts'
import { matches } from './matches.ts'
import type { Rule } from './rule.ts'
import type { RuleSet } from './rule-set.ts'

/** When a trigger fires: one rule about one record, or a correlation over several with the rules below it. */
export interface TriggerLogic {
  readonly set: RuleSet
  /** What each rule of the set looks at. */
  readonly reads: readonly Reads[]
  /** What that document says of itself. */
  readonly head: Pick<Rule, 'id' | 'title' | 'description' | 'tags' | 'falsePositives'>
  /** The document that raises the alert. */
  readonly main: { readonly kind: 'rule' | 'correlation'; readonly index: number }
}

/** The rules of the logic, by index, that are about this kind of record and true of it. */
export function matchedBy(logic: TriggerLogic, evidence: Evidence): ReadonlySet<number> {
  const matched = new Set<number>()
  for (const [index, rule] of logic.set.rules.entries()) {
    const reads = logic.reads[index]
    if (reads !== undefined && isAbout(reads, evidence) && matches(rule, seenBy(reads, evidence))) matched.add(index)
  }
  return matched
}

/**
 * Whether the trigger fires on a record that `matched` these rules of it. A trigger with a correlation has to be told every
 * record once, in the order of arrival; `at` is the instant of the record.
 */
export function judge(
  logic: TriggerLogic,
  matched: ReadonlySet<number>,
  evidence: Evidence,
  at: EpochMs,
  memory: CorrelationMemory,
): boolean {
  const { kind, index } = logic.main
  if (kind === 'rule') return matched.has(index)
  const fired = correlate(logic.set, memory, { subject: subjectOf(logic, matched, evidence), at, matched })
  return fired.some((one) => one.index === index)
}

/** Whether the trigger fires on this record alone, as if nothing had been before it. */
export function firesAlone(logic: TriggerLogic, evidence: Evidence): boolean {
  return judge(logic, matchedBy(logic, evidence), evidence, 0, createMemory())
}

/** The formats whose records the trigger looks at; null is all. */
export function formatsOf({ reads }: TriggerLogic): readonly string[] | null {
  if (reads.some(({ formats }) => formats === null)) return null
  return [...new Set(reads.flatMap(({ formats }) => formats ?? []))]
}

/** The keys of all groups that `judge` may read for this record, so that they can be fetched beforehand. */
export function memoryKeys(logic: TriggerLogic, matched: ReadonlySet<number>, evidence: Evidence): readonly string[] {
  return logic.main.kind === 'rule' || matched.size === 0
    ? []
    : groupsTouched(logic.set, { subject: subjectOf(logic, matched, evidence), matched })
}

/** Rules of one correlation look at the same kind of thing, which `parseTrigger` sees to. */
function subjectOf(logic: TriggerLogic, matched: ReadonlySet<number>, evidence: Evidence): Subject {
  const [first = 0] = matched
  return seenBy(logic.reads[first] ?? { what: 'record', formats: null }, evidence)
}
