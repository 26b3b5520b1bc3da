import { expect, test } from 'vitest'
import type { PlanStep } from '../../domain/plan/plan.ts'
import { breakageSentence, changeSince, mustNameTarget, targetsOf } from './approval-logic.ts'

const consumer = (outcome: 'stops' | 'comes-back' | 'unknown', standsFor = 1) => ({
  id: outcome,
  name: outcome,
  kind: 'job',
  team: null,
  criticality: 3,
  outcome,
  recoverySeconds: null,
  standsFor,
  consequence: null,
})

const aStep = (given: Partial<PlanStep> = {}): PlanStep => ({
  ordinal: 1,
  action: 'revoke-session',
  connector: 'twin',
  target: { identityId: 'id_1', account: 'role/report', sessionIds: ['s1', 's2'], credentialIds: [], tools: [] },
  request: {},
  predicted: { score: 5, level: 'low', consumers: [], isComplete: true },
  survives: [],
  undo: { action: 'restore-session', seconds: 15, cannotRestore: [] },
  verifiedBy: '',
  verifyWithinMs: 1000,
  ...given,
})

test('the consequence counts what a shared runner stands for, and never claims more than the map knows', () => {
  const predicted = {
    score: 60,
    level: 'high' as const,
    consumers: [consumer('stops', 7), consumer('unknown'), consumer('comes-back', 3)],
    isComplete: false,
  }
  expect(breakageSentence([{ predicted }])).toBe('8 consumers stop, 3 come back alone, and more may.')
  expect(breakageSentence([aStep()])).toBe('Nothing that is known stops.')
  expect(breakageSentence([{ predicted: { ...predicted, consumers: [] } }])).toBe('Nobody has mapped what stops.')
})

test('the target must be named for what is strong, breaks much or cannot be undone, and not for taking something back', () => {
  expect(mustNameTarget({ steps: [aStep()], undoes: null })).toBe(false)
  expect(mustNameTarget({ steps: [aStep({ action: 'disable-identity' })], undoes: null })).toBe(true)
  expect(
    mustNameTarget({ steps: [aStep({ undo: { action: null, seconds: null, cannotRestore: [] } })], undoes: null }),
  ).toBe(true)
  const severe = aStep({ predicted: { score: 90, level: 'severe', consumers: [], isComplete: true } })
  expect(mustNameTarget({ steps: [severe], undoes: null })).toBe(true)
  expect(mustNameTarget({ steps: [severe], undoes: 'pl_1' })).toBe(false)
})

test('what changed since the page was read is said, and what was already so is not', () => {
  const before = { digest: 'a', state: 'pending' as const, failing: ['Connector'] }
  expect(changeSince(before, before)).toBeNull()
  expect(changeSince(before, { ...before, failing: ['Connector', 'Identity'] })).toBe('No longer as shown: Identity.')
  expect(changeSince(before, { ...before, state: 'expired' })).toContain('expired')
  expect(changeSince(before, { ...before, digest: 'b' })).toContain('content')
})

test('every id that a step touches stands on a line of its own', () => {
  expect(targetsOf({ steps: [aStep()] })).toEqual(['revoke-session role/report s1', 'revoke-session role/report s2'])
})
