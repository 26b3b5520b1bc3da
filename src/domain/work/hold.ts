import * as z from 'zod'
import type { Tier } from '../action/action.ts'
import type { Policy } from '../policy/policy.ts'
import type { EpochMs } from '../time/instant.ts'

export const HOLD_KINDS = ['snoozed', 'risk-accepted'] as const

/**
 * Why an alert rests, and until when. `snoozed`: one alert, for a while, still open. `risk-accepted`: closed, although it is true,
 * and opened again at the end. A hold ends by itself, judged by the database's clock.
 */
export const Hold = z.object({
  kind: z.enum(HOLD_KINDS),
  /** Epoch ms UTC; from then on it does not count. */
  until: z.number().int(),
  at: z.number().int(),
  by: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
})
export type Hold = z.infer<typeof Hold>

/** Whether it rests at this moment. A hold that is over counts for nothing, even before anything has cleared it away. */
export function isHeld(hold: Hold | null, now: EpochMs): boolean {
  return hold !== null && hold.until > now
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Why a hold cannot last until then; null where it can. The longest time stands in the policy; for a snooze it depends on the tier. */
export function whyNotUntil(
  kind: Hold['kind'],
  until: EpochMs,
  { now, tier, policy }: { readonly now: EpochMs; readonly tier: Tier; readonly policy: Policy },
): string | null {
  if (until - now < MINUTE_MS) return 'Choose an end that lies ahead.'
  const { snoozeMaxHours, acceptRiskMaxDays } = policy.work
  if (kind === 'snoozed' && until - now > snoozeMaxHours[tier] * HOUR_MS) {
    return `An alert of tier T${tier} may rest ${hoursText(snoozeMaxHours[tier])} at most.`
  }
  if (kind === 'risk-accepted' && until - now > acceptRiskMaxDays * DAY_MS) {
    return `A risk is accepted for ${acceptRiskMaxDays} days at most. Then somebody has to look again.`
  }
  return null
}

function hoursText(hours: number): string {
  return hours % 24 === 0 && hours >= 48 ? `${hours / 24} days` : `${hours} hours`
}
