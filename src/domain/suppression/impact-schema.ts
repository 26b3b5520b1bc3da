import * as z from 'zod'

const counts = z.number().int()

const NamedAlert = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  identityName: z.string().nullable(),
})
export type NamedAlert = z.infer<typeof NamedAlert>

/** What a suppression would have done to the alerts of the whole history, each as it stands now. */
export const Impact = z.object({
  /** Alerts of the history, and the receipt of the oldest of them (epoch ms UTC; null where there are none). */
  looked: counts,
  since: z.number().int().nullable(),
  /** Alerts that fit; those of them that it would have held back, the others were spared. */
  matched: counts,
  held: counts,
  spared: z.object({ tier: counts, uncapped: counts, decoy: counts, confirmed: counts, automatic: counts }),
  /** Of those held: by tier 0 to 4, and by what they turned out to be. */
  tiers: z.array(counts),
  dispositions: z.object({
    undetermined: counts,
    'true-positive': counts,
    'benign-positive': counts,
    'false-positive': counts,
  }),
  /** Weeks from Monday 00:00 UTC in which any fitted, the oldest first. */
  weeks: z.array(z.object({ from: z.number().int(), held: counts, spared: counts })),
  /** Held ones that were true, the newest first, at most twenty; how many there are, `dispositions` says. */
  truePositives: z.array(NamedAlert),
  /** Of those held, the ones that wait in the queue now: they would leave it at once. */
  waiting: counts,
})
export type Impact = z.infer<typeof Impact>
