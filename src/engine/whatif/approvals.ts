import type { Approvals, GroupVotes } from './result.ts'

const HOURS_OF_DAY = 24
const MINUTES = 60

/**
 * Votes by hour of one group. Hours count from the first of the history; a group that is never asked costs nothing. Days are kept
 * along, and the busiest hour is looked for again only when its votes changed.
 */
export interface VoteCount {
  add(hour: number, votes: number): void
  total(): number
  perDay(): Uint32Array
  peak(): { readonly minute: number; readonly votes: number }
}

export function createVoteCount(firstHour: number, hours: number): VoteCount {
  const length = Math.max(1, hours)
  const votes = new Int32Array(length)
  const firstDay = Math.floor(firstHour / HOURS_OF_DAY)
  const perDay = new Uint32Array(Math.floor((firstHour + length - 1) / HOURS_OF_DAY) - firstDay + 1)
  let total = 0
  let busiest: number | null = 0
  return {
    add(hour, amount) {
      votes[hour] = (votes[hour] ?? 0) + amount
      const day = Math.floor((firstHour + hour) / HOURS_OF_DAY) - firstDay
      perDay[day] = (perDay[day] ?? 0) + amount
      total += amount
      busiest = null
    },
    total: () => total,
    perDay: () => perDay.slice(),
    peak() {
      busiest ??= firstOfMost(votes)
      return { minute: (firstHour + busiest) * MINUTES, votes: votes[busiest] ?? 0 }
    },
  }
}

function firstOfMost(votes: Int32Array): number {
  let busiest = 0
  for (let hour = 1; hour < votes.length; hour += 1) if ((votes[hour] ?? 0) > (votes[busiest] ?? 0)) busiest = hour
  return busiest
}

/**
 * Votes by who may give them. `groups` by team, `rest` for seats that any approver may take: one of two seats is the owner's team's
 * where an owner is known, as a plan's gate has it.
 */
export function approvalsOf(
  firstHour: number,
  all: VoteCount,
  rest: VoteCount,
  groups: Iterable<readonly [team: string, votes: VoteCount]>,
): Approvals {
  const group = (team: string | null, votes: VoteCount): GroupVotes => ({
    team,
    perDay: votes.perDay(),
    total: votes.total(),
    peak: votes.peak(),
  })
  return {
    perDay: all.perDay(),
    firstDay: Math.floor(firstHour / HOURS_OF_DAY),
    total: all.total(),
    peak: all.peak(),
    groups: [group(null, rest), ...[...groups].map(([team, votes]) => group(team, votes))]
      .filter(({ total }) => total > 0)
      .sort((a, b) => b.total - a.total || byTeam(a, b)),
  }
}

function byTeam(a: GroupVotes, b: GroupVotes): number {
  return (a.team ?? '') < (b.team ?? '') ? -1 : 1
}
