import type { JsonObject } from '../domain/json/json.ts'
import type { Signal } from '../domain/signal/signal.ts'
import type { Reads } from './logsource.ts'
import { matches } from './matches.ts'
import type { Rule } from './rule.ts'

/** What a trigger may look at: the vendor's record as it was read, and what we made of it. */
export interface Evidence {
  /** Name of the format that read the record. */
  readonly format: string
  /** The record itself, after its transport envelope was taken off and before anything was redacted. */
  readonly record: JsonObject
  readonly signal: Signal
}

/** Whether a rule is about this kind of record and true of it. */
export function fires({ rule, reads }: { readonly rule: Rule; readonly reads: Reads }, evidence: Evidence): boolean {
  if (reads.formats !== null && !reads.formats.includes(evidence.format)) return false
  return matches(rule, seenBy(reads, evidence))
}

/** What the rule looks at: for `explain`, which shows the same values that decided. */
export function seenBy(reads: Reads, evidence: Evidence): JsonObject {
  return reads.what === 'record' ? evidence.record : evidence.signal
}
