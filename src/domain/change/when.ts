import type { EpochMs } from '../time/instant.ts'

const DAY_MS = 24 * 60 * 60_000

/** An open proposal that nobody reviewed is forgotten after this long. */
export const PROPOSAL_TTL_MS = 14 * DAY_MS
/** Further ahead nobody knows what will be in force. */
export const LONGEST_WAIT_MS = 90 * DAY_MS

/**
 * Until when a proposal can be reviewed: two weeks, but never past the time at which it was to become active, since what was shown
 * says that time.
 */
export function expiryOf(now: EpochMs, activateAt: EpochMs | null): EpochMs {
  return activateAt === null ? now + PROPOSAL_TTL_MS : Math.min(now + PROPOSAL_TTL_MS, activateAt)
}

/** Why a time of activation cannot be asked for; null where it can. */
export function whyNotAt(activateAt: EpochMs | null, now: EpochMs): string | null {
  if (activateAt === null) return null
  if (activateAt <= now) return 'The time of activation has passed. Choose a later one, or none for at once.'
  if (activateAt > now + LONGEST_WAIT_MS) return 'A change can wait 90 days at most. Choose an earlier time.'
  return null
}

/** Whether an approved change is due. */
export function isDue(activateAt: EpochMs | null, now: EpochMs): boolean {
  return activateAt === null || activateAt <= now
}
