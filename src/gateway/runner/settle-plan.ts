import type { AuditDraft } from '../../domain/audit/chain.ts'
import { PLAN_STATES, type StepState } from '../../domain/plan/plan.ts'
import { isFinalStepState } from '../../domain/plan/plan-machine.ts'
import { restoreAtOf } from '../../domain/plan/restoration.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { lockPlan, movePlan, skipWaiting } from '../plans/move-plan.ts'
import { type PlanRow, type StoredPlan, stoppedBy, subjectsOf } from '../plans/plan-rows.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { spreadContainment } from './containment.ts'

/**
 * Holds the plan's row, in whatever state, before one of its steps ends: of two branches that end at once, the second one sees
 * that the first did, so that the plan ends with the last of them and not with none.
 */
export function holdPlan(tx: Tx, tenant: string, planId: string): Promise<PlanRow | null> {
  return lockPlan(tx, tenant, planId, PLAN_STATES)
}

/** Why no further step of a plan may be sent; null where the next one may. */
export async function whyHalted(tx: Tx, tenant: string, row: PlanRow): Promise<string | null> {
  const stopped = stoppedBy(row)
  if (stopped !== null) return `Stopped by ${stopped.name}: ${asSentence(stopped.reason)}`
  const failed = await tx
    .selectFrom('step')
    .select('ordinal')
    .where('tenant', '=', tenant)
    .where('plan_id', '=', row.id)
    .where('state', '=', 'failed')
    .orderBy('ordinal')
    .executeTakeFirst()
  return failed === undefined ? null : `Step ${failed.ordinal} failed.`
}

/**
 * What becomes of a plan after one of its steps ended. A failed step, or somebody who stopped it, ends the plan: what waits is
 * never sent, yet what is under way with a target is read back to its end first, since a request that left has left. With its
 * last step the plan is done, failed, or cancelled with what was done before. Writes the entry into `drafts`.
 */
export async function settlePlan(
  tx: Tx,
  tenant: string,
  { body, row }: StoredPlan,
  reason: string | null,
  now: EpochMs,
  drafts: AuditDraft[],
): Promise<void> {
  const halted = await haltedOf(tx, tenant, body.id)
  if (halted !== null) await skipWaiting(tx, tenant, body.id, now)
  const steps = await tx
    .selectFrom('step')
    .select(['ordinal', 'state'])
    .where('tenant', '=', tenant)
    .where('plan_id', '=', body.id)
    .orderBy('ordinal')
    .execute()
  if (steps.some((step) => !isFinalStepState(step.state as StepState))) {
    if (halted !== null) await say(tx, tenant, body.id, `${reason ?? halted.because} ${UNDER_WAY}`)
    await spreadContainment(tx, tenant, body, now)
    return
  }
  const count = (state: StepState) => steps.filter((step) => step.state === state).length
  const event = count('failed') > 0 ? 'fail' : count('skipped') > 0 ? 'stop' : 'finish'
  const partly =
    body.steps.length === 1 || event === 'finish' ? '' : ` ${count('done')} of ${steps.length} steps are done.`
  const because = event === 'finish' ? reason : `${reason ?? halted?.because ?? ''}${partly}`.trim()
  const ended = await movePlan(tx, tenant, body.id, event, now, because)
  const containment = await spreadContainment(tx, tenant, body, now)
  if (ended === null) return
  if (count('done') > 0 && body.undoes === null) {
    const isTakenBack = event !== 'finish' && body.onFailure === 'take-back'
    await setRestoreAt(tx, tenant, body.id, isTakenBack ? now : restoreAtOf(body, now))
  }
  // What was taken back is not taken back again at its time, and nobody confirms any more that it stays.
  if (body.undoes !== null && event === 'finish') await clearRestoreAt(tx, tenant, body.undoes)
  const subjects = subjectsOf(body)
  const stopped = halted?.by ?? null
  if (event === 'stop' && stopped !== null) {
    drafts.push({
      code: 'plan.cancelled',
      actor: personActor(stopped),
      subjects,
      detail: { reason: because, digest: row.digest, done: count('done'), skipped: count('skipped') },
    })
    return
  }
  drafts.push({
    code: 'plan.finished',
    actor: GATEWAY_ACTOR,
    subjects,
    detail: { digest: row.digest, state: ended.state, containment, done: count('done') },
  })
}

/** What follows a person's words begins a sentence of its own. */
function asSentence(text: string): string {
  const words = text.trim()
  return /[.!?…]$/u.test(words) ? words : `${words}.`
}

const UNDER_WAY = 'What is under way is read back first.'

async function haltedOf(tx: Tx, tenant: string, planId: string) {
  const row = await tx
    .selectFrom('plan')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const because = await whyHalted(tx, tenant, row)
  return because === null ? null : { because, by: stoppedBy(row) }
}

async function setRestoreAt(tx: Tx, tenant: string, planId: string, at: EpochMs | null): Promise<void> {
  if (at === null) return
  await tx.updateTable('plan').set({ restore_at: at }).where('tenant', '=', tenant).where('id', '=', planId).execute()
}

async function clearRestoreAt(tx: Tx, tenant: string, planId: string): Promise<void> {
  await tx
    .updateTable('plan')
    .set({ restore_at: null, restore_note: null })
    .where('tenant', '=', tenant)
    .where('id', '=', planId)
    .execute()
}

async function say(tx: Tx, tenant: string, planId: string, reason: string): Promise<void> {
  await tx
    .updateTable('plan')
    .set({ state_reason: reason })
    .where('tenant', '=', tenant)
    .where('id', '=', planId)
    .where('state', '=', 'running')
    .execute()
}
