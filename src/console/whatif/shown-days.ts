import { bulkOf, mostOutside } from '../../domain/time/bulk.ts'
import type { Approvals } from '../../engine/worker/whatif-client.ts'

type PerDay = Pick<Approvals, 'perDay'>

/** The days that votes are counted a day over. */
export interface ShownDays {
  /** Its place among all days of the history. */
  readonly first: number
  /** At least 1. */
  readonly count: number
  /** Votes of the draft, and of what it is compared with, before them. */
  readonly before: number
}

/**
 * Where a few votes, or none, lie long before all others, the days without those: one alert of years ago would make every number a day
 * come to nothing, and every column of the drawing one. Else all days.
 */
export function shownDays(is: PerDay, was: PerDay): ShownDays {
  const both = added(is.perDay, was.perDay)
  // By what the draft is compared with, as long as that fits the draft: else that number would change with every step of a slider.
  const first = firstOfMost(sumOf(was.perDay) === 0 ? both : was.perDay)
  const fits = sumOf(both.subarray(0, first)) <= mostOutside(sumOf(both)) ? first : firstOfMost(both)
  return { first: fits, count: Math.max(1, both.length - fits), before: sumOf(both.subarray(0, fits)) }
}

function firstOfMost(votes: Uint32Array): number {
  return bulkOf(votes, mostOutside(sumOf(votes)))?.start ?? 0
}

function added(one: Uint32Array, other: Uint32Array): Uint32Array {
  return Uint32Array.from(
    { length: Math.max(one.length, other.length) },
    (_, day) => (one[day] ?? 0) + (other[day] ?? 0),
  )
}

/** All votes. */
export function sumOf(votes: Uint32Array): number {
  return votes.reduce((sum, one) => sum + one, 0)
}

/** Votes from the first of the days on, a day, in tenths. */
export function votesADay({ perDay }: PerDay, { first, count }: ShownDays): number {
  return Math.round((sumOf(perDay.subarray(first)) / count) * 10) / 10
}
