import type { AuditDraft } from '../../domain/audit/chain.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Json } from '../../domain/json/json.ts'
import type { Containment } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Readback } from '../connectors/connector.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import { moveStep } from '../plans/move-plan.ts'
import { subjectsOf } from '../plans/plan-rows.ts'
import { resumeIfNobodyIsMissing } from '../repointing/wait-for-people.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Held } from './claim-step.ts'
import { holdPlan, settlePlan } from './settle-plan.ts'
import { stepDetail } from './step-detail.ts'

/** A revoked token may come back, and a target may be opened by others: so long it is read again, ever more rarely. */
const WATCH_MS = 24 * 60 * 60_000
const FIRST_LOOK_MS = 1_000

/**
 * A step whose effect was read back is done; with the last one so is its plan. The target is looked after for
 * a day: what was true once may be undone by others, and consumers come back. False where the fence refused.
 */
export async function finishStep(
  tx: Tx,
  tenant: string,
  held: Held,
  event: 'verify' | 'satisfied',
  readback: Readback,
  now: EpochMs,
  drafts: AuditDraft[],
): Promise<boolean> {
  await holdPlan(tx, tenant, held.claim.planId)
  const isOurs = event === 'verify' || held.row.sent_at !== null
  const containment = containmentOf(readback, isOurs)
  const done = await moveStep(tx, tenant, held.claim, event, {
    containment,
    readback: readback.detail,
    consumers: consumersText(readback),
    left_state: isOurs ? canonicalJson(readback.left) : null,
    trouble: null,
    finished_at: now,
    deadline_at: now + WATCH_MS,
    not_before: now + FIRST_LOOK_MS,
    lease_holder: null,
    lease_until: 0,
  })
  if (done === null) return false
  const subjects = subjectsOf(held.plan.body)
  drafts.push({
    code: 'step.verified',
    actor: GATEWAY_ACTOR,
    subjects,
    detail: {
      ...stepDetail(held),
      containment,
      readback: event === 'satisfied' ? `It was so before anything was sent. ${readback.detail}` : readback.detail,
      consumers: readback.consumers as unknown as Json[],
    } as AuditDraft['detail'],
  })
  if (held.step.connector === PEOPLE) await resumeIfNobodyIsMissing(tx, tenant, held.claim.planId, now, drafts)
  await settlePlan(tx, tenant, held.plan, null, now, drafts)
  await appendAudit(tx, tenant, now, drafts)
  return true
}

/** A target cannot tell who closed it; that nothing was ever sent by us can. */
export function containmentOf({ containment }: Pick<Readback, 'containment'>, isOurs: boolean): Containment {
  return containment === 'contained' && !isOurs ? 'already-contained' : containment
}

/** A step that ended without its effect fails its plan, loudly. False where the fence refused. */
export async function failStep(
  tx: Tx,
  tenant: string,
  held: Held,
  readback: Pick<Readback, 'containment' | 'detail'>,
  because: string,
  now: EpochMs,
): Promise<boolean> {
  await holdPlan(tx, tenant, held.claim.planId)
  const failed = await moveStep(tx, tenant, held.claim, 'fail', {
    containment: readback.containment,
    readback: readback.detail,
    trouble: because,
    finished_at: now,
    lease_holder: null,
    lease_until: 0,
  })
  if (failed === null) return false
  const drafts: AuditDraft[] = [
    {
      code: 'step.failed',
      actor: GATEWAY_ACTOR,
      subjects: subjectsOf(held.plan.body),
      detail: { ...stepDetail(held), containment: readback.containment, reason: because, readback: readback.detail },
    },
  ]
  await settlePlan(tx, tenant, held.plan, becauseOf(held, because), now, drafts)
  await appendAudit(tx, tenant, now, drafts)
  return true
}

/** Names the step where there are several. */
function becauseOf({ plan, claim }: Held, because: string): string {
  return plan.body.steps.length === 1 ? because : `Step ${claim.ordinal} failed. ${because}`
}

export function consumersText(readback: Pick<Readback, 'consumers'>): string {
  return canonicalJson(readback.consumers)
}
