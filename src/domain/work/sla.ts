import * as z from 'zod'
import type { Tier } from '../action/action.ts'
import type { Policy } from '../policy/policy.ts'
import type { EpochMs } from '../time/instant.ts'

/** A clock that somebody stopped, with the time that was left then: negative where it was breached already. */
export const SlaPause = z.object({
  at: z.number().int(),
  leftMs: z.number().int(),
  by: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
})
export type SlaPause = z.infer<typeof SlaPause>

/**
 * When somebody should have acknowledged an alert of this tier, epoch ms UTC; counted from our receipt, not their
 * clock.
 */
export function slaDueAt(tier: Tier, receivedAt: EpochMs, policy: Policy): EpochMs {
  return receivedAt + policy.slaMinutes[tier] * 60_000
}
