import * as z from 'zod'
import type { AlertRow } from './alert-views.ts'

/** An alert as the whole queue holds it. How it was closed is left to the alert itself: those words are many and each their own. */
export type QueueAlert = Omit<AlertRow, 'closure'>

/** One block of the queue; what stands under an id never becomes older than the id says. */
export const QueueBlock = z.object({
  id: z.string(),
  /** Alerts in it when it was listed; none where it holds words that the blocks after it share. */
  rows: z.number().int(),
})
export type QueueBlock = z.infer<typeof QueueBlock>

/** What the queue consists of at a moment: its blocks, and from where on changes have to be read besides. */
export const QueueManifest = z.object({
  /** Another one after alerts were removed: whatever was read before is worth nothing then. */
  epoch: z.string(),
  /** Cursor for `changes`: with the blocks it gives every alert as it is. */
  since: z.string(),
  total: z.number().int(),
  /** Stands for who reads and with which rights: blocks kept under another one are not theirs. */
  reader: z.string(),
  /** Those with the newest alerts first. Read in this order: words stand before the blocks that share them. */
  blocks: z.array(QueueBlock),
})
export type QueueManifest = z.infer<typeof QueueManifest>

/** Alerts that are new or changed, as rows in Arrow. */
export interface QueueChanges {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where to go on. */
  readonly until: string
  /** True where more is there already. */
  readonly isMore: boolean
}

/** Alerts whose raw records fit a condition, from one part of the records, the newest first. */
export const RawAnswer = z.object({
  numbers: z.array(z.number().int()),
  /** Records looked at. */
  looked: z.number().int(),
  /** Whether one of them has the path at all. */
  isKnown: z.boolean(),
  /** Where none has, the field that was most likely meant, by the names that some of them have; null where none is like it. */
  near: z.string().nullable(),
  /** Null where no older ones are left. */
  next: z.string().nullable(),
})
export type RawAnswer = z.infer<typeof RawAnswer>

/** What may be asked of raw records: their paths and the values there, as counted in some of the newest of each format. */
export const RawPaths = z.object({
  /** Records that were counted. */
  looked: z.number().int(),
  formats: z.number().int(),
  /** Those that most of them have first. */
  paths: z.array(
    z.object({
      /** As a query writes it: `raw.userIdentity.type`. */
      field: z.string(),
      records: z.number().int(),
      values: z.array(z.object({ value: z.string(), records: z.number().int() })),
    }),
  ),
})
export type RawPaths = z.infer<typeof RawPaths>
