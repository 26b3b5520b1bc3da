import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quorums } from '../../testing/arbitraries.ts'
import { ACTION_OWNERS } from '../action/action-words.ts'
import { bindStages, needOf, QuorumRules, type StageRule } from '../policy/quorum-rules.ts'
import { groupKey, groupsAsked } from './approver-group.ts'

function asked(rules: readonly Pick<StageRule, 'need' | 'seats'>[], ownerTeam: string | null = 'Payments') {
  const named = rules.map((rule) => ({ title: 'Approval', silence: null, ...rule }))
  const stages = bindStages(named, { ownerTeam, actionOwner: 'iam', usualSilence: [] })
  return groupsAsked(stages).map(({ group, votes }) => [groupKey(group), votes])
}

test('a stage that needs all of its seats asks each kind for its own', () => {
  expect(asked([{ need: 4, seats: ['anybody', 'owner-team', 'soc', 'soc'] }])).toEqual([
    ['["anybody"]', 1],
    ['["team Payments"]', 1],
    ['["domain soc"]', 2],
  ])
})

test('alternatives are asked together for what their stage needs, whatever their order, never each for it', () => {
  const group = '["domain iam","domain platform"]'
  expect(asked([{ need: 1, seats: ['platform', 'iam'] }])).toEqual([[group, 1]])
  expect(
    asked([
      { need: 2, seats: ['iam', 'platform', 'iam'] },
      { need: 1, seats: ['platform', 'iam'] },
    ]),
  ).toEqual([[group, 3]])
  expect(asked([{ need: 1, seats: ['anybody', 'soc'] }])).toEqual([['["domain soc","anybody"]', 1]])
})

test('one of several seats of the same kind is asked of that kind', () => {
  expect(asked([{ need: 1, seats: ['soc', 'soc', 'soc'] }])).toEqual([['["domain soc"]', 1]])
})

test('the owner of the action is the domain that it is, together with the seats that name it', () => {
  expect(
    asked([
      { need: 1, seats: ['action-owner'] },
      { need: 1, seats: ['iam'] },
      { need: 1, seats: ['action-owner', 'soc'] },
    ]),
  ).toEqual([
    ['["domain iam"]', 2],
    ['["domain soc","domain iam"]', 1],
  ])
})

test('where nobody knows the owner, whoever answers for the action is asked for the seat of their team', () => {
  expect(asked([{ need: 2, seats: ['iam', 'owner-team'] }], null)).toEqual([['["domain iam"]', 2]])
})

test('a team that is called like a domain is another group', () => {
  expect(asked([{ need: 2, seats: ['owner-team', 'iam'] }], 'iam')).toHaveLength(2)
})

test('groups together are asked for what the stages need, each of them once', () => {
  const owners = fc.constantFrom(...ACTION_OWNERS)
  fc.assert(
    fc.property(quorums, owners, fc.constantFrom(null, 'Payments'), (rules, actionOwner, ownerTeam) => {
      expect(QuorumRules.parse(rules)).toEqual(rules)
      for (const gate of ['one-approval', 'two-approvals'] as const) {
        const groups = groupsAsked(bindStages(rules[gate], { ownerTeam, actionOwner, usualSilence: [] }))
        expect(groups.reduce((sum, { votes }) => sum + votes, 0)).toBe(needOf(rules[gate]))
        expect(new Set(groups.map(({ group }) => groupKey(group))).size).toBe(groups.length)
      }
    }),
  )
})
