import type { Action } from '../action/action.ts'
import { leavesWayBack } from '../action/catalogue.ts'
import type { Dependency } from '../identity/identity.ts'
import type { Policy } from '../policy/policy.ts'
import type { Disruption } from './decision.ts'
import { type Aim, disruptionOf } from './disruption.ts'

/**
 * What several actions on one identity break together: whoever any of them cuts off, once, and for good where any of them leaves
 * no way back. Never less than one of them alone. Throws `RangeError` for none.
 */
export function disruptionOfAll(
  actions: readonly Action[],
  dependencies: readonly Dependency[],
  aim: Aim,
  policy: Policy,
): Disruption {
  const hardest = actions.find((action) => !leavesWayBack(action)) ?? actions[0]
  if (hardest === undefined) throw new RangeError('disruptionOfAll: there is no action')
  const cuts = [...new Set(actions.flatMap((action) => action.cuts))]
  return disruptionOf({ ...hardest, cuts }, dependencies, aim, policy)
}
