import type { ActionId } from '../action/action.ts'
import { actionOf, isPreparing } from '../action/catalogue.ts'
import type { Containment, PlanState } from './plan.ts'

interface Carried {
  readonly action: ActionId
  readonly state: PlanState
  readonly containment: Containment
  /** The plan that this one takes back; of such a one an open target is the aim. */
  readonly undoes: string | null
}

/**
 * Whether what a plan had closed is open again: it was done, which it is only after its effect was read back, and its target reads as not
 * contained today. Whether another plan opened it on purpose is asked apart.
 */
export function hasComeBack({ action, state, containment, undoes }: Carried): boolean {
  const closes = actionOf(action).cuts.length > 0 || isPreparing(action)
  return state === 'done' && undoes === null && containment === 'not-contained' && closes
}
