import { canonicalJson } from '../json/canonical-json.ts'
import type { AuditEntry } from './entry.ts'

/** What `previous` of the very first entry says. */
export const NO_PREVIOUS = '0'.repeat(64)

/** What somebody wants to record; sequence, time and the link to the entry before are the log's to add. */
export type AuditDraft = Omit<AuditEntry, 'sequence' | 'at' | 'previous'>

/** The text of an entry: canonical JSON. Its UTF-8 bytes are the leaf, are stored, and are never rendered again. */
export function entryText(entry: AuditEntry): string {
  return canonicalJson(entry)
}
