import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { QuorumRules, type SeatWish, STARTING_QUORUMS, type StageRule } from '../../domain/policy/quorum-rules.ts'
import { withPart } from '../shared/policy/policy-controls.ts'
import {
  addStage,
  addTelling,
  moved,
  type Stages,
  without,
  withoutSeat,
  withSeatCount,
  withStage,
  withWish,
} from './quorum-edits.ts'

const two = STARTING_POLICY.gate.quorums['two-approvals']
const stage = (need: number, ...seats: SeatWish[]): StageRule => ({ title: 'Approval', need, seats, silence: null })
const put = (stages: Stages) => withPart(STARTING_POLICY, 'gate.quorums.two-approvals', stages)

test('the seat of the owner’s team moves to another stage in one step, and stays where it is in none', () => {
  const more = addStage(two)
  const there = withWish(more, { stage: 1, seat: 0 }, 'owner-team')
  expect(there.map(({ seats }) => seats)).toEqual([['anybody', 'anybody'], ['owner-team']])
  expect(put(there)).toMatchObject({ ok: true })
  expect(put(withWish(two, { stage: 0, seat: 1 }, 'soc'))).toEqual({
    ok: false,
    because: 'Of two approvals exactly one seat is the owner’s team’s, in a stage that needs all of its seats.',
  })
})

test('where all seats are needed a new one is needed as well, elsewhere the number of people stays', () => {
  expect(withSeatCount(stage(2, 'soc', 'owner-team'), 3)).toEqual(stage(3, 'soc', 'owner-team', 'anybody'))
  expect(withSeatCount(stage(1, 'soc', 'iam'), 3)).toEqual(stage(1, 'soc', 'iam', 'anybody'))
  expect(withSeatCount(stage(2, 'soc', 'iam'), 1)).toEqual(stage(1, 'soc'))
  expect(withoutSeat(stage(2, 'soc', 'iam', 'platform'), 0)).toEqual(stage(2, 'iam', 'platform'))
  expect(withoutSeat(stage(2, 'soc', 'iam'), 1)).toEqual(stage(1, 'soc'))
})

test.each<[string, Stages, string]>([
  ['one person for two', withStage(two, 0, withoutSeat(stage(2, 'anybody', 'owner-team'), 0)), 'at least two people'],
  ['a seat of the owner’s team that may stay empty', withStage(two, 0, { need: 1 }), 'at least two people'],
  ['no stage', [], 'at least one stage'],
  ['no seat', withStage(addStage(two), 1, { seats: [], need: 1 }), 'at least one seat'],
  ['nobody', withStage(addStage(two), 1, { need: 0 }), 'at least one person'],
  ['more people than seats', withStage(two, 0, { need: 3 }), 'more people than it has seats'],
  ['a nameless stage', withStage(two, 0, { title: '' }), 'has a name'],
  ['a meeting', withStage(two, 0, withSeatCount(stage(2, 'anybody', 'owner-team'), 7)), '6 seats at most'],
  ['silence passed on at once', withStage(two, 0, { silence: [{ afterPercent: 0, tell: 'managers' }] }), 'not at once'],
  [
    'silence passed on after the end',
    withStage(two, 0, { silence: [{ afterPercent: 133, tell: 'managers' }] }),
    'before the time is over',
  ],
])('%s is refused with the rule in words', (_what, stages, words) => {
  const outcome = put(stages)
  expect(outcome.ok ? '' : outcome.because).toContain(words)
})

test('whatever is moved keeps everything, and back again nothing has happened', () => {
  const items = fc.array(fc.nat(), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(items, fc.nat(4), (before, at) => {
      const on = moved(before, at, 1)
      expect(on.toSorted()).toEqual(before.toSorted())
      expect(at + 1 < before.length ? moved(on, at + 1, -1) : on).toEqual(before)
    }),
  )
  expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c'])
})

test('a chain that is made longer still rises, until there is no room', () => {
  let chain = addTelling([])
  for (let i = 0; i < 3; i += 1) chain = addTelling(chain)
  expect(chain.map(({ afterPercent }) => afterPercent)).toEqual([50, 75, 88, 94])
  expect(put(withStage(two, 0, { silence: chain }))).toMatchObject({ ok: true })
})

test('from the starting gates every allowed gate is reached by allowed touches, one at a time', () => {
  const wishes: readonly SeatWish[] = ['anybody', 'owner-team', 'soc']
  const rows: SeatWish[][] = wishes.flatMap((one) => [[one], ...wishes.map((other) => [one, other])])
  const every = rows.flatMap((seats) => seats.map((_, i) => stage(i + 1, ...seats)))
  const gates: Stages[] = every.flatMap((one) => [[one], ...every.map((other) => [one, other])])
  const isAllowed = (stages: Stages) => QuorumRules.safeParse({ ...STARTING_QUORUMS, 'two-approvals': stages }).success
  const touches = (stages: Stages): Stages[] => [
    addStage(stages).map((one) => ({ ...one, title: 'Approval' })),
    ...stages.flatMap((one, s) => [
      without(stages, s),
      moved(stages, s, 1),
      withStage(stages, s, { need: one.need + 1 }),
      withStage(stages, s, { need: one.need - 1 }),
      withStage(stages, s, withSeatCount(one, one.seats.length + 1)),
      ...one.seats.flatMap((_, i) => [
        withStage(stages, s, withoutSeat(one, i)),
        ...wishes.map((wish) => withWish(stages, { stage: s, seat: i }, wish)),
      ]),
    ]),
  ]
  const known = new Set(gates.filter(isAllowed).map((one) => JSON.stringify(one)))
  const seen = new Set([JSON.stringify(two)])
  const ahead: Stages[] = [two]
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    for (const next of touches(at)) {
      const key = JSON.stringify(next)
      if (seen.has(key) || !known.has(key)) continue
      seen.add(key)
      ahead.push(next)
    }
  }
  expect(known.size).toBeGreaterThan(50)
  expect([...known].filter((key) => !seen.has(key))).toEqual([])
})
