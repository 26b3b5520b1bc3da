import { expect, test } from 'vitest'
import { aCredential, aDependency, anIdentity, NOON } from '../../testing/builders.ts'
import type { Dependency, Identity } from './identity.ts'
import { identityDifference } from './identity-difference.ts'

test('only facts that differ are told, each on both sides, owners first', () => {
  const before = anIdentity({ technicalOwner: 'Payments', environment: 'staging', privilege: 'read' })
  const after = anIdentity({ technicalOwner: null, environment: 'prod', privilege: 'read', version: 2 })
  expect(difference(before, after)).toEqual({
    facts: ['technical owner', 'environment'],
    approved: ['technical owner: Payments', 'environment: staging'],
    now: ['technical owner: nobody', 'environment: prod'],
  })
})

test('of a list what differs has a name and the rest a number; another order is no difference', () => {
  const before = anIdentity({ grants: ['read', 'list', 'write'] })
  expect(difference(before, anIdentity({ grants: ['write', 'read', 'list'] })).facts).toEqual([])
  expect(difference(before, anIdentity({ grants: ['read', 'list', 'delete', 'share'] }))).toEqual({
    facts: ['grants'],
    approved: ['grants: 3 (write; 2 on both sides)'],
    now: ['grants: 4 (delete; share; 2 on both sides)'],
  })
  const many = Array.from({ length: 30 }, (_, i) => `grant-${10 + i}`)
  const { now } = difference(anIdentity(), anIdentity({ grants: many }))
  expect(now[0]).toContain('grant-17; 22 more that differ')
})

test('every member of an identity that may change is told, and the time of a check, too', () => {
  const other: Partial<Identity> = {
    name: 'b',
    kind: 'api-key',
    names: [],
    description: 'b',
    environment: 'dev',
    account: null,
    trustDomain: null,
    businessOwner: null,
    technicalOwner: null,
    criticality: null,
    privilege: 'admin',
    tenancy: 'shared',
    sensitiveResources: 4,
    workload: null,
    grants: ['b'],
    credentials: [aCredential()],
    rotationDays: null,
    lastUsedAt: null,
    dormantDaysBeforeLastUse: null,
    agent: { approvedTools: ['b'], windows: [] },
    consumersKnown: false,
    consumersExplain: null,
    validatedAt: NOON,
    claimed: false,
  }
  const silent = Object.entries(other).filter(
    ([member, value]) => !difference(anIdentity(), anIdentity({ [member]: value })).facts.length,
  )
  expect(silent).toEqual([])
  expect(difference(anIdentity(), anIdentity({ validatedAt: 8_700_000_000_000_000 })).now).toEqual([
    'state last checked: 8700000000000000 ms',
  ])
})

test('a consumer that came, and one that is another now, are told by name; who said it and when is not', () => {
  const job = aDependency({}, { name: 'Nightly report' })
  const later = { ...job, observedAt: NOON, source: 'import' }
  expect(difference(anIdentity(), anIdentity(), [job], [later]).facts).toEqual([])
  const slower = aDependency({}, { name: 'Nightly report', criticality: 5 })
  const page = aDependency({}, { id: 'page', name: 'Status page' })
  const { facts, approved, now } = difference(anIdentity(), anIdentity(), [job], [slower, page])
  expect(facts).toEqual(['consumers'])
  expect(approved[0]).toContain('1 (Nightly report (consumer-1), job, over session, criticality 2')
  expect(now[0]).toMatch(/2 \(Nightly report .* criticality 5, .*; Status page /)
})

test('of consumers that nobody kept, and of facts that an older release had not, nothing is told', () => {
  const { tenancy: _, ...older } = anIdentity()
  expect(difference(older as Identity, anIdentity({ tenancy: 'shared' }), null, [aDependency()]).facts).toEqual([])
})

function difference(
  before: Identity,
  after: Identity,
  then: readonly Dependency[] | null = [],
  now: readonly Dependency[] = [],
) {
  return identityDifference({ identity: before, dependencies: then }, { identity: after, dependencies: now })
}
