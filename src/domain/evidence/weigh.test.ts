import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCredential, aDependency, anIdentity, anUnclaimedIdentity, DAY_MS, NOON } from '../../testing/builders.ts'
import { anEvent, EMPTY_PAST, from, lastFacts, ROLE_KEY, RUNNER, weighAll } from '../../testing/evidence.ts'
import type { Credential } from '../identity/identity.ts'
import type { Signal } from '../signal/signal.ts'
import { EVIDENCE_FIELDS } from './fields.ts'
import { type Surroundings, subjectOf, weigh } from './weigh.ts'

const events: fc.Arbitrary<Signal> = fc
  .record({
    minute: fc.integer({ min: -3000, max: 3000 }),
    ip: fc.constantFrom('10.0.0.5', '10.0.1.5', '203.0.113.7', null),
    region: fc.constantFrom('eu-central-1', 'eu-west-3', null),
    outcome: fc.constantFrom('success' as const, 'failure' as const),
    operation: fc.constantFrom('GetObject', 'PutObject', 'ListBuckets'),
    form: fc.constantFrom('event' as const, 'event' as const, 'finding' as const),
    isTimeless: fc.boolean(),
    tool: fc.constantFrom(null, 'case_read', 'delete_user'),
    secret: fc.constantFrom(null, 'vault/one', 'vault/two'),
  })
  .map(({ minute, ip, region, outcome, operation, form, isTimeless, tool, secret }) =>
    anEvent({
      form,
      affected: [RUNNER],
      observedAt: isTimeless ? null : NOON + minute * 60_000,
      network: from(ip),
      region,
      call: { service: 's3.amazonaws.com', operation, outcome, error: null },
      tool,
      credentials: secret === null ? [] : [{ id: secret, kind: 'secret' }],
    }),
  )

test('histories that went through a store between any two records give the same facts', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), fc.infiniteStream(fc.boolean()), (signals, coins) => {
      const stored = weighAll(signals, null, (past) =>
        coins.next().value === true ? (JSON.parse(JSON.stringify(past)) as typeof past) : past,
      )
      expect(stored).toEqual(weighAll(signals))
    }),
  )
})

test('every fact is in the closed list and is what the list says it is', () => {
  const identity = anIdentity({
    agent: { approvedTools: ['case_read'], windows: [{ days: [3], fromMinute: 600, toMinute: 780 }] },
    rotationDays: 90,
    credentials: [aCredential({ id: 'vault/one', state: 'inactive' })],
  })
  fc.assert(
    fc.property(fc.array(events, { maxLength: 12 }), fc.constantFrom(null, identity), (signals, known) => {
      for (const [name, value] of weighAll(signals, known).flatMap((facts) => Object.entries(facts))) {
        const field = EVIDENCE_FIELDS[name]
        expect(field, name).toBeDefined()
        expect(typeof value).toBe(field?.type === 'text' ? 'string' : field?.type)
        expect(field?.values ?? [value]).toContain(value)
      }
    }),
  )
})

test('facts keep neither a value nor an address: histories are digests', () => {
  const secret = anEvent({
    credentials: [{ id: 'vault/db-password', kind: 'secret' }],
    network: from('203.0.113.7'),
    userAgent: 'curl/8.1',
    resources: [{ type: null, id: 'arn:aws:s3:::payroll', name: null }],
  })
  const hidden = (text: string) => `#${text.length}`
  const { after } = weigh(secret, { key: ROLE_KEY, identity: null, secret: null }, EMPTY_PAST, hidden)
  expect(JSON.stringify(after)).not.toMatch(/vault|203\.0|curl|payroll|report-runner|GetObject|eu-central/)
})

test('a finding is about whom it was found on, an event about who acted', () => {
  const person = { ...RUNNER, kind: 'human' as const, label: 'someone' }
  expect(subjectOf(anEvent({ form: 'finding', actor: person, affected: [person, RUNNER] }))).toBe(RUNNER)
  expect(subjectOf(anEvent({ actor: person, affected: [RUNNER] }))).toBe(person)
  expect(subjectOf(anEvent({ actor: null, affected: [RUNNER] }))).toBeNull()
})

test('of an identity that nobody has described only the kind that the record shows is known', () => {
  const facts = lastFacts([anEvent()], anUnclaimedIdentity())
  expect(facts).toMatchObject({ 'identity.known': false, 'identity.kind': 'cloud-role' })
  expect(Object.keys(facts).filter((name) => name.startsWith('identity.'))).toEqual([
    'identity.key',
    'identity.known',
    'identity.kind',
  ])
})

test('a described identity is told as described; what nobody told is absent', () => {
  const rotated = aCredential({ state: 'active', createdAt: NOON - 400 * DAY_MS, rotatedAt: NOON - 100 * DAY_MS })
  const facts = lastFacts(
    [anEvent()],
    anIdentity({ tenancy: 'multi-tenant', environment: null, rotationDays: 90, credentials: [rotated] }),
  )
  expect(facts).toMatchObject({
    'identity.known': true,
    'identity.privilege': 'write',
    'identity.shared': true,
    'identity.third_party': false,
    'identity.owner_known': true,
    'identity.days_since_rotation': 100,
    'identity.rotation_overdue': true,
  })
  expect(facts).not.toHaveProperty(['identity.environment'])
})

