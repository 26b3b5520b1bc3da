import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identities } from '../../testing/arbitraries.ts'
import { anIdentity, NOON } from '../../testing/builders.ts'
import { identityFacts, identityOfThen, OWNER_OF_THEN } from './identity-facts.ts'

test('an identity that did not change is the same object after its own facts', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      fc.pre(identity.claimed)
      expect(identityOfThen(identity, identityFacts(identity, 'unknown', NOON))).toBe(identity)
    }),
  )
})

test('whatever became of an identity, as it was then it has the facts of then', () => {
  fc.assert(
    fc.property(identities, identities, (then, today) => {
      fc.pre(then.claimed || today.claimed)
      const facts = identityFacts(then, then.kind, null)
      expect(identityFacts(identityOfThen(today, facts), then.kind, null)).toEqual(facts)
    }),
  )
})

test('one that nobody has described since is as it was, whatever kind a later record shows', () => {
  const stranger = anIdentity({
    claimed: false,
    kind: 'api-key',
    environment: null,
    privilege: null,
    tenancy: null,
    criticality: null,
    businessOwner: null,
    technicalOwner: null,
  })
  expect(identityOfThen(stranger, identityFacts(stranger, 'workload', NOON))).toBe(stranger)
})

test('an owner of then is the one of today, and without a name where there is none any more', () => {
  const owned = identityFacts(anIdentity({ technicalOwner: 'Payments', businessOwner: null }), 'unknown', NOON)
  const other = anIdentity({ technicalOwner: 'Platform', businessOwner: null })
  expect(identityOfThen(other, owned).technicalOwner).toBe('Platform')
  const nobody = anIdentity({ technicalOwner: null, businessOwner: null })
  expect(identityOfThen(nobody, owned)).toMatchObject({ technicalOwner: OWNER_OF_THEN, businessOwner: null })
  expect(identityOfThen(other, identityFacts(nobody, 'unknown', NOON)).technicalOwner).toBeNull()
})
