import { type ApproverGroup, groupKey } from '../../domain/plan/approver-group.ts'
import type { Approvals } from '../../engine/worker/whatif-client.ts'
import { sumOf } from './shown-days.ts'

/** What a group of approvers is asked for under the draft, and before. */
export interface GroupRow {
  readonly key: string
  readonly group: ApproverGroup
  /** Votes over the days that are shown. */
  readonly total: number
  readonly before: number
  /** Votes of the busiest day. */
  readonly busiest: number
  /** Null where nobody is asked. */
  readonly peak: Approvals['peak'] | null
}

/** Groups beyond those that are shown, together. */
export interface GroupRest {
  readonly groups: number
  readonly total: number
  readonly before: number
  /** Votes of all of them on their busiest day. */
  readonly busiest: number
  /** Votes in the peak hour of whichever of them has the highest. */
  readonly highestPeak: number
}

/** From the day at `first` on, the groups that are asked most, one that the draft asks no longer among them, and the rest; null where there is none. */
export function groupRows(
  is: Approvals,
  was: Approvals,
  first: number,
  most: number,
): { readonly rows: readonly GroupRow[]; readonly rest: GroupRest | null } {
  const before = new Map(
    was.groups.map(({ group, perDay }) => [groupKey(group), { group, total: sumOf(perDay.subarray(first)) }]),
  )
  const asked = is.groups.map(({ group, perDay, peak }): GroupRow => {
    const key = groupKey(group)
    const shown = perDay.subarray(first)
    return {
      key,
      group,
      total: sumOf(shown),
      before: before.get(key)?.total ?? 0,
      busiest: Math.max(0, ...shown),
      peak,
    }
  })
  const known = new Set(asked.map(({ key }) => key))
  const dropped = [...before].flatMap(([key, { group, total }]): GroupRow[] =>
    known.has(key) ? [] : [{ key, group, total: 0, before: total, busiest: 0, peak: null }],
  )
  const all = [...asked, ...dropped]
  // One more row takes no more room than a line that says that there is one.
  if (all.length <= most + 1) return { rows: all, rest: null }
  const others = all.slice(most)
  const sum = (of: (row: GroupRow) => number) => others.reduce((total, row) => total + of(row), 0)
  const days = new Uint32Array(is.perDay.length)
  for (const { perDay } of is.groups.slice(most))
    for (const [day, votes] of perDay.subarray(first).entries()) days[day] = (days[day] ?? 0) + votes
  return {
    rows: all.slice(0, most),
    rest: {
      groups: others.length,
      total: sum(({ total }) => total),
      before: sum((row) => row.before),
      busiest: Math.max(0, ...days),
      highestPeak: Math.max(0, ...others.map(({ peak }) => peak?.votes ?? 0)),
    },
  }
}
