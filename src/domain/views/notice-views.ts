import * as z from 'zod'

/** Something a person is to learn without asking. */
export const Notice = z.object({
  /** The same for the same news, so that it is told once. */
  id: z.string(),
  kind: z.enum(['outcome', 'silence', 'glass', 'consumer', 'mention', 'assigned', 'taken-over', 'stop']),
  /** Epoch ms UTC. */
  at: z.number().int(),
  /** What it is about: a plan, or an alert for `mention`, `assigned` and `taken-over`. The other is null; both are for `stop`. */
  planId: z.string().nullable(),
  alertId: z.string().nullable(),
  title: z.string(),
  /** Why, in the words of people or of the gateway; null where there is no more to say. */
  detail: z.string().nullable(),
})
export type Notice = z.infer<typeof Notice>
