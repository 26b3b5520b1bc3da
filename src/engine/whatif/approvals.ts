import { ACTION_OWNERS } from '../../domain/action/action-words.ts'
import { type ApproverGroup, groupKey, groupsAsked } from '../../domain/plan/approver-group.ts'
import { bindStages, needOf, type QuorumRules, type StageRule } from '../../domain/policy/quorum-rules.ts'
import type { Approvals, GroupVotes } from './result.ts'

const HOURS_OF_DAY = 24
const MINUTES = 60

/** Whether these stages ask others by who answers for the action, wherever the owner of the identity is known. */
export function asksOwner(rules: readonly StageRule[]): boolean {
  return rules.some(({ seats }) => seats.includes('action-owner'))
}

/** Alerts that ask somebody, by hour since the first of the history: all that votes are counted from. Empty where there are none. */
export interface Asks {
  /** Of one approval, and of two where the owner of the identity is known; by place in `ACTION_OWNERS` where `asksOwner`, else in one. */
  readonly one: readonly ArrayLike<number>[]
  readonly two: readonly ArrayLike<number>[]
  /** The same alerts of two approvals by team of the owner. */
  readonly twoOfTeams: ReadonlyMap<string, Votes>
  /** Of two approvals where nobody knows the owner, by place in `ACTION_OWNERS`. */
  readonly twoOfNobody: readonly ArrayLike<number>[]
}

/** Votes by hour since the first of the history. Whoever writes into them says so: what was summed before is then summed anew. */
export interface Votes {
  readonly byHour: Int32Array
  isSummed: boolean
}

export function createVotes(hours: number): Votes {
  return { byHour: new Int32Array(Math.max(1, hours)), isSummed: false }
}

type Sum = Omit<GroupVotes, 'group'>

/**
 * Sums votes by day, in all and at most, and by the groups that a plan's stages ask. Nothing has to be counted by team and action together:
 * one seat of two approvals is the owner's team's, and of every other seat the stages say the same whatever the team. Cost: hours × groups.
 */
export function createApprovals(firstHour: number, hours: number): (quorums: QuorumRules, asks: Asks) => Approvals {
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

  return (quorums, { one, two, twoOfTeams, twoOfNobody }) => {
    const all = new Int32Array(hours)
    const found = new Map<string, Counted>()
    const count = (rules: readonly StageRule[], alerts: readonly ArrayLike<number>[], ownerTeam: string | null) => {
      for (const [place, own] of alerts.entries()) {
        if (own.length === 0) continue
        addTimes(all, own, needOf(rules))
        const actionOwner = ACTION_OWNERS[place] ?? ACTION_OWNERS[0]
        for (const { group, votes } of groupsAsked(bindStages(rules, { ownerTeam, actionOwner, usualSilence: [] }))) {
          if (group[0]?.of === 'team') continue
          const key = groupKey(group)
          const known = found.get(key) ?? { group, byHour: new Int32Array(hours) }
          found.set(key, known)
          addTimes(known.byHour, own, votes)
        }
      }
    }
    count(quorums['one-approval'], one, null)
    count(quorums['two-approvals'], two, ANY_TEAM)
    count(quorums['two-approvals'], twoOfNobody, null)
    const groups: GroupVotes[] = [...found.values()].map(({ group, byHour }) => ({ group, ...sumOf(byHour) }))
    for (const [team, votes] of twoOfTeams) groups.push({ group: [{ of: 'team', team }], ...sum(votes) })
    return {
      firstDay,
      ...sumOf(all),
      groups: groups.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total || byKey(a, b)),
    }
  }
}

/** Stands for whichever team it is: their votes are counted by team. */
const ANY_TEAM = ''

interface Counted {
  readonly group: ApproverGroup
  readonly byHour: Int32Array
}

function addTimes(sums: Int32Array, amounts: ArrayLike<number>, times: number): void {
  for (let hour = 0; hour < sums.length; hour += 1) sums[hour] = (sums[hour] ?? 0) + (amounts[hour] ?? 0) * times
}

function byKey(a: GroupVotes, b: GroupVotes): number {
  return groupKey(a.group) < groupKey(b.group) ? -1 : 1
}
