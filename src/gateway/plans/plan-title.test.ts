import { expect, test } from 'vitest'
import type { PlanStep } from '../../domain/plan/plan.ts'
import { planTitle } from './plan-title.ts'

function aStep(ordinal: number, action: PlanStep['action'], after: readonly number[], credentialIds: string[] = []) {
  const target = { identityId: 'id-1', account: 'svc', credentialIds, sessionIds: [], tools: [] }
  return { ordinal, action, after, target } as unknown as PlanStep
}

test('an action that waits for another follows it', () => {
  const steps = [aStep(1, 'deactivate-key', [], ['key']), aStep(2, 'disable-identity', [1])]
  expect(planTitle(steps, 'svc')).toBe('Deactivates key key of svc, then disables svc')
})

test('actions beside each other are not told as if one waited', () => {
  const steps = [
    aStep(1, 'deactivate-key', [], ['a']),
    aStep(2, 'deactivate-key', [1], ['b']),
    aStep(3, 'disable-identity', []),
  ]
  expect(planTitle(steps, 'svc')).toBe('Deactivates keys a, b of svc, and disables svc')
})
