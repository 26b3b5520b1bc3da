import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { readFragment, writeFragment } from './scenario-link.ts'

const draft: ScenarioContent = {
  policy: STARTING_POLICY,
  triggers: [{ id: 'stolen-instance-role', mode: 'shadow', response: null }],
  identities: [{ identityId: 'i-1', facts: { technicalOwner: 'Zahlungsverkehr Köln' } }],
  exercised: [],
}

test('a draft comes out of its link as it went in', () => {
  const fragment = writeFragment(draft)
  expect(fragment).not.toBeNull()
  expect(readFragment(`#${fragment}`)).toEqual(draft)
})

test('a draft that is too long for a link has none', () => {
  const identities = Array.from({ length: 500 }, (_, i) => ({ identityId: `identity-${i}`, facts: { criticality: 3 } }))
  expect(writeFragment({ ...draft, identities })).toBeNull()
})

test.each([
  ['nothing', ''],
  ['another fragment', '#results'],
  ['no JSON', '#draft=AAAA'],
  [
    'a policy that the rules refuse',
    `#draft=${btoa(JSON.stringify({ ...draft, policy: { version: 1 } })).replace(/=+$/, '')}`,
  ],
])('%s is no draft', (_what, fragment) => {
  expect(readFragment(fragment)).toBeNull()
})
