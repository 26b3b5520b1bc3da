import * as z from 'zod'
import { MOMENT_KINDS } from './timeline.ts'

/** One line of a case's timeline. */
export const CaseMoment = z.object({
  kind: z.enum(MOMENT_KINDS),
  /** Epoch ms UTC: of a record by its source's clock where that can be believed, of everything else by ours. */
  at: z.number().int(),
  /** Holds what records and people wrote: shown as text and nothing else. */
  words: z.string(),
  /** Numbers of the members that it is about, ascending; none of the whole case. */
  alerts: z.array(z.number().int()),
  planId: z.string().nullable(),
  /** Apart from the others, and the same whenever it is read: a record's id, an entry's sequence. */
  key: z.string(),
})
export type CaseMoment = z.infer<typeof CaseMoment>
