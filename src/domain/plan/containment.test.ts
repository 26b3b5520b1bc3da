import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestContainment, type CountedStep, planContainment } from './containment.ts'
import { CONTAINMENTS } from './plan-words.ts'

const aStep = (given: Partial<CountedStep> = {}): CountedStep => ({
  action: 'revoke-session',
  state: 'done',
  containment: 'contained',
  ...given,
})

test('a plan is as contained as its least contained step', () => {
  const steps = [aStep(), aStep({ containment: 'new-sessions-only' }), aStep({ containment: 'already-contained' })]
  expect(planContainment(steps)).toBe('new-sessions-only')
  expect(planContainment([...steps, aStep({ state: 'waiting', containment: 'not-contained' })])).toBe('not-contained')
})

test('while any step is in doubt the plan is, also while one only prepares; what prepared contains nothing', () => {
  const preparing = aStep({ action: 'issue-secret', containment: 'not-contained' })
  expect(planContainment([preparing, aStep()])).toBe('contained')
  expect(planContainment([aStep(), { ...preparing, state: 'verifying', containment: 'in-doubt' }])).toBe('in-doubt')
  expect(planContainment([aStep(), aStep({ state: 'failed', containment: 'in-doubt' })])).toBe('in-doubt')
  expect(planContainment([preparing])).toBe('not-contained')
})

test('telling a scanner that a secret was revoked makes no plan more or less contained', () => {
  for (const action of ['resolve-secret-alert', 'reopen-secret-alert'] as const) {
    expect(planContainment([aStep(), aStep({ action, containment: 'not-contained' })])).toBe('contained')
    expect(planContainment([aStep({ action, containment: 'contained' })])).toBe('not-contained')
  }
})

test('an alert or an identity is as contained as the best of its plans, and what nobody knows is never called open', () => {
  expect(bestContainment([])).toBe('not-contained')
  expect(bestContainment(['not-contained', 'in-doubt'])).toBe('in-doubt')
  expect(bestContainment(['in-doubt', 'new-sessions-only'])).toBe('new-sessions-only')
  expect(bestContainment(['cannot-contain', 'contained', 'in-doubt'])).toBe('contained')
})

test('neither depends on an order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...CONTAINMENTS)), (found) => {
      const back = found.toReversed()
      expect(bestContainment(back)).toBe(bestContainment(found))
      const steps = found.map((containment) => aStep({ containment }))
      expect(planContainment(steps.toReversed())).toBe(planContainment(steps))
    }),
  )
})
