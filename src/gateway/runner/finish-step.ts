import type { AuditDraft } from '../../domain/audit/chain.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Json } from '../../domain/json/json.ts'
import type { Containment } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Readback } from '../connectors/connector.ts'
import { movePlan, moveStep } from '../plans/move-plan.ts'
import { subjectsOf } from '../plans/plan-rows.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Held } from './claim-step.ts'
import { spreadContainment } from './containment.ts'
import { stepDetail } from './step-detail.ts'

const WATCH_AT_LEAST_MS = 30_000
const WATCH_AT_MOST_MS = 10 * 60_000
const FIRST_LOOK_MS = 1_000

/**
 * A step whose effect was read back is done; with the last one so is its plan. The target is looked after for as long
 * as its consumers may take to come back: what was true once may be undone by others. False where the fence refused.
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
  const isOurs = event === 'verify' || held.row.sent_at !== null
  const containment = containmentOf(readback, isOurs)
  const done = await moveStep(tx, tenant, held.claim, event, {
    containment,
    readback: readback.detail,
    consumers: consumersText(readback),
    left_state: isOurs ? canonicalJson(readback.left) : null,
    trouble: null,
    finished_at: now,
    deadline_at: now + watchMs(held),
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
  await endPlan(tx, tenant, held, 'finish', now, drafts)
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
  await endPlan(tx, tenant, held, 'fail', now, drafts, because)
  await appendAudit(tx, tenant, now, drafts)
  return true
}

async function endPlan(
  tx: Tx,
  tenant: string,
  held: Held,
  event: 'finish' | 'fail',
  now: EpochMs,
  drafts: AuditDraft[],
  reason: string | null = null,
): Promise<void> {
  const { body, row } = held.plan
  const open = await tx
    .selectFrom('step')
    .select('ordinal')
    .where('tenant', '=', tenant)
    .where('plan_id', '=', body.id)
    .where('state', 'not in', ['done', 'skipped', 'failed'])
    .limit(1)
    .executeTakeFirst()
  if (event === 'finish' && open !== undefined) return
  const ended = await movePlan(tx, tenant, body.id, event, now, reason)
  const containment = await spreadContainment(tx, tenant, body, now)
  if (ended === null) return
  drafts.push({
    code: 'plan.finished',
    actor: GATEWAY_ACTOR,
    subjects: subjectsOf(body),
    detail: { digest: row.digest, state: ended.state, containment },
  })
}

export function consumersText(readback: Pick<Readback, 'consumers'>): string {
  return canonicalJson(readback.consumers)
}

function watchMs({ step }: Held): number {
  const recovery = Math.max(0, ...step.predicted.consumers.map((consumer) => consumer.recoverySeconds ?? 0))
  return Math.min(WATCH_AT_MOST_MS, Math.max(WATCH_AT_LEAST_MS, recovery * 1000 + WATCH_AT_LEAST_MS))
}
