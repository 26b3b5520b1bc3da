import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../../domain/policy/policy.ts'
import { CONTROL_GROUPS, mostOf, shareOut, valueOf, withPart, withValue } from './policy-controls.ts'

const controls = CONTROL_GROUPS.flatMap((group) => group.controls)
const percent = fc.integer({ min: 0, max: 100 })

test('every control stands at a number of the policy, within its bounds, and writes it back unchanged', () => {
  for (const control of controls) {
    const value = valueOf(STARTING_POLICY, control)
    expect(value, control.id).toBeGreaterThanOrEqual(control.min)
    expect(value, control.id).toBeLessThanOrEqual(control.max)
    expect(withValue(STARTING_POLICY, control, value), control.id).toEqual({ ok: true, policy: STARTING_POLICY })
  }
})

test('whatever weight is moved wherever, the weights sum to 100 and the moved one is what was asked for', () => {
  const weights = fc.tuple(percent, percent, percent).map(([a, b, c]) => ({ a, b, c }))
  fc.assert(
    fc.property(weights, fc.constantFrom('a', 'b', 'c'), percent, (before, name, value) => {
      const after = shareOut(before, name, value)
      expect(after.a + after.b + after.c).toBe(100)
      expect(after[name]).toBe(value)
      expect(Math.min(after.a, after.b, after.c)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('a band that would pass its neighbour is refused with the rule', () => {
  const medium = controls.find(({ id }) => id === 'confidence.bands.medium')
  if (medium === undefined) throw new Error('no such control')
  expect(withValue(STARTING_POLICY, medium, 71)).toEqual({
    ok: false,
    because: 'The bands must rise: medium, high, confirmed.',
  })
})

test('a cell of the matrix that asks for less on more evidence is refused with the rule', () => {
  expect(withPart(STARTING_POLICY, 'need.matrix.high.high', 1)).toMatchObject({ ok: false })
  expect(withPart(STARTING_POLICY, 'need.matrix.high.high', 2)).toMatchObject({ ok: true })
})

test('silence is said and set in minutes of the time a plan waits, and moves with it', () => {
  const managers = controls.find(({ id }) => id === 'gate.escalateAtPercent.1')
  const wait = controls.find(({ id }) => id === 'gate.approvalTtlMs')
  if (managers === undefined || wait === undefined) throw new Error('no such control')
  expect([valueOf(STARTING_POLICY, managers), mostOf(STARTING_POLICY, managers)]).toEqual([24, 30])
  const longer = withValue(STARTING_POLICY, wait, 1440)
  if (!longer.ok) throw new Error(longer.because)
  expect(valueOf(longer.policy, managers)).toBe(1152)
  const set = withValue(longer.policy, managers, 1001)
  if (!set.ok) throw new Error(set.because)
  expect(valueOf(set.policy, managers)).toBe(1001)
})
