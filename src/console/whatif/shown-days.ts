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

/** Of a hundred votes so many may lie before, and of few votes so many in all: as the bars of the queue have it. */
const MOST_PERCENT = 2
const MOST_OF_FEW = 3
const FOR_EACH = 8
/** So much shorter the days have to become, or all of them are shown. */
const WORTH = 8
/** Days are nearly as few as the fewest up to so many times their number. */
const ENOUGH = 2

/**
 * Where a few votes, or none, lie long before all others, the days without those: one alert of years ago would make every number a day
 * come to nothing, and every column of the drawing one. Else all days.
 */
export function shownDays(is: PerDay, was: PerDay): ShownDays {
  const both = added(is.perDay, was.perDay)
  // By what the draft is compared with, as long as that fits the draft: else that number would change with every step of a slider.
  const { first } = bulkOf(sumOf(was.perDay) === 0 ? both : was.perDay)
  const before = sumOf(both.subarray(0, first))
  return before > mostBefore(sumOf(both)) ? bulkOf(both) : { first, count: Math.max(1, both.length - first), before }
}

function bulkOf(votes: Uint32Array): ShownDays {
  const most = mostBefore(sumOf(votes))
  const all = { first: 0, count: Math.max(1, votes.length), before: 0 }
  const starts: ShownDays[] = []
  let before = 0
  for (let day = 0; day < votes.length && before <= most; day += 1) {
    if (votes[day] !== 0) starts.push({ first: day, count: votes.length - day, before })
    before += votes[day] ?? 0
  }
  const fewest = starts.at(-1)?.count ?? votes.length
  if (fewest * WORTH > votes.length) return all
  return starts.find(({ count }) => count <= ENOUGH * fewest) ?? all
}

function mostBefore(votes: number): number {
  return Math.max(Math.min(MOST_OF_FEW, Math.floor(votes / FOR_EACH)), Math.floor((votes * MOST_PERCENT) / 100))
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
