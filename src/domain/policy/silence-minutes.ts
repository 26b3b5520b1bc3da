import { FINEST_SHARE } from '../plan/stage.ts'

const MINUTE_MS = 60_000

/** Chains are kept as shares of the time a plan waits, so that they move with it; people think in minutes. */
export function minutesOf(percent: number, waitMs: number): number {
  return Math.round((percent * waitMs) / (100 * MINUTE_MS))
}

/** The nearest share of the time that is kept: exact to the minute. */
export function percentOf(minutes: number, waitMs: number): number {
  return Math.round((minutes * MINUTE_MS * 100) / waitMs / FINEST_SHARE) / Math.round(1 / FINEST_SHARE)
}
