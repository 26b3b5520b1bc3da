import { canonicalJson } from '../json/canonical-json.ts'
import { utf8 } from '../json/utf8.ts'
import type { EpochMs } from '../time/instant.ts'
import type { AuditEntry } from './entry.ts'

/** What `previous` of the very first entry says. */
export const NO_PREVIOUS = '0'.repeat(64)

/** What somebody wants to record; sequence, time and the link to the entry before are the log's to add. */
export type AuditDraft = Omit<AuditEntry, 'sequence' | 'at' | 'previous'>

/** The text of an entry: canonical JSON. Its UTF-8 bytes are the leaf, are stored, and are never rendered again. */
export function entryText(entry: AuditEntry): string {
  return canonicalJson(entry)
}

/** The bytes that are hashed, stored and served. */
export function entryBytes(entry: AuditEntry): Uint8Array<ArrayBuffer> {
  return utf8(entryText(entry))
}

/**
 * The entry that a draft becomes at the end of a log with this many entries and this newest leaf (64 zeros for none).
 */
export function nextEntry(
  head: { readonly size: number; readonly last: string },
  draft: AuditDraft,
  at: EpochMs,
): AuditEntry {
  return { ...draft, sequence: head.size, at, previous: head.last }
}
