import type { Facts } from '../domain/evidence/fields.ts'
import type { JsonObject } from '../domain/json/json.ts'
import type { Signal } from '../domain/signal/signal.ts'
import type { Subject } from './fields.ts'
import type { Reads } from './logsource.ts'

/** What a trigger may look at: the vendor's record as it was read, what we made of it, and what we knew by then. */
export interface Evidence {
  /** Name of the format that read the record. */
  readonly format: string
  /** The record itself, after its transport envelope was taken off and before anything was redacted. */
  readonly record: JsonObject
  readonly signal: Signal
  readonly facts: Facts
}

/** Whether a rule looks at records of this kind. */
export function isAbout(reads: Reads, { format }: Pick<Evidence, 'format'>): boolean {
  return reads.formats === null || reads.formats.includes(format)
}

/** What the rule looks at: for `explain`, which shows the same values that decided. */
export function seenBy(reads: Reads, { record, signal, facts }: Evidence): Subject {
  return { record: reads.what === 'record' ? record : signal, facts }
}
