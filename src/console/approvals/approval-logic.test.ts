import { expect, test } from 'vitest'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import {
  breakageSentence,
  changeSince,
  mustNameTarget,
  targetsOf,
  undoSentences,
  whyNotApprove,
  whyNotDecide,
} from './approval-logic.ts'

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

test('what is lost is said before anybody signs, most of all where nothing brings it back', () => {
  const cannotRestore = ['The tokens: every consumer has to sign in again.']
  const lost = 'Does not bring back: The tokens: every consumer has to sign in again.'
  const told = (action: PlanStep['undo']['action']) =>
    undoSentences({ action, seconds: 15, cannotRestore }, (seconds) => `${seconds} s`)
  expect(told(null)).toEqual(['It cannot be undone.', lost])
  expect(told('restore-session')).toEqual([expect.stringContaining('≈ 15 s'), lost])
})

test('the consequence counts what a shared runner stands for, and never claims more than the map knows', () => {
  const predicted = {
    score: 60,
    level: 'high' as const,
    consumers: [consumer('stops', 7), consumer('unknown'), consumer('comes-back', 3)],
    isComplete: false,
  }
  expect(breakageSentence([{ predicted }])).toBe(
    '8 consumers stop, 3 come back alone (3 entries of the map), and more may.',
  )
  const each = [consumer('stops'), consumer('comes-back')]
  expect(breakageSentence([{ predicted: { ...predicted, consumers: each, isComplete: true } }])).toBe(
    '1 consumer stops, 1 comes back alone.',
  )
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
  const before = { digest: 'a', expiresAt: 5, state: 'pending' as const, failing: ['Connector'], guide: 'null' }
  expect(changeSince(before, before)).toBeNull()
  expect(changeSince(before, { ...before, failing: ['Connector', 'Identity'] })).toBe('No longer as shown: Identity.')
  expect(changeSince(before, { ...before, state: 'expired' })).toContain('expired')
  expect(changeSince(before, { ...before, digest: 'b' })).toContain('content')
  expect(changeSince(before, { ...before, digest: 'b', expiresAt: 9 })).toBe(
    'It was given more time. Whoever approved it approves it again.',
  )
  expect(changeSince(before, { ...before, guide: '{}' })).toContain('save first')
})

test('how a plan goes on that waited no more when it was read is no change of it', () => {
  const approved = { digest: 'a', expiresAt: 5, state: 'approved' as const, failing: [], guide: 'null' }
  expect(changeSince(approved, { ...approved, state: 'running' })).toBeNull()
  expect(changeSince(approved, { ...approved, state: 'paused', failing: ['Gate'] })).toBeNull()
})

test('every id that a step touches stands on a line of its own', () => {
  expect(targetsOf({ steps: [aStep()] })).toEqual(['revoke-session role/report s1', 'revoke-session role/report s2'])
})

const NOON = Date.UTC(2026, 10, 29, 12)
const yes = { allowed: true, rule: 'vote.approver', because: 'You are an approver.' }
const noRole = { allowed: false, rule: 'vote.approver', because: 'You are not an approver.' }
const aPlan = (changes: Partial<PlanView> = {}, body: Partial<PlanView['body']> = {}) =>
  ({
    state: 'pending',
    recheck: [{ what: 'Gate', step: null, holds: true, detail: 'Still one approval.', sides: null }],
    body: {
      number: 7,
      undoes: null,
      identity: { id: 'id_1', name: 'report-runner', version: 1 },
      requestedBy: { id: 'pe_ines', name: 'Ines', team: 'SOC' },
      expiresAt: NOON,
      steps: [aStep()],
      ...body,
    },
    ...changes,
  }) as PlanView

test.each<[string, string | null, ...Parameters<typeof whyNotDecide>]>([
  ['somebody who may, in time', null, aPlan(), yes, NOON - 1, null],
  ['anybody at the last moment', 'Expired. Nobody answered in time; Ines can ask again.', aPlan(), yes, NOON, null],
  ['somebody who may not', 'You are not an approver. Rule vote.approver.', aPlan(), noRole, NOON - 1, null],
  ['a page without its gateway', 'Waits.', aPlan(), yes, NOON - 1, 'Waits.'],
  // What is over comes first, whatever else stands in the way.
  ['a plan that is decided', 'P-7 is decided: rejected.', aPlan({ state: 'rejected' }), noRole, NOON, 'Waits.'],
  [
    'an expired plan of somebody else’s',
    'Expired. Nobody answered in time; Ines can ask again.',
    aPlan(),
    noRole,
    NOON,
    'Waits.',
  ],
])('%s is told: %s', (_who, words, ...asked) => {
  expect(whyNotDecide(...asked)).toBe(words)
})

const read = { changed: null, areTargetsSeen: true, named: '' }

test('what was not read, seen or written is said one thing at a time before a plan can be approved', () => {
  const strong = aPlan({}, { steps: [aStep({ action: 'disable-identity' })] })
  const failing = aPlan({
    recheck: [{ what: 'Identity', step: null, holds: false, detail: 'Was 1, is 2.', sides: null }],
  })
  expect(whyNotApprove(aPlan(), read)).toBeNull()
  expect(whyNotApprove(aPlan(), { ...read, changed: 'Its content.' })).toBe('The plan changed. Read it again first.')
  expect(whyNotApprove(failing, read)).toBe(
    'Identity: Was 1, is 2. It cannot be approved like that; if it stays so, it has to be asked for anew.',
  )
  expect(whyNotApprove(aPlan(), { ...read, areTargetsSeen: false })).toContain('Look at every target first')
  expect(whyNotApprove(strong, read)).toBe('Write the name of the target: report-runner')
  expect(whyNotApprove(strong, { ...read, named: 'report-runne' })).toBe('Write the name of the target: report-runner')
  expect(whyNotApprove(strong, { ...read, named: ' report-runner ' })).toBeNull()
})
