import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, NOON } from '../../testing/builders.ts'
import { anEvent, from, lastFacts, weighAll } from '../../testing/evidence.ts'
import type { Signal } from '../signal/signal.ts'
import { MOST_VALUES, SETTLED } from './fields.ts'
import {
  type IdentityHistory,
  learnUse,
  mergeHistories,
  NO_HISTORY,
  noveltyFacts,
  type Use,
} from './identity-history.ts'
import type { Traits } from './traits.ts'

const denied: Signal['call'] = {
  service: 's3.amazonaws.com',
  operation: 'ListBuckets',
  outcome: 'failure',
  error: 'AccessDenied',
}

function traits(region: readonly string[]): Traits {
  return { region, network: [], user_agent: [], action: [], resource: [], tool: [] }
}

function useOf(region: string, day: number, hasFailed = false): Use {
  return { traits: traits([region]), at: day * DAY_MS, hasFailed }
}

function learned(uses: readonly Use[]): IdentityHistory {
  return uses.reduce(learnUse, NO_HISTORY)
}

test('the first record of an identity claims nothing: there is nothing that it could be new against', () => {
  const facts = lastFacts([anEvent()])
  expect(facts).toMatchObject({ 'novel.history': 0, 'novel.is_settled': false, 'novel.region_seen': 0 })
  expect(facts).not.toHaveProperty(['novel.region'])
})

test('a region is new once', () => {
  const elsewhere = anEvent({ region: 'eu-west-3' })
  const facts = weighAll([anEvent(), anEvent(), elsewhere, elsewhere])
  expect(facts.map((one) => one['novel.region'])).toEqual([undefined, false, true, false])
  expect(facts.at(2)).toMatchObject({ 'novel.history': 2, 'novel.region_seen': 1, 'novel.network': false })
})

test('of several resources one that was not seen is enough', () => {
  const touching = (...ids: string[]) => anEvent({ resources: ids.map((id) => ({ type: null, id, name: null })) })
  const facts = weighAll([touching('a'), touching('a'), touching('a', 'b'), touching('b')])
  expect(facts.map((one) => one['novel.resource'])).toEqual([undefined, false, true, false])
})

test('refused attempts make neither a place nor a program familiar, and do not count as history', () => {
  const attempt = anEvent({ network: from('203.0.113.9'), userAgent: 'hydra', call: denied })
  const success = anEvent({ network: from('203.0.113.9'), userAgent: 'hydra' })
  const facts = weighAll([anEvent(), ...Array.from({ length: 100 }, () => attempt), success]).at(-1)
  expect(facts).toMatchObject({ 'novel.network': true, 'novel.user_agent': true, 'novel.history': 1 })
})

test('an action is tried once, whether it was let through or not', () => {
  const attempt = anEvent({ call: denied })
  expect(weighAll([anEvent(), attempt, attempt]).map((one) => one['novel.action'])).toEqual([undefined, true, false])
})

test('what a detector reports is no habit of the identity', () => {
  const finding = anEvent({ form: 'finding', region: 'eu-west-3' })
  const facts = weighAll([anEvent(), finding, finding])
  expect(facts.map((one) => one['novel.region'])).toEqual([undefined, true, true])
  expect(facts.at(-1)).toMatchObject({ 'novel.history': 1 })
})

test(`a history settles with ${SETTLED.records} events on ${SETTLED.days} days, and not with a burst`, () => {
  const settled = (uses: readonly Use[]) => noveltyFacts(learned(uses), traits([]))['novel.is_settled']
  const days = Array.from({ length: SETTLED.days }, (_, day) => 20_000 + day)
  const uses = Array.from({ length: SETTLED.records }, (_, n) => useOf('eu', days[n % days.length] ?? 0))
  expect(settled(uses)).toBe(true)
  expect(settled(uses.slice(1))).toBe(false)
  expect(settled(Array.from({ length: 10_000 }, () => useOf('eu', 20_000)))).toBe(false)
})

test('one wrong clock does not age a history', () => {
  const longAgo = anEvent({ observedAt: NOON - 5000 * DAY_MS })
  expect(lastFacts([longAgo, anEvent(), anEvent()])).toMatchObject({ 'novel.history_days': 2 })
  const distrusted = anEvent({ observedAt: NOON + 900 * DAY_MS, timeFlags: ['out-of-window'] })
  const facts = lastFacts([anEvent(), distrusted, anEvent()])
  expect(facts).toMatchObject({ 'novel.history': 2, 'novel.history_days': 1, 'identity.dormant_days': 0 })
})

test('days are counted once in whatever order their records arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20_000, max: 20_025 })), (days) => {
      expect(learned(days.map((day) => useOf('eu', day))).dayCount).toBe(new Set(days).size)
    }),
  )
  const year = learned(Array.from({ length: 365 }, (_, day) => useOf('eu', 20_000 + day)))
  expect(year.dayCount).toBe(365)
  expect(learnUse(year, useOf('eu', 20_001)).dayCount).toBe(365)
})

test('an identity that wakes up tells how long it slept, and a late record does not make it sleep', () => {
  const later = anEvent({ observedAt: NOON + 90 * DAY_MS })
  const facts = weighAll([anEvent(), later, anEvent({ observedAt: NOON + DAY_MS }), later])
  expect(facts.map((one) => one['identity.dormant_days'])).toEqual([undefined, 90, undefined, 0])
})

test('nothing that was seen is ever called new again, however much was seen since', () => {
  const many = fc.array(fc.nat(99), { minLength: 150, maxLength: 300 })
  fc.assert(
    fc.property(many, (values) => {
      const seen = new Set<number>()
      let history = NO_HISTORY
      for (const value of values) {
        const claim = noveltyFacts(history, traits([`region-${value}`]))['novel.region'] ?? 'none'
        expect(seen.has(value) ? [false, 'none'] : [true, 'none']).toContain(claim)
        seen.add(value)
        history = learnUse(history, useOf(`region-${value}`, 20_000))
      }
    }),
  )
})

test('beyond what is remembered an identity is at home anywhere, and its history stays small', () => {
  const uses = Array.from({ length: 5000 }, (_, n) => useOf(`region-${n}`, 20_000 + n))
  const history = learned(uses)
  const facts = noveltyFacts(history, traits(['never seen']))
  expect(facts).not.toHaveProperty(['novel.region'])
  expect(facts['novel.region_seen']).toBe(MOST_VALUES)
  expect(JSON.stringify(history).length).toBeLessThan(1000)
})

test('a stranger’s past joins that of the identity it turns out to be', () => {
  const days = fc.array(fc.record({ region: fc.nat(40), day: fc.integer({ min: 20_000, max: 20_015 }) }), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(days, days, (before, after) => {
      const uses = (of: typeof before) => of.map(({ region, day }) => useOf(`region-${region}`, day))
      const joined = mergeHistories(learned(uses(after)), learned(uses(before)))
      const whole = learned([...uses(after), ...uses(before)])
      expect(joined).toEqual(whole)
    }),
  )
})
