import * as z from 'zod'
import { Impact } from './impact-schema.ts'

export const MOST_QUERY_CHARACTERS = 1000

const reason = z.string().trim().min(3).max(2000)
const end = {
  /** Epoch ms UTC, at most 90 days ahead. */
  until: z.number().int(),
  reason,
  /**
   * True positives of the history that it would have held, as the preview showed them to whoever asks. Where the gateway finds
   * more, it refuses: nobody silences what was true without having seen it.
   */
  seenTruePositives: z.number().int().min(0),
}

export const SuppressionDraft = z.strictObject({ query: z.string().min(1).max(MOST_QUERY_CHARACTERS), ...end })
export type SuppressionDraft = z.infer<typeof SuppressionDraft>

/** Another end for one that stands. Whoever sets it answers for it from then on. */
export const SuppressionExtension = z.strictObject(end)
export type SuppressionExtension = z.infer<typeof SuppressionExtension>

export const SuppressionEnd = z.strictObject({ reason })
export type SuppressionEnd = z.infer<typeof SuppressionEnd>

const person = z.object({ id: z.string(), name: z.string() })

export const SuppressionView = z.object({
  id: z.string(),
  /** Shown as `SU-3`. */
  number: z.number().int(),
  /** In the language of the queue. */
  query: z.string(),
  /** Of whoever put it up or extended it last, and why. */
  owner: person,
  reason: z.string(),
  createdAt: z.number().int(),
  /** Epoch ms UTC; from then on it holds nothing, whatever was cleared away already. */
  until: z.number().int(),
  /** `by` is null where its time was over. Null while it stands. */
  ended: z.object({ at: z.number().int(), by: person.nullable(), reason: z.string() }).nullable(),
  /** Alerts that it held so far, and those that it holds now. */
  held: z.number().int(),
  holding: z.number().int(),
  /** What was known of the history when its end was set. */
  impact: Impact.pick({ looked: true, since: true, held: true }).extend({ truePositives: z.number().int() }),
  version: z.number().int(),
})
export type SuppressionView = z.infer<typeof SuppressionView>

/** What the rules are at this moment, for a preview in the page. */
export const SuppressionRules = z.object({
  confirmedFrom: z.number().int(),
  decoyTriggers: z.array(z.string()),
})
export type SuppressionRules = z.infer<typeof SuppressionRules>

/** Newest first, at most 500: all that stand, and those that ended last. */
export const SuppressionList = z.object({ items: z.array(SuppressionView), rules: SuppressionRules })
export type SuppressionList = z.infer<typeof SuppressionList>
