import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditActor } from '../../domain/audit/entry.ts'
import { PLAN_STATES, type PlanBody, type PlanState, type PlanStep } from '../../domain/plan/plan.ts'
import { isFinalPlanState } from '../../domain/plan/plan-machine.ts'
import { livesUntil } from '../../domain/plan/repointing.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Readback } from '../connectors/connector.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import { lockPlan, movePlan, moveStep, noteStep, pauseOtherwise } from '../plans/move-plan.ts'
import { bodyOf, type PlanRow, type StoredPlan, subjectsOf } from '../plans/plan-rows.ts'
import type { Held } from '../runner/claim-step.ts'
import { settlePlan, whyHalted } from '../runner/settle-plan.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'

/** Somebody who was asked and is not re-pointed yet. */
export interface Missing {
  readonly ordinal: number
  readonly name: string
  readonly team: string
  readonly deadlineAt: EpochMs
}

/** Those whom a plan has asked and who are still to be waited for, by ordinal. */
export async function askedOf(read: Reader | Tx, tenant: string, body: PlanBody): Promise<readonly Missing[]> {
  const rows = await read
    .selectFrom('step')
    .select(['ordinal', 'deadline_at'])
    .where('tenant', '=', tenant)
    .where('plan_id', '=', body.id)
    .where('connector', '=', PEOPLE)
    .where('state', 'in', ['sent', 'verifying'])
    .orderBy('ordinal')
    .execute()
  return rows.map(({ ordinal, deadline_at: deadlineAt }) => {
    const consumer = body.steps.find((step) => step.ordinal === ordinal)?.target.consumer
    return { ordinal, name: consumer?.name ?? '', team: consumer?.team ?? '', deadlineAt: deadlineAt ?? 0 }
  })
}

/** Those of them whose time is over. */
export async function missingOf(
  read: Reader | Tx,
  tenant: string,
  body: PlanBody,
  now: EpochMs,
): Promise<readonly Missing[]> {
  return (await askedOf(read, tenant, body)).filter(({ deadlineAt }) => deadlineAt <= now)
}

/** "Not re-pointed in time: Billing (Payments). …": what a plan says that waits for a decision. */
export function sayMissing(missing: readonly Missing[]): string {
  const names = missing.map(({ name, team }) => `${name} (${team})`).join(', ')
  return `Not re-pointed in time: ${names}. Both secrets work until somebody decides.`
}

/**
 * Somebody who was asked has not done it. In time: they are looked at again later. Too late: the plan pauses and says who is missing;
 * nothing fails, since both secrets work. `state` is the step's as it stands now. Of a plan that is over or stopped nobody is asked any more.
 */
export async function waitForPeople(
  tx: Tx,
  tenant: string,
  held: Held,
  state: string,
  { detail, containment, notBefore }: Pick<Readback, 'detail' | 'containment'> & { readonly notBefore: EpochMs },
  now: EpochMs,
): Promise<void> {
  const row = await lockPlan(tx, tenant, held.claim.planId, PLAN_STATES)
  if (row === null) return
  if (isFinalPlanState(row.state as PlanState) || (await whyHalted(tx, tenant, row)) !== null) {
    await withdraw(tx, tenant, held, now)
    return
  }
  const change = { containment, readback: detail, not_before: notBefore, lease_holder: null, lease_until: 0 }
  const isOurs =
    state === 'sent'
      ? (await moveStep(tx, tenant, held.claim, 'read-back', change)) !== null
      : await noteStep(tx, tenant, held.claim, change)
  if (!isOurs) return
  await pauseIfSomebodyIsMissing(tx, tenant, row, now)
}

async function withdraw(tx: Tx, tenant: string, held: Held, now: EpochMs): Promise<void> {
  const change = { finished_at: now, lease_holder: null, lease_until: 0, trouble: 'Nobody is asked any more.' }
  if ((await moveStep(tx, tenant, held.claim, 'withdraw', change)) === null) return
  const drafts: AuditDraft[] = []
  await settlePlan(tx, tenant, held.plan, null, now, drafts)
  await appendAudit(tx, tenant, now, drafts)
}

async function pauseIfSomebodyIsMissing(tx: Tx, tenant: string, row: PlanRow, now: EpochMs): Promise<void> {
  const body = bodyOf(row)
  const missing = await missingOf(tx, tenant, body, now)
  if (missing.length === 0) return
  const reason = sayMissing(missing)
  const isPaused =
    row.state === 'paused'
      ? await pauseOtherwise(tx, tenant, row.id, now, reason, null)
      : (await movePlan(tx, tenant, row.id, 'pause', now, reason)) !== null
  if (!isPaused) return
  await appendAudit(tx, tenant, now, [
    {
      code: 'plan.paused',
      actor: GATEWAY_ACTOR,
      subjects: subjectsOf(body),
      detail: { digest: row.digest, reason, missing: missing.map(({ name }) => name) },
    },
  ])
}

/** A plan that waited for a decision about people goes on as soon as none of them is too late. Everything else is compared before the next step. */
export async function resumeIfNobodyIsMissing(
  tx: Tx,
  tenant: string,
  planId: string,
  now: EpochMs,
  drafts: AuditDraft[],
): Promise<void> {
  const row = await lockPlan(tx, tenant, planId, ['paused'])
  if (row === null || (await missingOf(tx, tenant, bodyOf(row), now)).length > 0) return
  const reason = 'Nobody who was asked is too late any more.'
  await movePlan(tx, tenant, planId, 'resume', now, reason)
  drafts.push({
    code: 'plan.resumed',
    actor: GATEWAY_ACTOR,
    subjects: subjectsOf(bodyOf(row)),
    detail: { digest: row.digest, reason },
  })
}

/** Approvals, and the plan with them, last at least until people had their time and somebody could decide after it. */
export async function liveLonger(tx: Tx, tenant: string, body: PlanBody, deadline: EpochMs): Promise<void> {
  const until = livesUntil(body, deadline)
  await tx
    .updateTable('plan')
    .set({ expires_at: until })
    .where('tenant', '=', tenant)
    .where('id', '=', body.id)
    .where('expires_at', '<', until)
    .execute()
}

/** The entry that somebody is asked, by whom. */
export function askedFor(
  { row, body }: StoredPlan,
  step: Pick<PlanStep, 'ordinal' | 'action' | 'target'>,
  deadlineAt: EpochMs,
  actor: AuditActor,
): AuditDraft {
  const { consumer } = step.target
  return {
    code: 'repoint.asked',
    actor,
    subjects: subjectsOf(body),
    detail: {
      ordinal: step.ordinal,
      action: step.action,
      consumer: consumer?.name ?? '',
      team: consumer?.team ?? '',
      deadlineAt,
      digest: row.digest,
    },
  }
}
