import * as z from 'zod'
import { TierSchema } from '../action/action.ts'
import { Disposition, Status } from '../alert/alert.ts'
import { Severity } from '../signal/signal.ts'
import { THREAD_KINDS } from '../story/thread.ts'

/** Why an alert belongs to another one of its story. */
export const StoryReason = z.object({
  kind: z.enum(THREAD_KINDS),
  /** The other alert's number. */
  with: z.number().int(),
  /** Such as `same session … as A-11`. Names in it are as records wrote them. */
  words: z.string(),
})

export const StoryAlert = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  severity: Severity,
  tier: TierSchema,
  status: Status,
  disposition: Disposition,
  identityId: z.nullable(z.string()),
  identityName: z.nullable(z.string()),
  /** Epoch ms UTC, on the source's clock where it can be believed. */
  firstSeenAt: z.number().int(),
  lastSeenAt: z.number().int(),
  /** Why it belongs to an earlier alert of the story, the most telling first; empty for the first. */
  because: z.array(StoryReason),
})
export type StoryAlert = z.infer<typeof StoryAlert>

/** Alerts that hang together. An alert that shares nothing with another is a story of its own. */
export const StoryView = z.object({
  /** The smallest number of its alerts: the same from whichever of them one asks, while the story is complete. */
  number: z.number().int(),
  /** In the order in which it happened: by first sight, then number. */
  alerts: z.array(StoryAlert),
  /** False where it goes on beyond what is read: then it is the part around the alert that was asked about. */
  isComplete: z.boolean(),
  /** What limits the claim, in sentences. */
  cautions: z.array(z.string()),
})
export type StoryView = z.infer<typeof StoryView>
