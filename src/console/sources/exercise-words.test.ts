import { expect, test } from 'vitest'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import { notThere, onWhat, progressWords } from './exercise-words.ts'

const STEP: ExerciseStep = {
  action: 'disable-identity',
  state: 'done',
  on: 'Staging IdP',
  notThere: null,
  passed: true,
  problem: null,
  containment: 'contained',
  readback: 'It is off.',
  broke: [],
  undo: 'restored',
  backAfterSeconds: 1,
  stayDown: [],
}

test('what was not exercised on a target is said by reason, and what it could do besides', () => {
  const steps: ExerciseStep[] = [
    { ...STEP, action: 'watch-identity', on: 'twin', notThere: 'Staging IdP cannot do it' },
    { ...STEP, action: 'revoke-session', on: 'twin', notThere: 'Staging IdP cannot do it' },
    { ...STEP, action: 'rotate-secret', on: 'twin', notThere: 'No passwords are held for spare.' },
    STEP,
  ]
  expect(notThere({ on: 'Staging IdP', steps, notAsked: ['suspend-tool'] })).toEqual([
    'Not exercised on Staging IdP but on the twin: Watch the identity, Revoke its sessions (Staging IdP cannot do it); Rotate the secret (No passwords are held for spare).',
    'Not exercised at all, since this version does not ask for it: Suspend the agent’s tool, which Staging IdP can do.',
  ])
})

test('an exercise on the twin, and one that was whole on its target, leave nothing to say', () => {
  expect(notThere({ on: 'twin', steps: [{ ...STEP, on: 'twin' }], notAsked: [] })).toEqual([])
  expect(notThere({ on: 'Staging IdP', steps: [STEP], notAsked: [] })).toEqual([])
  expect([onWhat('twin'), onWhat('Staging IdP')]).toEqual(['on the twin', 'on Staging IdP'])
})

test('how far it is counts actions that are over', () => {
  const steps: ExerciseStep[] = [STEP, { ...STEP, state: 'doing' }, { ...STEP, state: 'waiting' }]
  expect(progressWords({ state: 'running', steps })).toBe('1 of 3 actions tried')
  expect(progressWords({ state: 'waiting', steps })).toBe('Waits for its turn')
})
