import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dependencies } from '../../testing/arbitraries.ts'
import { aDependency } from '../../testing/builders.ts'
import { ACTION_IDS } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import type { Dependency } from '../identity/identity.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { disruptionOf } from './disruption.ts'

const KNOWN = { consumersKnown: true }

function disruption(action: (typeof ACTION_IDS)[number], edges: readonly Dependency[], aim = {}) {
  return disruptionOf(actionOf(action), edges, { ...KNOWN, ...aim }, STARTING_POLICY)
}

function outcomes(action: (typeof ACTION_IDS)[number], edges: readonly Dependency[], aim = {}) {
  return Object.fromEntries(disruption(action, edges, aim).consumers.map(({ id, outcome }) => [id, outcome]))
}

test('more edges never make the score smaller, and no score leaves 0 to 100', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTION_IDS), dependencies, fc.nat(), (action, edges, at) => {
      const fewer = edges.toSpliced(at % (edges.length + 1), 1)
      const all = disruption(action, edges)
      expect(disruption(action, fewer).score).toBeLessThanOrEqual(all.score)
      expect(all.score).toBeGreaterThanOrEqual(0)
      expect(all.score).toBeLessThanOrEqual(100)
    }),
  )
})

test('each consumer counts once, however many edges lead to it and whether or not they turn in circles', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTION_IDS), dependencies, (action, edges) => {
      const ids = disruption(action, edges).consumers.map(({ id }) => id)
      expect(ids).toEqual([...new Set(ids)])
      expect(disruption(action, [...edges, ...edges])).toEqual(disruption(action, edges))
    }),
  )
})

test('the order of the map does not matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTION_IDS), dependencies, (action, edges) => {
      expect(disruption(action, edges.toReversed())).toEqual(disruption(action, edges))
    }),
  )
})

test('disabling the identity breaks at least what any narrower action breaks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTION_IDS), dependencies, (action, edges) => {
      expect(disruption('disable-identity', edges).score).toBeGreaterThanOrEqual(disruption(action, edges).score)
    }),
  )
})

test('aiming at some credentials never breaks more than cutting all of them', () => {
  fc.assert(
    fc.property(dependencies, fc.subarray(['key-1', 'key-2']), (edges, credentialIds) => {
      const aimed = disruption('deactivate-key', edges, { credentialIds })
      expect(aimed.score).toBeLessThanOrEqual(disruption('deactivate-key', edges).score)
    }),
  )
})

test('a consumer that signs in by itself comes back after its session was cut, and counts a fifth', () => {
  const edges = [aDependency({ via: 'session' }, { criticality: 5, recovery: 'self', recoverySeconds: 90 })]
  expect(disruption('revoke-session', edges)).toEqual({
    score: 6,
    level: 'low',
    isComplete: true,
    consumers: [
      {
        id: 'consumer-1',
        name: 'consumer-1',
        kind: 'job',
        team: 'Reporting Platform',
        criticality: 5,
        outcome: 'comes-back',
        recoverySeconds: 90,
        standsFor: 1,
        consequence: null,
      },
    ],
  })
})

test('after the identity is disabled there is nothing to sign in with, so the same consumer stops', () => {
  const edges = [aDependency({ via: 'session' }, { criticality: 5, recovery: 'self' })]
  expect(disruption('disable-identity', edges)).toMatchObject({ score: 30, level: 'high' })
  expect(outcomes('disable-identity', edges)).toEqual({ 'consumer-1': 'stops' })
})

test('whether a consumer comes back is unknown where nobody has said so, and counts in full', () => {
  const edges = [aDependency({ via: 'session' }, { recovery: null, criticality: null })]
  expect(disruption('revoke-session', edges).score).toBe(18)
  expect(outcomes('revoke-session', edges)).toEqual({ 'consumer-1': 'unknown' })
})

test('a shared runner counts as all the pipelines that it stands for', () => {
  const edges = [aDependency({ via: 'pipeline' }, { criticality: 2, standsFor: 12 })]
  expect(disruption('pause-pipeline', edges)).toMatchObject({ score: 60, level: 'severe' })
})

test('what stands on a consumer falls with it, and comes back only if that does', () => {
  const chain = (recovery: 'self' | 'manual') => [
    aDependency({ via: 'session' }, { id: 'api', recovery }),
    aDependency({ via: 'service', from: 'api' }, { id: 'shop', recovery: 'self' }),
    aDependency({ via: 'service', from: 'shop' }, { id: 'mailer', recovery: null }),
    aDependency({ via: 'service', from: 'elsewhere' }, { id: 'untouched' }),
  ]
  expect(outcomes('revoke-session', chain('self'))).toEqual({
    api: 'comes-back',
    shop: 'comes-back',
    mailer: 'unknown',
  })
  expect(outcomes('revoke-session', chain('manual'))).toEqual({ api: 'stops', shop: 'stops', mailer: 'stops' })
})

test.each([
  ['a-fine', 'z-stuck'],
  ['z-fine', 'a-stuck'],
])('a consumer that two paths reach keeps the worse outcome, whichever is walked first', (fine, stuck) => {
  const edges = [
    aDependency({ via: 'session' }, { id: fine, recovery: 'self' }),
    aDependency({ via: 'session' }, { id: stuck, recovery: 'manual' }),
    aDependency({ via: 'service', from: fine }, { id: 'both', recovery: 'self' }),
    aDependency({ via: 'service', from: stuck }, { id: 'both', recovery: 'self' }),
    aDependency({ via: 'service', from: 'both' }, { id: 'below', recovery: 'self' }),
  ]
  expect(outcomes('revoke-session', edges)).toEqual({
    [stuck]: 'stops',
    both: 'stops',
    below: 'stops',
    [fine]: 'comes-back',
  })
})

test('only the named key is cut, and an edge over nobody knows which key counts', () => {
  const edges = [
    aDependency({ via: 'credential', viaId: 'key-1' }, { id: 'on-1' }),
    aDependency({ via: 'credential', viaId: 'key-2' }, { id: 'on-2' }),
    aDependency({ via: 'credential', viaId: null }, { id: 'on-either' }),
  ]
  const aim = { credentialIds: ['key-1'] }
  expect(Object.keys(outcomes('deactivate-key', edges, aim)).sort()).toEqual(['on-1', 'on-either'])
  expect(Object.keys(outcomes('disable-identity', edges, aim)).sort()).toEqual(['on-1', 'on-2', 'on-either'])
})

test('naming sessions never makes a cutoff look narrower than it is', () => {
  const edges = [aDependency({ via: 'session', viaId: 'session-2' })]
  expect(disruption('revoke-session', edges, { sessionIds: ['session-1'] }).consumers).toHaveLength(1)
})

test('a map that nobody vouches for gives a lower bound, except for what cuts nothing', () => {
  const blind = { consumersKnown: false }
  expect(disruption('revoke-session', [], blind)).toEqual({ score: 0, level: 'none', consumers: [], isComplete: false })
  expect(disruption('watch-identity', [], blind).isComplete).toBe(true)
})
