import * as z from 'zod'

/** Something a person is to learn without asking. */
export const Notice = z.object({
  /** The same for the same news, so that it is told once. */
  id: z.string(),
  kind: z.enum(['outcome', 'silence', 'glass']),
  /** Epoch ms UTC. */
  at: z.number().int(),
  planId: z.string(),
  title: z.string(),
  /** Why, in the words of people or of the gateway; null where there is no more to say. */
  detail: z.string().nullable(),
})
export type Notice = z.infer<typeof Notice>
