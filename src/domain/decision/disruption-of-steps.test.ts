import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionInputs } from '../../testing/arbitraries.ts'
import { ACTION_IDS } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import { aimOf } from './decide.ts'
import { disruptionOf } from './disruption.ts'
import { disruptionOfAll } from './disruption-of-steps.ts'

const actions = fc.uniqueArray(fc.constantFrom(...ACTION_IDS), { minLength: 1, maxLength: 4 })

test('a plan breaks at least what each of its actions breaks alone', () => {
  fc.assert(
    fc.property(decisionInputs, actions, ({ identity, signal, dependencies, policy }, ids) => {
      const aim = aimOf(identity, signal)
      const together = disruptionOfAll(ids.map(actionOf), dependencies, aim, policy)
      for (const id of ids) {
        const alone = disruptionOf(actionOf(id), dependencies, aim, policy)
        expect(together.score).toBeGreaterThanOrEqual(alone.score)
      }
    }),
  )
})

test('a plan of one action breaks what that action breaks', () => {
  fc.assert(
    fc.property(decisionInputs, fc.constantFrom(...ACTION_IDS), ({ identity, signal, dependencies, policy }, id) => {
      const aim = aimOf(identity, signal)
      const alone = disruptionOf(actionOf(id), dependencies, aim, policy)
      expect(disruptionOfAll([actionOf(id)], dependencies, aim, policy)).toEqual(alone)
    }),
  )
})
