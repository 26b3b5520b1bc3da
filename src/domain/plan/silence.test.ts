import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aPerson, NOON } from '../../testing/builders.ts'
import { type Stage, seat } from './quorum.ts'
import { nextSilenceAt, type Telling, tellingsAhead, tellingsDue } from './silence.ts'

const MINUTE = 60_000
const access: Stage = {
  title: 'Access',
  need: 1,
  seats: [{ of: 'domain', domain: 'iam' }],
  silence: [
    { afterPercent: 20, tell: 'who-could' },
    { afterPercent: 60, tell: 'managers' },
  ],
}
const response: Stage = {
  title: 'Response',
  need: 1,
  seats: [{ of: 'anybody' }],
  silence: [{ afterPercent: 50, tell: 'approvers' }],
}
const plan = { stages: [access, response], requestedAt: NOON, expiresAt: NOON + 30 * MINUTE }
const nobody = seat(plan.stages, [])
const at = (minutes: number) => NOON + minutes * MINUTE
const due = (minutes: number, states = nobody, told: readonly Telling[] = []) =>
  tellingsDue(plan, states, told, at(minutes)).map(({ stage, tell }) => `${stage} ${tell}`)

test('each stage has a chain of its own, told in its time and not again', () => {
  expect(due(5)).toEqual([])
  expect(due(6)).toEqual(['0 who-could'])
  expect(due(15)).toEqual(['0 who-could', '1 approvers'])
  expect(due(15, nobody, [{ stage: 0, step: 0, tell: 'who-could' }])).toEqual(['1 approvers'])
  expect(due(18, nobody, [{ stage: 1, step: 0, tell: 'approvers' }])).toEqual(['0 who-could', '0 managers'])
})

test('a stage whose seats are held is not silent, whatever the others are', () => {
  const io = aPerson('Io', { domains: ['iam'] })
  expect(due(29, seat(plan.stages, [io]))).toEqual(['1 approvers'])
  expect(due(29, seat(plan.stages, [io, aPerson('Bo')]))).toEqual([])
})

test('the next moment to look is the earliest that lies ahead, until none does', () => {
  expect(nextSilenceAt(plan, NOON)).toBe(at(6))
  expect(nextSilenceAt(plan, at(6))).toBe(at(15))
  expect(nextSilenceAt(plan, at(18))).toBeNull()
  expect(nextSilenceAt({ ...plan, stages: [] }, NOON)).toBeNull()
})

test('looked at in its moments alone, a silent plan is told every step once before it expires', () => {
  const chains = fc
    .array(fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((stages) =>
      stages.map(
        (percents): Stage => ({
          ...response,
          silence: percents.toSorted((a, b) => a - b).map((afterPercent) => ({ afterPercent, tell: 'managers' })),
        }),
      ),
    )
  fc.assert(
    fc.property(chains, fc.integer({ min: 1, max: 10_000_000 }), (stages, span) => {
      const waiting = { stages, requestedAt: NOON, expiresAt: NOON + span }
      const told: Telling[] = []
      for (let now = nextSilenceAt(waiting, NOON); now !== null; now = nextSilenceAt(waiting, now)) {
        expect(now).toBeLessThanOrEqual(waiting.expiresAt)
        told.push(...tellingsDue(waiting, seat(stages, []), told, now))
      }
      expect(told).toHaveLength(stages.flatMap(({ silence }) => silence).length)
      expect(new Set(told.map(({ stage, step }) => `${stage} ${step}`)).size).toBe(told.length)
    }),
  )
})

test('what is said to come in silence is what is due later, and nothing else', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (a, b) => {
      const [now, then] = [Math.min(a, b), Math.max(a, b)]
      const said = tellingsAhead(plan, nobody, at(now)).filter((one) => one.at <= at(then))
      const becomesDue = due(then).filter((one) => !due(now).includes(one))
      expect(said.map(({ stage, tell }) => `${stage} ${tell}`).toSorted()).toEqual(becomesDue.toSorted())
      expect(said.map((one) => one.at)).toEqual(said.map((one) => one.at).toSorted((x, y) => x - y))
    }),
  )
})

test('nobody is said to be told about a stage whose seats are held', () => {
  const io = aPerson('Io', { domains: ['iam'] })
  expect(tellingsAhead(plan, seat(plan.stages, [io]), at(0)).map(({ stage }) => stage)).toEqual([1])
})
