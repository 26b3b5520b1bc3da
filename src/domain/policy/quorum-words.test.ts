import { expect, test } from 'vitest'
import type { SeatWish, StageRule } from './quorum-rules.ts'
import { sayConsequence, saySeats, sayStageRules } from './quorum-words.ts'

const stage = (need: number, seats: SeatWish[], changes: Partial<StageRule> = {}): StageRule => ({
  title: 'Approval',
  need,
  seats,
  silence: null,
  ...changes,
})

const USUAL = [
  { afterPercent: 50, tell: 'approvers' },
  { afterPercent: 80, tell: 'managers' },
] as const
const minutes = (percent: number) => `${(percent * 30) / 100} min`

test.each<[number, SeatWish[], string]>([
  [1, ['anybody'], 'any approver'],
  [2, ['anybody', 'anybody'], 'any two approvers'],
  [2, ['anybody', 'owner-team'], 'any approver and one of the owner’s team'],
  [3, ['soc', 'owner-team', 'soc'], 'two of SOC and one of the owner’s team'],
  [2, ['soc', 'soc', 'soc'], 'two of SOC'],
  [2, ['soc', 'iam', 'soc', 'anybody'], 'two of the seats 2 × SOC, IAM, any approver'],
  [1, ['action-owner'], 'whoever answers for the action'],
])('%s of %s are “%s”', (need, seats, words) => {
  expect(saySeats({ need, seats })).toBe(words)
})

test('the consequence says who approves, how many they are, and to whom silence is passed on', () => {
  const silence: StageRule['silence'] = [{ afterPercent: 20, tell: 'who-could' }]
  expect(sayConsequence([stage(2, ['soc', 'owner-team'])], USUAL, minutes)).toEqual([
    'Takes one of SOC and one of the owner’s team, two different people. In silence every approver is told after 15 min, managers after 24 min.',
  ])
  expect(
    sayConsequence(
      [stage(1, ['iam'], { title: 'Access', silence }), stage(1, ['anybody'], { title: 'Response', silence: [] })],
      USUAL,
      minutes,
    ),
  ).toEqual([
    'Access: one of IAM. In silence whoever could take a free seat is told after 6 min.',
    'Response: any approver. Nobody is told of silence.',
  ])
})

test('two policies that differ only in a name, or only in a chain of silence, are said differently', () => {
  const said = (rules: readonly StageRule[]) => sayStageRules(rules, minutes)
  const plain = said([stage(1, ['iam'])])
  expect(said([stage(1, ['iam'], { title: 'Access' })])).not.toBe(plain)
  expect(said([stage(1, ['iam'], { silence: [] })])).not.toBe(plain)
  expect(said([stage(1, ['iam'], { silence: [{ afterPercent: 40, tell: 'managers' }] })])).toBe(
    'Approval: one of IAM, in silence managers are told after 12 min',
  )
})
