import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { policies } from '../../testing/arbitraries.ts'
import { differencesOf } from './differences.ts'
import { onlyPolicy } from './sides.ts'

const START = onlyPolicy(STARTING_POLICY)

test('a content differs from itself in nothing, and from another the same way round as back', () => {
  fc.assert(
    fc.property(policies, policies, (one, other) => {
      expect(differencesOf(onlyPolicy(one), onlyPolicy(one))).toEqual([])
      const there = differencesOf(onlyPolicy(one), onlyPolicy(other))
      const back = differencesOf(onlyPolicy(other), onlyPolicy(one))
      expect(back.map(({ was, is, ...rest }) => ({ ...rest, was: is, is: was }))).toEqual(there)
    }),
  )
})

test('a number, a cell of the matrix and a playbook are told with what they were', () => {
  const policy = structuredClone(STARTING_POLICY)
  policy.confidence.bands.high = 55
  policy.need.matrix.high.high = 4
  const content: ScenarioContent = { ...onlyPolicy(policy), exercised: ['contain-session'] }
  expect(differencesOf(START, content)).toEqual([
    { group: 'Need', label: 'confidence high, urgency high', was: 'T3', is: 'T4' },
    { group: 'Bands of confidence', label: 'High from', was: '70', is: '55' },
    { group: 'Exercised', label: 'contain-session', was: 'as it was', is: 'just now' },
  ])
})

test('a trigger that one of them changes is told by its id', () => {
  const content: ScenarioContent = { ...START, triggers: [{ id: 'stolen-session', mode: 'off', response: null }] }
  expect(differencesOf(content, START)).toEqual([
    { group: 'Triggers', label: 'stolen-session', was: 'off', is: 'as in force' },
  ])
})
