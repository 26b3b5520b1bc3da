import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Person } from '../../domain/people/person.ts'
import { REPOINT_AT_MOST_MS, REPOINT_USUAL_MS } from '../../domain/plan/plan-words.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { lockPlan } from '../plans/move-plan.ts'
import { loadPlan, type StoredPlan, stepOf, subjectsOf } from '../plans/plan-rows.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { askedFor, askedOf, liveLonger, resumeIfNobodyIsMissing } from './wait-for-people.ts'

/**
 * Gives those who were asked and have not answered as much time again from now, and asks them again. What is sent stays as it was
 * approved; only how long the old secret lives changes, and never beyond a week after the approval ended. Throws `stale` and `cannot-do`.
 */
export async function giveTime(gateway: Gateway, by: Person, planId: string, reason: string): Promise<void> {
  await askAll(gateway, by, planId, async (tx, plan, now) => {
    const { tenant } = gateway.store
    const { body, row } = plan
    const latest = body.expiresAt + REPOINT_AT_MOST_MS
    const deadline = Math.min(now + (body.repointWithinMs ?? REPOINT_USUAL_MS), latest)
    if (deadline <= now)
      throw new Problem('cannot-do', 'It waited as long as a plan may. Take it back, or retire the old secret.')
    await tx
      .updateTable('step')
      .set({ deadline_at: deadline })
      .where('tenant', '=', tenant)
      .where('plan_id', '=', row.id)
      .where(
        'ordinal',
        'in',
        (await askedOf(tx, tenant, body)).map(({ ordinal }) => ordinal),
      )
      .execute()
    await liveLonger(tx, tenant, body, deadline)
    return {
      code: 'repoint.extended',
      actor: personActor(by),
      subjects: subjectsOf(body),
      detail: { reason, deadlineAt: deadline, digest: row.digest },
    }
  })
}

/** Asks those again who have not answered. Throws `stale` where nobody is waited for. */
export async function askAgain(gateway: Gateway, by: Person, planId: string): Promise<void> {
  await askAll(gateway, by, planId, () => Promise.resolve(null))
}

async function askAll(
  gateway: Gateway,
  by: Person,
  planId: string,
  first: (tx: Tx, plan: StoredPlan, now: EpochMs) => Promise<AuditDraft | null>,
): Promise<void> {
  const { store } = gateway
  const { tenant } = store
  const isDone = await store.write(async (tx) => {
    const row = await lockPlan(tx, tenant, planId, ['running', 'paused'])
    if (row === null) return false
    const plan = await loadPlan(tx, tenant, planId)
    const now = await gateway.now(tx)
    if ((await askedOf(tx, tenant, plan.body)).length === 0) return false
    const entry = await first(tx, plan, now)
    const drafts: AuditDraft[] = entry === null ? [] : [entry]
    const asked = await askedOf(tx, tenant, plan.body)
    for (const { ordinal, deadlineAt } of asked) {
      drafts.push(askedFor(plan, stepOf(plan.body, ordinal), deadlineAt, personActor(by)))
    }
    await tx
      .updateTable('step')
      .set((eb) => ({ attempt: eb('attempt', '+', 1) }))
      .where('tenant', '=', tenant)
      .where('plan_id', '=', planId)
      .where(
        'ordinal',
        'in',
        asked.map(({ ordinal }) => ordinal),
      )
      .execute()
    await tx
      .updateTable('plan')
      .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
      .where('tenant', '=', tenant)
      .where('id', '=', planId)
      .execute()
    await resumeIfNobodyIsMissing(tx, tenant, planId, now, drafts)
    await appendAudit(tx, tenant, now, drafts)
    return true
  })
  if (!isDone) throw new Problem('stale', 'Nobody is waited for any more.')
}
