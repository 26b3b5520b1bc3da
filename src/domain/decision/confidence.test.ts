import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aSignal, aTrigger } from '../../testing/builders.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { assessConfidence, type ConfidenceInput, measuredPrecision } from './confidence.ts'

function confidence(changes: Partial<ConfidenceInput> = {}) {
  const signal = aSignal({ confidence: null })
  const nothing = { policy: STARTING_POLICY, signal, trigger: null, triggerRecord: null, corroborating: [] }
  return assessConfidence({ ...nothing, ...changes })
}

test.each([
  ['the source’s own number comes first', { signal: aSignal({ confidence: 35 }), trigger: aTrigger() }, 35, 'low'],
  ['then what the trigger declares', { trigger: aTrigger({ confidence: 88 }) }, 88, 'high'],
  ['a finding without either is a guess of the policy', {}, 60, 'medium'],
  ['an event without either says little', { signal: aSignal({ form: 'event' }) }, 20, 'low'],
  ['ninety is confirmed', { signal: aSignal({ confidence: 90 }) }, 90, 'confirmed'],
  [
    'eleven judged alerts are too few to correct a trigger',
    { trigger: aTrigger({ confidence: 88 }), triggerRecord: { judged: 11, truePositives: 0 } },
    88,
    'high',
  ],
  [
    'twelve are enough: 3 of 12 true caps it at 28',
    { trigger: aTrigger({ confidence: 88 }), triggerRecord: { judged: 12, truePositives: 3 } },
    28,
    'low',
  ],
  [
    'a good record never raises what was declared',
    { trigger: aTrigger({ confidence: 50 }), triggerRecord: { judged: 99, truePositives: 99 } },
    50,
    'medium',
  ],
  [
    'two triggers at 50 leave one chance in four',
    { trigger: aTrigger({ confidence: 50 }), corroborating: [{ triggerId: 'other', confidence: 50 }] },
    75,
    'high',
  ],
  [
    'the same trigger does not corroborate itself',
    { trigger: aTrigger({ confidence: 50 }), corroborating: [{ triggerId: 'stolen-role-session', confidence: 50 }] },
    50,
    'medium',
  ],
  [
    'evidence that the trigger already holds corroborates nothing',
    {
      trigger: aTrigger({ confidence: 88, includes: ['suspicion'] }),
      corroborating: [{ triggerId: 'suspicion', confidence: 68 }],
    },
    88,
    'high',
  ],
  [
    'a trigger that holds this one stands in its place',
    {
      trigger: aTrigger({ confidence: 68 }),
      corroborating: [{ triggerId: 'whole', confidence: 88, includes: ['stolen-role-session'] }],
    },
    88,
    'high',
  ],
  [
    'it is worth the strongest that it holds at the least',
    {
      trigger: aTrigger({ confidence: 70 }),
      corroborating: [{ triggerId: 'whole', confidence: 60, includes: ['stolen-role-session'] }],
    },
    70,
    'high',
  ],
  [
    'what it holds may hold others in turn',
    {
      trigger: aTrigger({ confidence: 50, includes: ['part'] }),
      corroborating: [
        { triggerId: 'part', confidence: 40, includes: ['piece'] },
        { triggerId: 'piece', confidence: 45 },
      ],
    },
    50,
    'medium',
  ],
  [
    'what stands beside it still corroborates',
    {
      trigger: aTrigger({ confidence: 50, includes: ['part'] }),
      corroborating: [
        { triggerId: 'part', confidence: 50 },
        { triggerId: 'other', confidence: 50 },
      ],
    },
    75,
    'high',
  ],
  [
    'triggers that hold each other in a circle count each for itself',
    {
      trigger: aTrigger({ confidence: 50, includes: ['b'] }),
      corroborating: [
        { triggerId: 'b', confidence: 50, includes: ['c'] },
        { triggerId: 'c', confidence: 50, includes: ['stolen-role-session'] },
      ],
    },
    87,
    'high',
  ],
  [
    'one other trigger counts once, however often it fired',
    {
      trigger: aTrigger({ confidence: 50 }),
      corroborating: [
        { triggerId: 'other', confidence: 20 },
        { triggerId: 'other', confidence: 50 },
      ],
    },
    75,
    'high',
  ],
] as const)('%s', (_what, changes, value, band) => {
  expect(confidence(changes as Partial<ConfidenceInput>)).toMatchObject({ value, band })
})

test('corroboration never claims more than the formula, and never less by more than one', () => {
  const percents = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 8 })
  fc.assert(
    fc.property(percents, (others) => {
      const corroborating = others.map((confidence, i) => ({ triggerId: `t${i}`, confidence }))
      const { value } = confidence({ signal: aSignal({ confidence: 30 }), corroborating })
      const exact = 100 * (1 - [30, ...others].reduce((doubt, c) => doubt * (1 - c / 100), 1))
      expect(value).toBeLessThanOrEqual(Math.floor(exact + 1e-9))
      expect(value).toBeGreaterThanOrEqual(Math.floor(exact - 0.01))
    }),
  )
})

test('more true alerts never lower the measured precision', () => {
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 10_000 }), fc.nat({ max: 10_000 }), (judged, right) => {
      const at = (truePositives: number) => measuredPrecision({ judged, truePositives }, STARTING_POLICY) ?? -1
      expect(at(right + 1)).toBeGreaterThanOrEqual(at(right))
      expect(at(right)).toBeGreaterThanOrEqual(0)
      expect(at(right)).toBeLessThanOrEqual(100)
    }),
  )
})

test('every number that went in is among the reasons', () => {
  const { reasons } = confidence({
    trigger: aTrigger({ confidence: 88 }),
    triggerRecord: { judged: 20, truePositives: 10 },
    corroborating: [{ triggerId: 'decoy-touched', confidence: 60 }],
  })
  expect(reasons.map(({ rule, input, effect }) => `${rule}: ${input}. ${effect}.`)).toEqual([
    'confidence.declared-by-trigger: Trigger Role session used from two places, version 1, declares 88. Confidence starts at 88.',
    'confidence.measured-precision: 10 of 20 judged alerts of this trigger were true. Confidence is capped at 50.',
    'confidence.corroborated: Also fired on this identity: decoy-touched (60). Confidence rises from 50 to 80.',
    'confidence.band-high: Confidence 80. Band high.',
  ])
})

const NAMES = ['a', 'b', 'c', 'd', 'e']
const pieces = fc.record({
  triggerId: fc.constantFrom(...NAMES),
  confidence: fc.integer({ min: 0, max: 100 }),
  includes: fc.subarray(NAMES),
})

test('whatever triggers hold of each other, the confidence is never below that of any one of them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(pieces, { selector: ({ triggerId }) => triggerId }), (corroborating) => {
      const { value } = confidence({ trigger: aTrigger({ confidence: 30 }), corroborating })
      expect(value).toBeGreaterThanOrEqual(Math.max(30, ...corroborating.map((one) => one.confidence)))
    }),
  )
})

test('forty triggers that all hold each other are answered at once, and with a number', () => {
  const names = Array.from({ length: 40 }, (_, n) => `t${n}`)
  const corroborating = names.map((triggerId) => ({ triggerId, confidence: 50, includes: names.slice(0, 20) }))
  expect(confidence({ trigger: aTrigger({ confidence: 50 }), corroborating }).value).toBeGreaterThanOrEqual(50)
})
