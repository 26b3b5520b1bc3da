import * as words from '#words/audit.tsx'
import { entryText } from '../../domain/audit/chain.ts'
import type { LogReport } from '../../domain/audit/verify-log.ts'
import type { AuditRow } from '../../domain/views/other-views.ts'
import type { RecordState } from '../shared/marks/RecordMark.tsx'
import type { Verdict } from './verify-client.ts'
import type { ShownEntry } from './verify-protocol.ts'

/**
 * What this browser can say of one entry. `verified` only where its text was hashed into a root that the head names and the
 * entry on the screen is that text; an entry that came after the check is not yet anchored, never guessed.
 */
export function stateOf(sequence: number, verdict: Verdict, same: boolean | null | undefined): RecordState {
  if (verdict.kind !== 'done') return 'not-anchored'
  const { report } = verdict
  const fault = report.broken.find((broken) => broken.sequence === sequence)
  if (fault?.fault === 'gap') return 'missing'
  if (fault !== undefined || same === false) return 'broken'
  if (same !== true || sequence >= report.checked) return 'not-anchored'
  return report.isIntact || sequence < report.verifiedUpTo ? 'verified' : 'not-anchored'
}

/** The entries of rows in the form in which they were hashed, made from what is on the screen and not from what was sent. */
export function shownEntries(rows: readonly AuditRow[]): readonly ShownEntry[] {
  return rows.map(({ entry }) => ({ sequence: entry.sequence, text: entryText(entry) }))
}

export interface Tally {
  readonly verified: number
  readonly broken: number
  readonly missing: number
  readonly notAnchored: number
}

/** The four counts of the bar; they add up to the larger of what was read and what the head claims. */
export function tallyOf(report: LogReport, size: number, newest: number): Tally {
  const missing = Math.max(0, size - report.checked) + report.broken.filter(({ fault }) => fault === 'gap').length
  const broken = report.brokenCount - report.broken.filter(({ fault }) => fault === 'gap').length
  const holding = report.isIntact ? report.checked : Math.min(report.verifiedUpTo, report.checked)
  return { verified: holding, broken, missing, notAnchored: Math.max(0, newest - holding - broken - missing) }
}

/** The verdict in one sentence. Says "verified up to", never "the log is true": see the text on what it cannot show. */
export function verdictSentence(report: LogReport, size: number): string {
  if (report.isIntact) return words.allEntriesHold(report.checked)
  if (report.remembered === 'cut') return words.recordIsShorter
  if (report.remembered === 'rewritten') return words.recordIsAnother
  const first = report.broken[0]
  if (first !== undefined) {
    return words.entriesDoNotHold(report.brokenCount, size, first.sequence)
  }
  return words.entriesDoNotAddUp
}
