import type { AuditActor } from '../../domain/audit/entry.ts'
import type { JsonObject } from '../../domain/json/json.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { IngestReport } from '../../domain/views/other-views.ts'

/** Who delivers. `format` is the one the source is bound to, or `auto`. */
export interface DeliveringSource {
  readonly id: string
  readonly name: string
  readonly format: string
}

/** One record of a batch, sealed by its digest before anything looks at it. */
export interface Item {
  readonly position: number
  readonly raw: Uint8Array
  readonly digest: string
  readonly read:
    | { readonly ok: true; readonly signal: Signal; readonly record: JsonObject }
    /** `format` is `auto` where none was found. */
    | { readonly ok: false; readonly format: string; readonly reason: string; readonly at: string }
}

/** What one transaction stores. */
export interface Chunk {
  readonly source: DeliveringSource
  readonly actor: AuditActor
  /** Names this part of this delivery of this source: the same again is answered from the first time. */
  readonly key: string
  /** SHA-256 of the delivery as sent, lower-case hex. */
  readonly bodyDigest: string
  /** From 1. */
  readonly part: number
  readonly parts: number
  readonly items: readonly Item[]
  readonly isSample: boolean
  /** Dead letters that these items come from, by position; empty for a delivery. */
  readonly replayOf: ReadonlyMap<number, string>
}

export const EMPTY_REPORT: Omit<IngestReport, 'batchId'> = {
  records: 0,
  accepted: 0,
  duplicates: 0,
  conflicts: 0,
  refused: 0,
  alertsOpened: 0,
  alertsUpdated: 0,
  identitiesUnclaimed: 0,
}

/** The parts of one delivery as one report, under the id of the first. */
export function sumReports(reports: readonly IngestReport[]): IngestReport {
  const total: IngestReport = { batchId: reports[0]?.batchId ?? '', ...EMPTY_REPORT }
  for (const report of reports) {
    for (const key of Object.keys(EMPTY_REPORT) as (keyof typeof EMPTY_REPORT)[]) total[key] += report[key]
  }
  return total
}