const NO_SECRETS: Surroundings = { key: ROLE_KEY, identity: null, secret: null }

function secretFactsOf(credential: Partial<Credential>, changes: Partial<Signal> = {}) {
  const described = aCredential({ id: 'token-7', ...credential })
  const edges = [aDependency({ viaId: 'token-7' }), aDependency({ id: 'other', viaId: 'token-8' })]
  const signal = anEvent({ form: 'finding', credentials: [{ id: 'token-7', kind: 'token' }], ...changes })
  return weigh(
    signal,
    { ...NO_SECRETS, secret: { credential: described, holderId: 'identity-1', dependencies: edges } },
    EMPTY_PAST,
    String,
  ).facts
}

test('a token found in code after it was rotated', () => {
  const replaced = { state: 'inactive' as const, rotatedAt: NOON - 3 * DAY_MS }
  expect(secretFactsOf(replaced)).toMatchObject({
    'secret.state': 'rotated',
    'secret.days_since_rotated': 3,
    'secret.consumers': 1,
  })
})

test('a secret that keeps its id is rotated for whoever finds a value from before the rotation', () => {
  const sameId = { state: 'active' as const, rotatedAt: NOON - 3 * DAY_MS }
  expect(secretFactsOf(sameId)['secret.state']).toBe('active')
  expect(secretFactsOf(sameId, { firstSeenAt: NOON - 9 * DAY_MS })['secret.state']).toBe('rotated')
})

test('a rotation that lies after the record had not happened', () => {
  const facts = secretFactsOf({ state: 'active', rotatedAt: NOON + DAY_MS }, { firstSeenAt: NOON - DAY_MS })
  expect(facts['secret.state']).toBe('active')
  expect(facts).not.toHaveProperty(['secret.days_since_rotated'])
})

test('a secret tells how many identities used it; refused attempts are no use', () => {
  const fetched = anEvent({ credentials: [{ id: 'vault/db', kind: 'secret' }] })
  const refused = anEvent({
    credentials: [{ id: 'vault/db', kind: 'secret' }],
    call: { service: null, operation: 'GetSecretValue', outcome: 'failure', error: 'AccessDenied' },
  })
  let past = EMPTY_PAST
  const used = [
    [fetched, '~a'],
    [fetched, '~a'],
    [refused, '~b'],
    [fetched, '~c'],
  ].map(([signal, key]) => {
    const { facts, after } = weigh(signal as Signal, { ...NO_SECRETS, key: key as string }, past, String)
    past = after
    return facts['secret.used_by']
  })
  expect(used).toEqual([1, 1, 2, 2])
})

test('whoever switches a key off does not use it; whoever comes with it does', () => {
  const owner = { ...RUNNER, names: [...RUNNER.names, { kind: 'access-key-id' as const, value: 'AKIAOLD' }] }
  const admin = { ...RUNNER, names: [{ kind: 'access-key-id' as const, value: 'AKIAADMIN' }] }
  const key = (id: string) => ({ id, kind: 'aws-access-key' })
  const used = anEvent({ sessions: [], actor: owner, credentials: [key('AKIAOLD')] })
  const cut = anEvent({ sessions: [], actor: admin, credentials: [key('AKIAADMIN'), key('AKIAOLD')] })
  const first = weigh(used, NO_SECRETS, EMPTY_PAST, String)
  expect(first.facts).toMatchObject({ 'secret.is_own': true, 'secret.used_by': 1 })
  const second = weigh(cut, { ...NO_SECRETS, key: '~admin' }, first.after, String)
  expect(second.facts).toMatchObject({ 'secret.is_own': false, 'secret.used_by': 1 })
  expect(second.after.secret).toEqual(first.after.secret)
})

test('a secret fetched from its store is in the hands of who fetched it, whatever that one came with', () => {
  const fetched = anEvent({
    actor: { ...RUNNER, names: [{ kind: 'access-key-id', value: 'AKIAOWN' }] },
    credentials: [
      { id: 'AKIAOWN', kind: 'aws-access-key' },
      { id: 'vault/db', kind: 'aws-secret' },
    ],
    resources: [{ type: null, id: 'arn:aws:ssm:eu-central-1:111122223333:parameter/vault/db', name: null }],
  })
  expect(lastFacts([fetched])).toMatchObject({ 'secret.is_own': false, 'secret.used_by': 1 })
})

test('an agent outside its window reaches for a tool that its task does not need', () => {
  // NOON is a Wednesday.
  const agent = anIdentity({
    kind: 'ai-agent',
    agent: { approvedTools: ['case_read', 'summary_write'], windows: [{ days: [3], fromMinute: 0, toMinute: 300 }] },
  })
  expect(lastFacts([anEvent({ tool: 'iam_attach_policy' })], agent)).toMatchObject({
    'agent.in_task_window': false,
    'agent.tool_approved': false,
    'agent.tool_authority': 'admin',
    'agent.task_authority': 'write',
    'agent.authority_exceeded': true,
  })
  expect(lastFacts([anEvent({ tool: 'case_read', observedAt: NOON - 9 * 60 * 60_000 })], agent)).toMatchObject({
    'agent.in_task_window': true,
    'agent.tool_approved': true,
    'agent.authority_exceeded': false,
  })
})
