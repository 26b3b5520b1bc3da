import * as z from 'zod'
import { LONGEST_NOTE } from '../work/mentions.ts'

const Someone = z.object({ id: z.string(), name: z.string() })

/** What somebody wrote on an alert. Never changed, never taken off. */
export const NoteView = z.object({
  id: z.string(),
  by: Someone,
  at: z.number().int(),
  text: z.string(),
  /** Whom it calls; they were told. */
  mentions: z.array(Someone),
})
export type NoteView = z.infer<typeof NoteView>

export const NoteDraft = z.strictObject({ text: z.string().trim().min(1).max(LONGEST_NOTE) })

export const DOINGS = ['looking', 'writing'] as const
export const Doing = z.enum(DOINGS)
export type Doing = z.infer<typeof Doing>

/** Somebody who has an alert in front of them at this moment. */
export const PresenceView = z.object({ id: z.string(), name: z.string(), doing: Doing, since: z.number().int() })
export type PresenceView = z.infer<typeof PresenceView>
