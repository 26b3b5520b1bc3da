import * as z from 'zod'
import { APPROVER_DOMAINS } from '../people/domains.ts'
import { AUDIENCES } from './plan-words.ts'

/** Who may hold a seat. Whoever sits anywhere is an approver and not the one who asked; that is judged before. */
export const SeatRule = z.discriminatedUnion('of', [
  z.object({ of: z.literal('anybody') }),
  z.object({ of: z.literal('team'), team: z.string() }),
  z.object({ of: z.literal('domain'), domain: z.enum(APPROVER_DOMAINS) }),
])
export type SeatRule = z.infer<typeof SeatRule>

/** The finest share of a plan's time, percent: within a minute for a wait of up to two months. */
export const FINEST_SHARE = 0.001

/** To whom the silence of a stage is passed on after that share of the plan's time, percent. */
export const Escalation = z.object({
  afterPercent: z
    .number()
    .min(FINEST_SHARE, { error: 'Silence is passed on after some time, not at once.' })
    .max(100 - FINEST_SHARE, { error: 'Silence is passed on before the time is over.' }),
  tell: z.enum(AUDIENCES),
})
export type Escalation = z.infer<typeof Escalation>

/** One group of seats, of which `need` must be held. Stages are counted at the same time, none waits for another. */
export const Stage = z.object({
  title: z.string(),
  need: z.number().int().min(1),
  seats: z.array(SeatRule).min(1).readonly(),
  /** In rising order; when the plan's time is over it expires, whoever was told. */
  silence: z.array(Escalation).readonly(),
})
export type Stage = z.infer<typeof Stage>
