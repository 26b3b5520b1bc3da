import * as z from 'zod'
import { Verdict } from '../people/verdict.ts'

/** One consumer that has to take another secret, and how far it is. Times are epoch ms UTC. */
export const RepointedView = z.object({
  ordinal: z.number().int(),
  name: z.string(),
  /** Who answers for it. */
  team: z.string(),
  /** The connector that does it; null where people do. */
  by: z.string().nullable(),
  to: z.enum(['new', 'old']),
  /**
   * `not-yet`: nobody is asked before the secret is issued. `asked`: people have time. `missing`: their time is over. `under-way`: a
   * connector does it. `done`: seen or confirmed. `over`: not asked any more.
   */
  state: z.enum(['not-yet', 'asked', 'missing', 'under-way', 'done', 'over']),
  askedAt: z.number().int().nullable(),
  deadlineAt: z.number().int().nullable(),
  /** What somebody of the team said; null where nobody has. */
  word: z.object({ name: z.string(), team: z.string(), note: z.string(), at: z.number().int() }).nullable(),
  /** What was read back last, in words. */
  seen: z.string().nullable(),
  mayConfirm: Verdict,
})
export type RepointedView = z.infer<typeof RepointedView>

export const RepointingView = z.object({
  consumers: z.array(RepointedView),
  /** Somebody's time is over: the plan waits for a decision. */
  isMissing: z.boolean(),
  /** More time, or asking again. */
  mayGiveTime: Verdict,
  /** Proposing to retire the old secret all the same. */
  mayOverride: Verdict,
  /** The number of the live plan that asks for that; null where none does. */
  overriddenBy: z.number().int().nullable(),
})
export type RepointingView = z.infer<typeof RepointingView>
