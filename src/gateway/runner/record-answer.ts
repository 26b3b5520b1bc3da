import type { Execution } from '../connectors/connector.ts'
import type { Gateway } from '../gateway.ts'
import { moveStep, noteStep } from '../plans/move-plan.ts'
import { subjectsOf } from '../plans/plan-rows.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Held } from './claim-step.ts'
import { spreadContainment } from './containment.ts'
import { failStep } from './finish-step.ts'
import { holdPlan } from './settle-plan.ts'
import { stepDetail } from './step-detail.ts'

/**
 * Records what the target answered. "Accepted" moves nothing: the step stays sent until it was read back. False where
 * somebody else holds the step by now: the late result is refused, which is in the log.
 */
export async function recordAnswer(gateway: Gateway, held: Held, answer: Execution): Promise<boolean> {
  const { store } = gateway
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const isOurs = await record(tx, store.tenant, held, answer, now)
    if (isOurs) return true
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'step.late-result-refused',
        actor: GATEWAY_ACTOR,
        subjects: subjectsOf(held.plan.body),
        detail: {
          ...stepDetail(held),
          answer: answer.kind,
          because: 'Another gateway had taken the step over when the answer came.',
        },
      },
    ])
    return false
  })
}

async function record(tx: Tx, tenant: string, held: Held, answer: Execution, now: number): Promise<boolean> {
  if (answer.kind === 'accepted') {
    return noteStep(tx, tenant, held.claim, { containment: 'not-contained', trouble: null })
  }
  if (answer.kind === 'refused') {
    const nothing = { containment: 'not-contained', detail: 'Nothing was done.' } as const
    return failStep(tx, tenant, held, nothing, `The target refused: ${answer.reason}`, now)
  }
  const { retryAfterMs } = answer
  // The plan's row comes before those of its steps, as everywhere.
  await holdPlan(tx, tenant, held.claim.planId)
  const moved = await moveStep(tx, tenant, held.claim, 'read-back', {
    containment: 'in-doubt',
    trouble: answer.reason,
    not_before: now + (retryAfterMs ?? 0),
    ...(retryAfterMs === undefined
      ? {}
      : { deadline_at: now + retryAfterMs + held.step.verifyWithinMs, lease_holder: null, lease_until: 0 }),
  })
  if (moved === null) return false
  await spreadContainment(tx, tenant, held.plan.body, now)
  await appendAudit(tx, tenant, now, [
    {
      code: 'step.in-doubt',
      actor: GATEWAY_ACTOR,
      subjects: subjectsOf(held.plan.body),
      detail: { ...stepDetail(held), reason: answer.reason },
    },
  ])
  return true
}
