import * as z from 'zod'
import { BULK_STATES, MOST_MEMBERS } from '../work/bulk.ts'
import { AlertChange, AlertRow } from './alert-views.ts'

const BulkMembers = z
  .array(z.strictObject({ id: z.string().min(1).max(100), version: z.number().int().min(1) }))
  .min(1)
  .max(MOST_MEMBERS)

/**
 * One change of many alerts. The members are exactly those that the person saw, each at the version that they saw: what arrives
 * later is not among them. Where a query chose them, `query` is its text, for the record.
 */
export const BulkRequest = z.strictObject({
  members: BulkMembers,
  /** More members follow: nothing of it can be done before the last of them are told. */
  isMore: z.boolean().optional(),
  query: z.string().max(4000).nullable(),
  change: AlertChange.omit({ takeBack: true }),
})
export type BulkRequest = z.infer<typeof BulkRequest>

/** The next members of an action whose members are told in parts. */
export const BulkPart = z.strictObject({
  members: BulkMembers,
  isMore: z.boolean(),
  /** As in the request: what stands here with the last part is kept for the record. */
  query: z.string().max(4000).nullable(),
})
export type BulkPart = z.infer<typeof BulkPart>

/** Why some would not change, most frequent first, with a few numbers of theirs. */
const BulkObstacle = z.object({
  because: z.string(),
  count: z.number().int(),
  numbers: z.array(z.number().int()),
})

/** What a change would do now. Nothing is stored. */
export const BulkPreview = z.object({
  total: z.number().int(),
  willChange: z.number().int(),
  others: z.array(BulkObstacle),
})
export type BulkPreview = z.infer<typeof BulkPreview>

/** A bulk action. `total` is the sum of the counts; it is over when nothing waits or it was cancelled. */
export const BulkView = z.object({
  id: z.string(),
  /** Shown as `B-12`. */
  number: z.number().int(),
  /** In words: "Status closed, disposition false positive". */
  title: z.string(),
  reason: z.string(),
  state: z.enum(BULK_STATES),
  startedBy: z.object({ id: z.string(), name: z.string() }),
  startedAt: z.number().int(),
  total: z.number().int(),
  counts: z.object({
    waiting: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    collided: z.number().int(),
    gone: z.number().int(),
  }),
  /** Of those that were not changed. */
  others: z.array(BulkObstacle),
  /** The action that this one takes back, by number. */
  undoes: z.number().int().nullable(),
  /** The action that took this one back, by number. */
  undoneBy: z.number().int().nullable(),
})
export type BulkView = z.infer<typeof BulkView>

/** The action after one step of it, with the alerts that the step changed. */
export const BulkStep = z.object({ bulk: BulkView, rows: z.array(AlertRow) })
export type BulkStep = z.infer<typeof BulkStep>
