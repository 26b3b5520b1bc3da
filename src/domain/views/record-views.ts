import * as z from 'zod'
import { Disposition } from '../alert/alert.ts'
import { AnyJson } from '../json/json-schema.ts'
import { Signal } from '../signal/signal.ts'

/**
 * A sealed record as a trigger may be tried on it: what it was read as, what was known about it then, and what people
 * concluded. Times are epoch ms UTC.
 */
export const HistoryRecord = z.object({
  id: z.string(),
  format: z.string(),
  title: z.string(),
  receivedAt: z.number().int(),
  /** On the source's clock; null where it said nothing that can be believed. */
  observedAt: z.number().int().nullable(),
  bytes: z.number().int(),
  /** Secrets replaced by marks, so a rule about a secret's text may answer otherwise here than at ingest. Null where the seal is broken. */
  record: AnyJson,
  /** JSON Pointers into `record`: what was replaced. */
  redactedAt: z.array(z.string()),
  signal: z.nullable(Signal),
  /** Evidence as it was known when the record came, by dotted name; what was not known is absent. */
  facts: z.record(z.string(), AnyJson),
  alert: z.object({ id: z.string(), number: z.number().int(), disposition: Disposition }).nullable(),
  /** False where the bytes no longer have the digest they were sealed with: shown as such, never matched. */
  isIntact: z.boolean(),
})
export type HistoryRecord = z.infer<typeof HistoryRecord>
