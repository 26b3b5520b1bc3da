import type { EpochMs } from '../time/instant.ts'
import type { SuppressionView } from './suppression.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Nobody remembers longer why something is silent; then somebody looks again, at what it would have held meanwhile. */
const SUPPRESSION_MAX_DAYS = 90

/** Why it cannot last until then; null where it can. */
export function whyNotUntil(until: EpochMs, now: EpochMs): string | null {
  if (until - now < MINUTE_MS) return 'Choose an end that lies ahead.'
  if (until - now > SUPPRESSION_MAX_DAYS * DAY_MS) {
    return `A suppression lasts ${SUPPRESSION_MAX_DAYS} days at most. Extend it then, if it is still right.`
  }
  return null
}

/** Whether it holds anything at this moment. */
export function isStanding({ until, ended }: Pick<SuppressionView, 'until' | 'ended'>, now: EpochMs): boolean {
  return ended === null && until > now
}
