import { approvalsAsked } from '../../domain/decision/gate.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { Approvals, GroupVotes } from './result.ts'

const HOURS_OF_DAY = 24
const MINUTES = 60

/** People whom one approval and two approvals ask for under a policy; of two one is the owner's team's where an owner is known. */
export interface Asked {
  readonly one: number
  readonly two: number
}

export function askedBy(policy: Policy): Asked {
  return { one: approvalsAsked('one-approval', policy), two: approvalsAsked('two-approvals', policy) }
}

/** Votes by hour since the first of the history. Whoever writes into them says so: what was summed before is then summed anew. */
export interface Votes {
  readonly byHour: Int32Array
  isSummed: boolean
}

export function createVotes(hours: number): Votes {
  return { byHour: new Int32Array(Math.max(1, hours)), isSummed: false }
}

type Sum = Omit<GroupVotes, 'team'>

/**
 * Sums votes by day, in all and at most, and by who may give them: one seat of two approvals is the owner's team's where an owner is
 * known, as a plan's gate has it; every other seat, those of domains too, is counted as any approver's. Cost: hours, of those groups whose votes changed.
 */
export function createApprovals(firstHour: number): (all: Votes, ofTeams: ReadonlyMap<string, Votes>) => Approvals {
  const firstDay = Math.floor(firstHour / HOURS_OF_DAY)
  const known = new WeakMap<Votes, Sum>()

  const sumOf = (byHour: Int32Array): Sum => {
    const perDay = new Uint32Array(Math.floor((firstHour + byHour.length - 1) / HOURS_OF_DAY) - firstDay + 1)
    let total = 0
    let busiest = 0
    let day = 0
    let hourOfDay = firstHour - firstDay * HOURS_OF_DAY
    for (let hour = 0; hour < byHour.length; hour += 1) {
      const votes = byHour[hour] ?? 0
      perDay[day] = (perDay[day] ?? 0) + votes
      total += votes
      if (votes > (byHour[busiest] ?? 0)) busiest = hour
      hourOfDay += 1
      if (hourOfDay === HOURS_OF_DAY) {
        hourOfDay = 0
        day += 1
      }
    }
    return { perDay, total, peak: { minute: (firstHour + busiest) * MINUTES, votes: byHour[busiest] ?? 0 } }
  }
  const sum = (votes: Votes): Sum => {
    const before = known.get(votes)
    if (votes.isSummed && before !== undefined) return before
    votes.isSummed = true
    const now = sumOf(votes.byHour)
    known.set(votes, now)
    return now
  }

  return (all, ofTeams) => {
    const rest = all.byHour.slice()
    for (const { byHour } of ofTeams.values()) {
      for (let hour = 0; hour < rest.length; hour += 1) rest[hour] = (rest[hour] ?? 0) - (byHour[hour] ?? 0)
    }
    const groups: GroupVotes[] = [{ team: null, ...sumOf(rest) }]
    for (const [team, votes] of ofTeams) groups.push({ team, ...sum(votes) })
    return {
      firstDay,
      ...sum(all),
      groups: groups.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total || byTeam(a, b)),
    }
  }
}

function byTeam(a: GroupVotes, b: GroupVotes): number {
  return (a.team ?? '') < (b.team ?? '') ? -1 : 1
}
