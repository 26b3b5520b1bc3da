import { expect, test } from 'vitest'
import type { StepView } from '../../domain/views/plan-views.ts'
import { isStoppable, isUnderWay, mayStillTurn, stepWords } from './plan-progress.ts'

test('a step in doubt never reads as done or as failed', () => {
  expect(stepWords(aStepView({ state: 'sent', containment: 'in-doubt' }))).toContain('In doubt')
  const left = aStepView({ state: 'failed', containment: 'in-doubt' })
  expect(stepWords(left)).toBe('In doubt: what is true could not be found out')
  expect(stepWords(aStepView({}))).toBe('Read back')
})

test('of a step that was taken back nothing is said as if it still stood', () => {
  expect(stepWords(aStepView({ containment: 'not-contained', isTakenBack: true }))).toBe('Taken back')
  expect(stepWords(aStepView({ containment: 'in-doubt', isTakenBack: true }))).toBe('Taken back')
})

test('a step of which people were asked, and whose plan ended before, was not simply not sent', () => {
  expect(stepWords(aStepView({ state: 'skipped', startedAt: null }))).toBe('Not sent')
  expect(stepWords(aStepView({ state: 'skipped', startedAt: 1 }))).toBe('Ended before it was done')
})

test('a plan is looked at again only while something may happen by itself', () => {
  expect(isUnderWay({ state: 'running' })).toBe(true)
  expect([isUnderWay({ state: 'pending' }), isUnderWay({ state: 'done' }), isUnderWay({ state: 'paused' })]).toEqual([
    false,
    false,
    false,
  ])
})

test('a running plan can be stopped only while a step waits of which nothing was sent', () => {
  const running = (...states: StepView['state'][]) => ({
    state: 'running' as const,
    steps: states.map((state) => ({ state })),
  })
  expect(isStoppable(running('done', 'sent', 'waiting'))).toBe(true)
  expect(isStoppable(running('done', 'sent'))).toBe(false)
  expect(isStoppable({ ...running('waiting'), state: 'pending' })).toBe(false)
})

test('what may still become something else stays in sight: a plan that waits, runs on, or is taken back at its time', () => {
  const plan = (state: 'pending' | 'running' | 'done', step: StepView['state'], at: number | null) => {
    return { state, steps: [{ state: step }], restore: { at, note: null, confirmed: null } }
  }
  expect(mayStillTurn(plan('pending', 'waiting', null))).toBe(true)
  expect(mayStillTurn(plan('running', 'waiting', null))).toBe(true)
  expect(mayStillTurn(plan('done', 'done', 1))).toBe(true)
  expect(mayStillTurn(plan('done', 'done', null))).toBe(false)
})

function aStepView(more: Partial<StepView>): Parameters<typeof stepWords>[0] {
  return { state: 'done', containment: 'contained', isTakenBack: false, startedAt: 1, ...more }
}
