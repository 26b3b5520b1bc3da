import * as z from 'zod'
import { Person } from '../people/person.ts'

/** Decisions that came faster than they can be read. */
export const Hurry = z.object({
  at: z.number().int(),
  /** What was decided in that sitting. */
  plans: z.array(z.object({ id: z.string(), number: z.number().int() })),
  /** Since the person's decision before, or since the first of these was asked for: nobody can have read for longer. */
  hadMs: z.number().int(),
  /** What a quick reader takes for all of them. */
  takesMs: z.number().int(),
})
export type Hurry = z.infer<typeof Hurry>

export const PersonHabits = z.object({
  person: Person.pick({ id: true, name: true }),
  decisions: z.number().int(),
  approvals: z.number().int(),
  /** Decisions in sittings that were faster than reading. */
  hurried: z.number().int(),
  /** The hour with the most decisions: when its first one was, and how many. */
  busiest: z.object({ from: z.number().int(), decisions: z.number().int() }),
  isTiring: z.boolean(),
  /** Newest first, ten at most. */
  hurries: z.array(Hurry),
})
export type PersonHabits = z.infer<typeof PersonHabits>

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
