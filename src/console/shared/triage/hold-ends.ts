import * as words from '#words/shared/work.tsx'
import type { Tier } from '../../../domain/action/action.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import { type Hold, whyNotUntil } from '../../../domain/work/hold.ts'
import { instantOfWall, type Zone } from '../../ui/time-text.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface End {
  /** From now. */
  readonly ms: number
  readonly label: string
}

const ENDS: Readonly<Record<Hold['kind'], readonly End[]>> = {
  snoozed: [
    { ms: HOUR_MS, label: words.oneHour },
    { ms: 4 * HOUR_MS, label: words.fourHours },
    { ms: 8 * HOUR_MS, label: words.eightHours },
    { ms: DAY_MS, label: words.oneDay },
    { ms: 3 * DAY_MS, label: words.threeDays },
    { ms: 7 * DAY_MS, label: words.sevenDays },
    { ms: 30 * DAY_MS, label: words.thirtyDays },
  ],
  'risk-accepted': [
    { ms: 7 * DAY_MS, label: words.sevenDays },
    { ms: 30 * DAY_MS, label: words.thirtyDays },
    { ms: 90 * DAY_MS, label: words.ninetyDays },
    { ms: 180 * DAY_MS, label: words.halfYearDays },
  ],
}

/** How long alerts of these tiers may be put aside, shortest first: only what the policy allows for each of them. */
export function endsOffered(kind: Hold['kind'], tiers: readonly Tier[], policy: Policy): readonly End[] {
  return ENDS[kind].filter(({ ms }) => tiers.every((tier) => whyNotUntil(kind, ms, { now: 0, tier, policy }) === null))
}

/** What a `datetime-local` field holds as epoch ms UTC; null where it holds none. */
export function readInstant(text: string, zone: Zone): number | null {
  const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  return Number.isFinite(wall) ? instantOfWall(wall, zone) : null
}
