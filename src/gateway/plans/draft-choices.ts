import type { ActionId } from '../../domain/action/action.ts'
import { allowsWaiting, STAGED_ROTATION } from '../../domain/action/staged-rotation.ts'
import type { PlanBody } from '../../domain/plan/plan.ts'
import type { PlanDraft } from '../../domain/views/plan-views.ts'
import { feasibleWith } from '../alerts/decision-facts.ts'
import type { Gateway } from '../gateway.ts'
import { coursesFor } from '../playbooks/find-course.ts'
import type { AlertCase } from './load-case.ts'
import { titlesOf } from './plan-view.ts'

/** What stands beside a draft: whether there are stages, which courses begin with its action, and what its connectors are called. */
export async function choicesBesides(
  gateway: Gateway,
  { alertCase, body }: { readonly alertCase: AlertCase; readonly body: PlanBody },
  action: ActionId,
  playbook: string | null,
): Promise<Pick<PlanDraft, 'stages' | 'courses' | 'connectorTitles'>> {
  const { read, tenant } = gateway.store
  return {
    stages: stagesOf(gateway, alertCase, action, playbook),
    courses: await coursesFor(read, tenant, alertCase, action),
    connectorTitles: titlesOf(gateway, body.steps),
  }
}

/** Stages, where it is a rotation for which somebody can issue and retire. */
function stagesOf(
  gateway: Gateway,
  { decided }: AlertCase,
  action: ActionId,
  playbook: string | null,
): PlanDraft['stages'] {
  const isPossible =
    action === 'rotate-secret' &&
    playbook === null &&
    STAGED_ROTATION.steps.every((step) => feasibleWith(gateway, step.action) === true)
  return { isPossible, isAdvised: isPossible && allowsWaiting(decided.decision.need.tier) }
}
