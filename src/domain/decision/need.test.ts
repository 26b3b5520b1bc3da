import { expect, test } from 'vitest'
import { anIdentity, anUnclaimedIdentity } from '../../testing/builders.ts'
import type { Identity } from '../identity/identity.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { assessNeed, type NeedInput } from './need.ts'

function need(changes: Partial<NeedInput> = {}) {
  const certain = { confidence: 'confirmed', urgency: 'critical', identity: anIdentity() } as const
  return assessNeed({ policy: STARTING_POLICY, ambiguity: null, timeFlags: [], ...certain, ...changes })
}

test('the starting matrix', () => {
  const rows = (['low', 'medium', 'high', 'confirmed'] as const).map((confidence) =>
    (['low', 'medium', 'high', 'critical'] as const)
      .map((urgency) => need({ confidence, urgency }).need.tier)
      .join(' '),
  )
  expect(rows).toEqual(['0 0 1 1', '0 1 2 2', '1 2 3 3', '2 3 3 4'])
})

test.each<[string, Partial<Identity>, readonly string[]]>([
  ['dedicated, owned and mapped', {}, []],
  ['shared', { tenancy: 'shared' }, ['shared-identity']],
  ['multi-tenant', { tenancy: 'multi-tenant' }, ['shared-identity']],
  ['third-party', { tenancy: 'third-party' }, ['third-party-identity']],
  ['owned by the business alone', { technicalOwner: null }, []],
  ['run by a team for nobody', { businessOwner: null }, []],
  ['owned by nobody', { technicalOwner: null, businessOwner: null }, ['no-owner']],
  ['unmapped', { consumersKnown: false }, ['consumers-unknown']],
  [
    'all of it',
    { tenancy: 'shared', technicalOwner: null, businessOwner: null, consumersKnown: false },
    ['shared-identity', 'no-owner', 'consumers-unknown'],
  ],
])('an identity that is %s', (_what, facts, caps) => {
  const { need: found, reasons } = need({ identity: anIdentity(facts) })
  expect(found).toEqual({ tier: caps.length > 0 ? 2 : 4, uncapped: 4, caps })
  expect(reasons.slice(1).map(({ rule }) => rule)).toEqual(caps.map((cap) => `cap.${cap}`))
})

test('an identity that nobody has confirmed stops at T2, whatever it says of itself', () => {
  for (const identity of [null, anUnclaimedIdentity(), anIdentity({ claimed: false })]) {
    expect(need({ identity }).need).toEqual({ tier: 2, uncapped: 4, caps: ['no-owner', 'consumers-unknown'] })
  }
})

test.each([
  ['two identities carry the name', { ambiguity: 'Two identities carry this name' }, 'Two identities carry this name'],
  ['a hostile explanation', { ambiguity: 'x\u001b[2J' }, 'x\\u001b[2J'],
  ['a time that cannot be read', { timeFlags: ['unreadable' as const] }, 'The record’s time cannot be read'],
  ['a time that cannot be true', { timeFlags: ['out-of-window' as const] }, 'The record’s time cannot be true'],
])('%s is ambiguous', (_what, changes, input) => {
  const { need: found, reasons } = need(changes)
  expect(found).toEqual({ tier: 2, uncapped: 4, caps: ['ambiguous-telemetry'] })
  expect(reasons.at(-1)).toEqual({
    about: 'cap',
    rule: 'cap.ambiguous-telemetry',
    input,
    effect: 'Stops at T2 contain & verify instead of T4 shut down; going further takes two approvals',
  })
})

test('an absent or zoneless time is common and does not make a record ambiguous', () => {
  expect(need({ timeFlags: ['absent', 'zone-assumed', 'unit-guessed', 'leap-second'] }).need.caps).toEqual([])
})

test('a cap that changes nothing still says so, since it limits what a person may choose', () => {
  const { need: found, reasons } = need({ confidence: 'medium', identity: anIdentity({ tenancy: 'shared' }) })
  expect(found).toEqual({ tier: 2, uncapped: 2, caps: ['shared-identity'] })
  expect(reasons.at(-1)?.effect).toBe(
    'Does not change T2 contain & verify; anything stronger than T2 contain & verify takes two approvals',
  )
})
