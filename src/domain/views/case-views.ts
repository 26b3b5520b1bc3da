import * as z from 'zod'
import { TierSchema } from '../action/action.ts'
import { CaseStatus } from '../case/case.ts'
import { CaseMoment } from '../case/case-moment.ts'
import { AlertRow } from './alert-views.ts'
import { StoryAlert, StoryReason } from './story-views.ts'

const person = z.object({ id: z.string(), name: z.string() })

/** A case as a list shows it. */
export const CaseSummary = z.object({
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  status: CaseStatus,
  owner: person.nullable(),
  openedAt: z.number().int(),
  updatedAt: z.number().int(),
  alerts: z.number().int(),
  /** Of those, the ones that are open, and the highest tier among them; null where none is. */
  openAlerts: z.number().int(),
  highestTier: TierSchema.nullable(),
  version: z.number().int(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

/** A case, and which of some alerts it holds. */
export const CaseHolding = z.object({
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  alertIds: z.array(z.string()),
})
export type CaseHolding = z.infer<typeof CaseHolding>

export const CaseMember = z.object({
  alert: AlertRow,
  /** Why it belongs to another member, the most telling first, as their stories tell; empty where only people say so. */
  because: z.array(StoryReason),
  /** Who put it into the case, when, and why. */
  added: z.object({ by: person, at: z.number().int(), reason: z.string() }),
})
export type CaseMember = z.infer<typeof CaseMember>

/** Alerts worked as one. */
export const CaseView = CaseSummary.extend({
  /** In the order in which it happened: by first sight, then number. */
  members: z.array(CaseMember),
  /** Alerts that hang together with members and are in no case, each with why: offered, never taken in by themselves. */
  offered: z.array(StoryAlert),
  cautions: z.array(z.string()),
  closed: z.object({ at: z.number().int(), by: person, reason: z.string() }).nullable(),
  timeline: z.array(CaseMoment),
  /** False where it is longer than what is read: then it holds the newest. */
  isTimelineComplete: z.boolean(),
})
export type CaseView = z.infer<typeof CaseView>
