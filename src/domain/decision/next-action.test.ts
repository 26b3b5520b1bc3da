import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionInputs } from '../../testing/arbitraries.ts'
import { actionOf } from '../action/catalogue.ts'
import { CONTAINMENTS } from '../plan/plan-words.ts'
import { decide } from './decide.ts'
import type { ActionOption } from './decision.ts'
import { nextAction } from './next-action.ts'

const option = (action: ActionOption['action'], score: number, isFeasible = true): ActionOption => ({
  action,
  isFeasible,
  suffices: true,
  reason: null,
  disruption: { score, level: 'low', consumers: [], isComplete: true },
})
const OPTIONS = [
  option('watch-identity', 0),
  option('deactivate-key', 20),
  option('revoke-session', 30),
  option('disable-identity', 80),
]

test('a key whose sessions live on leads to ending the sessions, not to disabling everything', () => {
  expect(nextAction(OPTIONS, 'rotate-secret', 'new-sessions-only')).toMatchObject({ action: 'deactivate-key' })
  expect(nextAction(OPTIONS.slice(2), 'rotate-secret', 'new-sessions-only')).toMatchObject({ action: 'revoke-session' })
})

test('sessions that cannot be ended lead to what is stronger and possible here', () => {
  expect(nextAction(OPTIONS, 'revoke-session', 'cannot-contain')).toMatchObject({ action: 'disable-identity' })
  const impossible = [...OPTIONS.slice(0, 3), option('disable-identity', 80, false)]
  expect(nextAction(impossible, 'revoke-session', 'cannot-contain')).toBeNull()
})

test('of tokens that were revoked it says that others may live, not that no new one is given', () => {
  expect(nextAction(OPTIONS, 'revoke-tokens', 'new-sessions-only')).toEqual({
    action: 'disable-identity',
    because: 'The tokens that it names are dead, yet others, which nobody can list, may still be accepted.',
  })
})

test('nothing is offered where it is contained, by whomever, or where nobody knows', () => {
  for (const state of ['contained', 'already-contained', 'in-doubt'] as const) {
    expect(nextAction(OPTIONS, 'revoke-session', state)).toBeNull()
  }
})

test('what is offered can be done here, contains, and is never what was tried', () => {
  fc.assert(
    fc.property(decisionInputs, fc.constantFrom(...CONTAINMENTS), (input, containment) => {
      const { options } = decide(input)
      for (const { action } of options) {
        const next = nextAction(options, action, containment)
        if (next === null) continue
        const found = options.find((candidate) => candidate.action === next.action)
        expect(found?.isFeasible).toBe(true)
        expect(next.action).not.toBe(action)
        expect(actionOf(next.action).strength).toBeGreaterThan(1)
      }
    }),
  )
})
