import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import { type TryResult, VERDICT } from '../../../engine/worker/client.ts'

export const VIEWS = ['fires', 'new', 'gone', 'calm', 'all'] as const
/** `new` and `gone` compare with the version in force. `calm`: read and not fired on. */
export type RecordView = (typeof VIEWS)[number]

/** One record with what the text does to it now, and what the version in force does. */
export interface TriedRecord {
  readonly record: HistoryRecord
  /** A `VERDICT`; null while nothing was tried. */
  readonly verdict: number | null
  readonly before: number | null
}

/** Records of a view, newest first, that hold the words asked for in title, identity, format or alert number. */
export function recordsIn(
  records: readonly HistoryRecord[],
  result: TryResult | null,
  view: RecordView,
  text: string,
): readonly TriedRecord[] {
  const wanted = text.trim().toLowerCase()
  const rows: TriedRecord[] = []
  for (const [i, record] of records.entries()) {
    const row = { record, verdict: result?.verdicts[i] ?? null, before: result?.baseVerdicts?.[i] ?? null }
    if (isInView(row, view) && (wanted === '' || haystack(record).includes(wanted))) rows.push(row)
  }
  return rows
}

/** How many records each view holds. */
export function countViews(result: TryResult | null, loaded: number): Readonly<Record<RecordView, number>> {
  const counts = { fires: 0, new: 0, gone: 0, calm: 0, all: loaded }
  if (result === null) return counts
  for (const [i, verdict] of result.verdicts.entries()) {
    const before = result.baseVerdicts?.[i] ?? null
    if (verdict === VERDICT.fires) counts.fires += 1
    if (verdict === VERDICT.calm) counts.calm += 1
    if (isNew(verdict, before)) counts.new += 1
    if (isGone(verdict, before)) counts.gone += 1
  }
  return counts
}

function isInView({ verdict, before }: TriedRecord, view: RecordView): boolean {
  if (view === 'fires') return verdict === VERDICT.fires
  if (view === 'calm') return verdict === VERDICT.calm
  if (view === 'new') return isNew(verdict, before)
  return view === 'gone' ? isGone(verdict, before) : true
}

export function isNew(verdict: number | null, before: number | null): boolean {
  return verdict === VERDICT.fires && before !== null && before !== VERDICT.fires
}

/** What time did not suffice for is not gone. */
export function isGone(verdict: number | null, before: number | null): boolean {
  return before === VERDICT.fires && (verdict === VERDICT.calm || verdict === VERDICT.unread)
}

/** Who acted, as the record names them; null where it names nobody. */
export function actorOf({ signal }: HistoryRecord): string | null {
  return signal?.actor?.label ?? signal?.affected[0]?.label ?? null
}

function haystack(record: HistoryRecord): string {
  const { title, format, alert, signal } = record
  const words = [
    title,
    format,
    actorOf(record) ?? '',
    signal?.type ?? '',
    signal?.network.ip ?? '',
    alert === null ? '' : `A-${alert.number}`,
  ]
  return words.join('\n').toLowerCase()
}
