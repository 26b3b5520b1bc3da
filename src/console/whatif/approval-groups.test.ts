import { expect, test } from 'vitest'
import type { ApproverGroup } from '../../domain/plan/approver-group.ts'
import type { Approvals } from '../../engine/worker/whatif-client.ts'
import { groupRows } from './approval-groups.ts'

const PEAK = { minute: 600, votes: 2 }

function approvals(groups: readonly (readonly [ApproverGroup, readonly number[]])[]): Approvals {
  const days = groups[0]?.[1].length ?? 0
  const votes = (perDay: readonly number[]) => ({
    perDay: Uint32Array.from(perDay),
    total: perDay.reduce((sum, count) => sum + count, 0),
    peak: { minute: 600, votes: Math.max(0, ...perDay) },
  })
  const all = Array.from({ length: days }, (_, day) => groups.reduce((sum, [, own]) => sum + (own[day] ?? 0), 0))
  return { firstDay: 0, ...votes(all), groups: groups.map(([group, own]) => ({ group, ...votes(own) })) }
}

const team = (name: string): ApproverGroup => [{ of: 'team', team: name }]
const IAM: ApproverGroup = [{ of: 'domain', domain: 'iam' }]

test('a group is compared with itself, and one that is asked no longer stays to be seen', () => {
  const { rows, rest } = groupRows(
    approvals([[IAM, [1, 2]]]),
    approvals([
      [team('iam'), [4, 0]],
      [IAM, [1, 0]],
    ]),
    0,
    6,
  )
  expect(rest).toBeNull()
  expect(rows.map(({ group, total, before, busiest, peak }) => [group, total, before, busiest, peak])).toEqual([
    [IAM, 3, 1, 2, PEAK],
    [team('iam'), 0, 4, 0, null],
  ])
})

test('groups beyond those shown are one line: what they are asked together, and their highest peak', () => {
  const many = ['a', 'b', 'c', 'd'].map((name, i) => [team(name), [9 - i, i]] as const)
  const { rows, rest } = groupRows(approvals(many), approvals([[IAM, [5, 5]]]), 0, 2)
  expect(rows.map(({ group }) => group)).toEqual([team('a'), team('b')])
  expect(rest).toEqual({ groups: 3, total: 18, before: 10, busiest: 13, highestPeak: 7 })
})

test('one group more than fits is shown rather than summed up', () => {
  const many = ['a', 'b', 'c'].map((name) => [team(name), [1]] as const)
  expect(groupRows(approvals(many), approvals([]), 0, 2)).toMatchObject({ rows: [{}, {}, {}], rest: null })
})

test('votes before the days that are shown are not counted', () => {
  const { rows } = groupRows(approvals([[IAM, [7, 1, 2]]]), approvals([[IAM, [9, 0, 1]]]), 1, 6)
  expect(rows).toMatchObject([{ total: 3, before: 1, busiest: 2 }])
})
