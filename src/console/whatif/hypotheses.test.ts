import { expect, test } from 'vitest'
import type { IdentityInHistory } from '../../engine/worker/whatif-client.ts'
import { factsOf, groupsOf, selectIdentities, splitting, supposing } from './hypotheses.ts'

function anIdentity(id: string, more: Partial<IdentityInHistory> = {}): IdentityInHistory {
  const base = {
    id,
    name: id,
    kind: 'api-key',
    hasOwner: true,
    consumersKnown: true,
    criticality: 3,
    alerts: 1,
    tenancy: null,
    consumers: [],
  }
  return { ...base, environment: 'prod', ...more }
}

test('identities without an owner are those that nobody is known for, narrowed by a name', () => {
  const all = [anIdentity('key-a', { hasOwner: false }), anIdentity('bot-b', { hasOwner: false }), anIdentity('key-c')]
  expect(selectIdentities(all, 'no-owner', '').map(({ id }) => id)).toEqual(['key-a', 'bot-b'])
  expect(selectIdentities(all, 'no-owner', 'KEY').map(({ id }) => id)).toEqual(['key-a'])
})

test('a chosen set without a name is nobody, not everybody', () => {
  expect(selectIdentities([anIdentity('a')], 'chosen', ' ')).toEqual([])
})

test('a second supposition joins the first', () => {
  const owned = supposing([], [{ id: 'a' }, { id: 'b' }], factsOf('owner', 'Platform'))
  const both = supposing(owned, [{ id: 'b' }], factsOf('mapped', ''))
  expect(groupsOf(both)).toEqual([
    { words: 'owner Platform', ids: ['a'] },
    { words: 'owner Platform, consumers mapped', ids: ['b'] },
  ])
})

test('identities that several use may be split, and each then keeps the consumer that is named, or its most critical one', () => {
  const consumers = [
    { id: 'c-1', name: 'billing', criticality: 5 },
    { id: 'c-2', name: 'reports', criticality: 2 },
  ]
  const all = [anIdentity('a', { consumers }), anIdentity('b', { tenancy: 'shared' }), anIdentity('c')]
  const chosen = selectIdentities(all, 'shared', '')
  expect(chosen.map(({ id }) => id)).toEqual(['a', 'b'])
  const facts = { claimed: true, tenancy: 'dedicated' }
  expect(splitting([], chosen, '')).toEqual([
    { identityId: 'a', facts, consumers: ['c-1'] },
    { identityId: 'b', facts, consumers: [] },
  ])
  expect(splitting([], [anIdentity('a', { consumers })], 'c-2')[0]?.consumers).toEqual(['c-2'])
})
