import { actionOf } from '../../domain/action/catalogue.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Connector, StepWish } from './connector.ts'
import type { NotSetUp } from './target/switch-connector.ts'

/**
 * The step that a plan of one step would hold for the wish, outside of a plan: nobody's consumers are asked for, so it predicts that nothing
 * breaks. The reason in words where the dry run refuses, and apart where only nobody set it up. Sends nothing that changes the target.
 */
export async function loneStep(connector: Connector, wish: StepWish): Promise<PlanStep | string | NotSetUp> {
  const plan = await connector.plan(wish)
  if (!plan.ok) return plan.isNotSetUp === true ? { notSetUp: plan.reason } : plan.reason
  const { rollback, verifiedBy } = actionOf(wish.action)
  return {
    ordinal: 1,
    action: wish.action,
    connector: connector.id,
    target: wish.target,
    request: plan.request as PlanStep['request'],
    predicted: { score: 0, level: 'none', consumers: [], isComplete: true },
    survives: plan.survives,
    undo: { action: rollback, seconds: plan.undoSeconds, cannotRestore: plan.undoCannotRestore },
    verifiedBy,
    verifyWithinMs: connector.verifyWithinMs,
  }
}
