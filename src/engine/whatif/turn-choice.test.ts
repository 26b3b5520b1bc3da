import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChoice, type TurnChoice } from './turn-choice.ts'

/** What a turn takes alone and with a helper, of which it counts half where there is a core for it. */
interface Cost {
  readonly aloneMs: number
  readonly calledMs: number
}

/** So many turns over a clock that says what they cost. Answers which of them called. */
function turnsOf(choice: TurnChoice, count: number, { aloneMs, calledMs }: Cost, kind = 0): boolean[] {
  return Array.from({ length: count }, () => {
    const isCalled = choice.isCalled(kind)
    const helped = isCalled && calledMs < aloneMs ? 0.5 : 0
    choice.learn({ kind, isCalled, ms: isCalled ? calledMs : aloneMs, helped })
    return isCalled
  })
}

const some = (calls: readonly boolean[]) => calls.filter(Boolean).length
const ms = fc.double({ min: 0.05, max: 20, noNaN: true })
const costs = fc.record({ aloneMs: ms, calledMs: ms }).filter(({ aloneMs, calledMs }) => aloneMs !== calledMs)
const phases = fc.array(fc.record({ cost: costs, turns: fc.nat(300) }), { maxLength: 5 })

test('whatever turns cost before, of 400 no more than five go the slower way once they cost the same for 500', () => {
  fc.assert(
    fc.property(phases, costs, (before, cost) => {
      const choice = createChoice()
      for (const phase of before) turnsOf(choice, phase.turns, phase.cost)
      turnsOf(choice, 500, cost)
      const calls = some(turnsOf(choice, 400, cost))
      // What is shorter than a call itself is left alone, whoever says that it gained.
      const isShort = cost.aloneMs <= 0.2
      const slower = !isShort && cost.calledMs < cost.aloneMs ? 400 - calls : calls
      expect(slower).toBeLessThanOrEqual(isShort ? 0 : 5)
    }),
  )
})

test('a turn that is shorter than a call never calls, not even to try', () => {
  expect(some(turnsOf(createChoice(), 1_000, { aloneMs: 0.15, calledMs: 0.01 }))).toBe(0)
})

test('one call is enough to learn that half a turn is shorter than calling', () => {
  expect(some(turnsOf(createChoice(), 25, { aloneMs: 1, calledMs: 1.6 }))).toBe(1)
})

test('turns that alternate between two kinds are not taken for one another', () => {
  const choice = createChoice()
  const long = { aloneMs: 4, calledMs: 2.4 }
  const short = { aloneMs: 0.5, calledMs: 0.8 }
  const calls = Array.from({ length: 400 }, (_, turn) =>
    turn % 2 === 0 ? turnsOf(choice, 1, long, 0) : turnsOf(choice, 1, short, 1),
  ).flat()
  expect(some(calls.filter((_, turn) => turn % 2 === 0))).toBeGreaterThan(180)
  expect(some(calls.filter((_, turn) => turn % 2 === 1))).toBeLessThan(10)
})

test('a core that is taken away is noticed at once, and one that comes back within 200 turns', () => {
  const choice = createChoice()
  turnsOf(choice, 100, { aloneMs: 2, calledMs: 1.2 })
  expect(some(turnsOf(choice, 400, { aloneMs: 2, calledMs: 2.3 }))).toBeLessThan(10)
  turnsOf(choice, 200, { aloneMs: 2, calledMs: 1.2 })
  expect(some(turnsOf(choice, 100, { aloneMs: 2, calledMs: 1.2 }))).toBeGreaterThan(95)
})

test('a turn that others hold up for long does not make its way the slower one', () => {
  const choice = createChoice()
  turnsOf(choice, 60, { aloneMs: 2, calledMs: 1.2 })
  turnsOf(choice, 1, { aloneMs: 2, calledMs: 40 })
  expect(some(turnsOf(choice, 4, { aloneMs: 2, calledMs: 1.2 }))).toBe(4)
})
