import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { identities } from '../../testing/arbitraries.ts'
import { aCredential, anIdentity, anUnclaimedIdentity, DAY_MS, NOON } from '../../testing/builders.ts'
import type { Identity } from '../identity/identity.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { assessUrgency } from './urgency.ts'

/** Nothing could be done with it: every axis is zero. */
const HARMLESS: Partial<Identity> = {
  privilege: 'none',
  environment: 'dev',
  criticality: 1,
  sensitiveResources: 0,
  credentials: [],
  dormantDaysBeforeLastUse: 0,
}

function urgency(changes: Partial<Identity> = {}) {
  return assessUrgency(anIdentity({ ...HARMLESS, ...changes }), STARTING_POLICY, NOON)
}

test.each([
  ['next to nothing: a dev identity without rights', {}, 3],
  ['admin adds 30', { privilege: 'admin' }, 33],
  ['prod adds 20', { environment: 'prod' }, 20],
  ['criticality 5 adds 25', { criticality: 5 }, 28],
  ['one sensitive store', { sensitiveResources: 1 }, 5],
  ['a hundred sensitive stores are not a hundred times as bad', { sensitiveResources: 100 }, 18],
  ['a billion neither', { sensitiveResources: 2 ** 31 }, 18],
  ['a credential past its rotation', { credentials: [aCredential({ createdAt: NOON - 91 * DAY_MS })] }, 7],
  [
    'a credential rotated in time',
    { credentials: [aCredential({ createdAt: NOON - 91 * DAY_MS, rotatedAt: NOON - DAY_MS })] },
    3,
  ],
  [
    'a credential that is revoked does not count',
    { credentials: [aCredential({ state: 'revoked', createdAt: 0 })] },
    3,
  ],
  ['a credential that never expires', { credentials: [aCredential({ expiresAt: null })] }, 6],
  ['dormant for 60 days, then used', { dormantDaysBeforeLastUse: 60 }, 6],
  [
    'everything at once',
    {
      privilege: 'admin',
      environment: 'prod',
      criticality: 5,
      sensitiveResources: 99,
      credentials: [aCredential({ createdAt: 0, expiresAt: null })],
      dormantDaysBeforeLastUse: 99,
    },
    100,
  ],
] as const)('%s', (_what, changes, value) => {
  expect(urgency(changes as Partial<Identity>)).toMatchObject({ value, hasUnknowns: false })
})

test.each([
  ['privilege', { privilege: null }, 25],
  ['environment', { environment: null }, 15],
  ['criticality', { criticality: null }, 21],
  ['sensitive stores', { sensitiveResources: null }, 14],
  ['earlier use', { dormantDaysBeforeLastUse: null }, 5],
  ['the rotation policy', { rotationDays: null, credentials: [aCredential()] }, 6],
  ['the expiry of a credential', { credentials: [aCredential({ expiresAt: null, expiryKnown: false })] }, 5],
  ['when a credential was made', { credentials: [aCredential({ createdAt: null })] }, 6],
] as const)('%s unknown counts as the upper half and says so', (_what, changes, value) => {
  expect(urgency(changes as Partial<Identity>)).toMatchObject({ value, hasUnknowns: true })
})

test('of an identity that nobody has confirmed nothing is known', () => {
  for (const identity of [null, anUnclaimedIdentity()]) {
    expect(assessUrgency(identity, STARTING_POLICY, NOON)).toMatchObject({
      value: 75,
      band: 'critical',
      hasUnknowns: true,
    })
  }
})

test('an answer is a whole number from 0 to 100, and its reasons name every axis', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      const { value, reasons } = assessUrgency(identity, STARTING_POLICY, NOON)
      expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true)
      expect(reasons).toHaveLength(6)
    }),
  )
})

test('whoever adds the lines up by hand arrives at the sum', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      const { value, reasons } = assessUrgency(identity, STARTING_POLICY, NOON)
      const lines = reasons.slice(0, 5).map(({ effect }) => Number(/^Adds ([\d.]+) of \d+$/.exec(effect)?.[1]))
      const hundredths = lines.reduce((sum, line) => sum + Math.round(line * 100), 0)
      expect(Math.floor(hundredths / 100)).toBe(value)
    }),
  )
})

test('more privilege, criticality or reach never makes it less urgent', () => {
  fc.assert(
    fc.property(identities, fc.nat(), fc.nat(), (identity, a, b) => {
      const at = (changes: Partial<Identity>) => assessUrgency({ ...identity, ...changes }, STARTING_POLICY, NOON).value
      expect(at({ sensitiveResources: Math.max(a, b) })).toBeGreaterThanOrEqual(
        at({ sensitiveResources: Math.min(a, b) }),
      )
      expect(at({ privilege: 'admin' })).toBeGreaterThanOrEqual(at({ privilege: 'write' }))
      expect(at({ criticality: 1 + (Math.max(a, b) % 5) || 1 })).toBeGreaterThanOrEqual(at({ criticality: 1 }))
    }),
  )
})
