import { expect, test } from 'vitest'
import { CATALOGUE } from '../../domain/action/catalogue.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { rehearse } from './rehearse.ts'

const NOON = Date.UTC(2026, 2, 2, 12)

test('every built-in playbook passes its exercise on the twin', () => {
  for (const playbook of PLAYBOOKS) {
    const failed = rehearse(playbook, NOON).filter((step) => !step.passed)
    expect(failed, playbook.id).toEqual([])
  }
})

test('an exercise finds what an undo does not bring back', () => {
  const [disabled] = rehearse({ actions: ['disable-identity'] }, NOON)
  expect(disabled).toMatchObject({ containment: 'contained', undo: 'restored', stayDown: ['needs a person'] })
  expect(disabled?.backAfterSeconds).toBeGreaterThan(0)
})

test('what the catalogue calls irreversible is never said to be restored', () => {
  const lasting = Object.values(CATALOGUE).filter((action) => action.strength > 0 && action.rollback === null)
  const steps = rehearse({ actions: lasting.map((action) => action.id) }, NOON)
  expect(new Set(steps.map((step) => step.undo))).toEqual(new Set(['for-good', 'nothing-to-undo']))
})

test('after what lasts only those stay down who do not sign in by themselves', () => {
  const [tokens, grants] = rehearse({ actions: ['revoke-tokens', 'revoke-grants'] }, NOON)
  expect(tokens).toMatchObject({ broke: ['signs in again', 'needs a person'], stayDown: ['needs a person'] })
  expect(grants?.stayDown).toEqual(grants?.broke)
})

test('an action that opens again cannot be exercised by itself, and says why', () => {
  const [step] = rehearse({ actions: ['restore-session'] }, NOON)
  expect(step).toMatchObject({ passed: false, problem: expect.stringContaining('dry run') as string })
})
