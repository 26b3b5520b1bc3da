import * as z from 'zod'
import { VERBS } from '../people/verbs.ts'
import { Verdict } from '../people/verdict.ts'

/** The policies in force, as people read them. */
export const RightsView = z.object({
  /** SHA-256 over schema and policies. */
  version: z.string(),
  /** In the order in which reasons are told. */
  rules: z.array(
    z.object({
      id: z.string(),
      effect: z.enum(['permit', 'forbid']),
      verbs: z.array(z.enum(VERBS)),
      /** The sentence where it decides; null for the usual one. */
      says: z.string().nullable(),
      /** Of a permit: the sentence where nothing permits. */
      otherwise: z.string().nullable(),
      file: z.string(),
      /** Its source, in Cedar. */
      text: z.string(),
    }),
  ),
  /** What the reader may do, by verb, apart from anything in particular. */
  mine: z.record(z.string(), Verdict),
})
export type RightsView = z.infer<typeof RightsView>
