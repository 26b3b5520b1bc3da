import { expect, test } from 'vitest'
import type { Decision } from '../../domain/decision/decision.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { whatWouldChange } from './what-would-change.ts'

function aDecision(more: Partial<Decision>): Decision {
  return {
    policyVersion: 1,
    decidedAt: 0,
    confidence: { value: 94, band: 'confirmed' },
    urgency: { value: 60, band: 'high', hasUnknowns: false },
    priority: 56,
    need: { tier: 3, uncapped: 3, caps: [] },
    threat: 'session',
    playbook: { id: 'stolen-session', version: 1 },
    options: [],
    action: null,
    gate: 'one-approval',
    reasons: [],
    unblock: [],
    ...more,
  }
}

const told = (decision: Decision) =>
  whatWouldChange(decision, STARTING_POLICY).map(({ condition, tier }) => `${condition}: T${tier}`)

test('only what moves the tier is told, with the number at which it does', () => {
  expect(told(aDecision({}))).toEqual(['If urgency reached 75: T4'])
})

test('a single cap that holds the need back is named first', () => {
  const held = aDecision({ need: { tier: 2, uncapped: 3, caps: ['shared-identity'] } })
  expect(told(held)[0]).toBe('If each workload had an identity of its own: T3')
})

test('of two caps none alone would change anything, so none is promised', () => {
  const held = aDecision({ need: { tier: 2, uncapped: 3, caps: ['shared-identity', 'no-owner'] } })
  expect(told(held)).toEqual([])
})

test('while a cap holds, more urgency is not said to lift it', () => {
  const held = aDecision({ need: { tier: 2, uncapped: 3, caps: ['no-owner'] } })
  expect(told(held)).toEqual(['If an owner were known: T3'])
})

test('at the edges of the matrix there is nothing beyond', () => {
  const lowest = aDecision({
    confidence: { value: 10, band: 'low' },
    urgency: { value: 10, band: 'low', hasUnknowns: false },
    need: { tier: 0, uncapped: 0, caps: [] },
  })
  expect(told(lowest)).toEqual([])
})
