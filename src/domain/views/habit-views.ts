import * as z from 'zod'
import { PersonHabits } from '../plan/approval-habits.ts'

/** How people decided between two moments, from the record. */
export const ApprovalHabits = z.object({
  /** Epoch ms UTC. */
  from: z.number().int(),
  to: z.number().int(),
  decisions: z.number().int(),
  /** Whoever decided most in a hurry first. */
  people: z.array(PersonHabits),
})
export type ApprovalHabits = z.infer<typeof ApprovalHabits>
