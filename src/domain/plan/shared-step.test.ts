import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlanStep } from './plan.ts'
import { sharedStep } from './shared-step.ts'

type Bound = Pick<PlanStep, 'ordinal' | 'action' | 'connector' | 'target'>

function aStep(credentialIds: readonly string[], more: Partial<Bound> = {}): Bound {
  const target = { identityId: 'id_1', account: 'svc', sessionIds: [], credentialIds: [...credentialIds], tools: [] }
  return { ordinal: 1, action: 'rotate-secret', connector: 'vault', target, ...more }
}

test('a later step that another plan does as well is found', () => {
  const steps = [aStep(['a']), aStep(['b'], { ordinal: 2 })]
  expect(sharedStep(steps, [aStep(['b', 'c'])])).toMatchObject({ ordinal: 2 })
})

test.each<[string, Bound]>([
  ['another credential', aStep(['b'])],
  ['another action', aStep(['a'], { action: 'deactivate-key' })],
  ['another system', aStep(['a'], { connector: 'aws' })],
  ['another account', aStep(['a'], { target: { ...aStep(['a']).target, account: 'other' } })],
  [
    'a session of the same id',
    aStep([], { target: { identityId: 'id_1', account: 'svc', sessionIds: ['a'], credentialIds: [], tools: [] } }),
  ],
])('%s is something else', (_what, other) => {
  expect(sharedStep([aStep(['a'])], [other])).toBeNull()
})

test('a step on a whole account is the same as one on any part of it', () => {
  expect(sharedStep([aStep(['a'])], [aStep([])])).not.toBeNull()
  expect(sharedStep([aStep([])], [aStep(['a'])])).not.toBeNull()
})

test('two plans share a step whichever of them asks', () => {
  const ids = fc.subarray(['a', 'b', 'c'])
  const steps = fc.array(
    fc.record({ credentialIds: ids, action: fc.constantFrom('rotate-secret' as const, 'deactivate-key' as const) }),
    { maxLength: 4 },
  )
  const bound = (some: readonly { credentialIds: string[]; action: PlanStep['action'] }[]) =>
    some.map(({ credentialIds, action }) => aStep(credentialIds, { action }))
  fc.assert(
    fc.property(steps, steps, (a, b) => {
      expect(sharedStep(bound(a), bound(b)) === null).toBe(sharedStep(bound(b), bound(a)) === null)
    }),
  )
})
