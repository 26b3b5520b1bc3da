import { APPROVER_DOMAINS } from '../people/domains.ts'
import { seatKind } from './quorum.ts'
import type { SeatRule, Stage } from './stage.ts'

/**
 * Whose approvals are counted together: the kinds of seats of which any may give them. One kind in most cases, several where a stage
 * asks for fewer people than it has seats. Each kind once, teams first, then domains in the order of their list, any approver last.
 */
export type ApproverGroup = readonly SeatRule[]

/** How many approvals some stages ask of a group. */
export interface GroupNeed {
  readonly group: ApproverGroup
  readonly votes: number
}

/**
 * Of whom these stages ask how many approvals. A stage that needs all of its seats asks each kind for its own; one that needs fewer
 * asks all of its kinds together for what it needs, since nobody can say beforehand who will sit. Each group once, in the order in which
 * the stages name them; the votes of all together are what the stages need.
 */
export function groupsAsked(stages: readonly Pick<Stage, 'need' | 'seats'>[]): readonly GroupNeed[] {
  const found = new Map<string, GroupNeed>()
  const ask = (group: ApproverGroup, votes: number) => {
    const key = groupKey(group)
    found.set(key, { group, votes: (found.get(key)?.votes ?? 0) + votes })
  }
  for (const { need, seats } of stages) {
    if (need === seats.length) for (const seat of seats) ask([seat], 1)
    else ask(inOrder(seats), need)
  }
  return [...found.values()]
}

/** The same text for the same group, and for no other. */
export function groupKey(group: ApproverGroup): string {
  return JSON.stringify(group.map(seatKind))
}

function inOrder(seats: readonly SeatRule[]): ApproverGroup {
  const kinds = new Map(seats.map((seat) => [seatKind(seat), seat]))
  return [...kinds.values()].toSorted((a, b) => placeOf(a) - placeOf(b))
}

function placeOf(rule: SeatRule): number {
  if (rule.of === 'anybody') return APPROVER_DOMAINS.length
  return rule.of === 'team' ? -1 : APPROVER_DOMAINS.indexOf(rule.domain)
}
