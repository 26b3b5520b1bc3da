import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { settlePlan } from '../runner/settle-plan.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'
import { alreadyDecided } from './cast-vote.ts'
import { lockPlan, movePlan } from './move-plan.ts'
import { bodyOf, loadPlan, type StoppedBy, subjectsOf } from './plan-rows.ts'

/**
 * Withdraws a plan of which nothing is under way, or stops one between two of its steps: what waits is never sent, what is with a
 * target is read back to its end, and what is done stays, to be taken back by a plan of its own. Throws `stale` with what won where
 * somebody else was first.
 */
export async function cancelPlan(gateway: Gateway, by: Person, planId: string, reason: string): Promise<void> {
  const { store } = gateway
  const isDone = await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const moved = await movePlan(tx, store.tenant, planId, 'cancel', now, `Cancelled by ${by.name}: ${reason}`)
    if (moved === null) return stopMidway(tx, store.tenant, by, planId, reason, now)
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'plan.cancelled',
        actor: personActor(by),
        subjects: subjectsOf(bodyOf(moved)),
        detail: { reason, digest: moved.digest },
      },
    ])
    return true
  })
  if (!isDone) throw new Problem('stale', alreadyDecided(await loadPlan(store.read, store.tenant, planId)))
}

async function stopMidway(
  tx: Tx,
  tenant: string,
  by: Person,
  planId: string,
  reason: string,
  now: EpochMs,
): Promise<boolean> {
  const row = await lockPlan(tx, tenant, planId, ['running'])
  if (row === null || row.stopped !== null || !(await hasWaiting(tx, tenant, planId))) return false
  const stopped = JSON.stringify({ id: by.id, name: by.name, reason } satisfies StoppedBy)
  await tx.updateTable('plan').set({ stopped }).where('tenant', '=', tenant).where('id', '=', planId).execute()
  const plan = { row, body: bodyOf(row) }
  const drafts: AuditDraft[] = [
    {
      code: 'plan.stopping',
      actor: personActor(by),
      subjects: subjectsOf(plan.body),
      detail: { reason, digest: row.digest },
    },
  ]
  await settlePlan(tx, tenant, plan, null, now, drafts)
  await appendAudit(tx, tenant, now, drafts)
  return true
}

/** Whether there is a step that nothing was sent of, so that there is something left to stop. */
export async function hasWaiting(read: Reader | Tx, tenant: string, planId: string): Promise<boolean> {
  const row = await read
    .selectFrom('step')
    .select('ordinal')
    .where('tenant', '=', tenant)
    .where('plan_id', '=', planId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const SWEEP = 50

/**
 * Ends plans whose time has run out by the database's clock, each in its own transaction with its entry, and answers
 * how many. A plan that is running is left alone: a step may be with its target, and it pauses between two steps.
 */
export async function expirePlans(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const asOf = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('plan')
    .select('id')
    .where('tenant', '=', store.tenant)
    .where('state', 'in', ['pending', 'approved', 'paused'])
    .where('expires_at', '<=', asOf)
    .orderBy('expires_at')
    .limit(SWEEP)
    .execute()
  let ended = 0
  for (const { id } of due) {
    const isEnded = await store.write(async (tx) => {
      const now = await gateway.now(tx)
      const because = 'Nobody decided in time.'
      const moved = await movePlan(tx, store.tenant, id, 'expire', now, because)
      if (moved === null) return false
      await appendAudit(tx, store.tenant, now, [
        {
          code: 'plan.expired',
          actor: GATEWAY_ACTOR,
          subjects: subjectsOf(bodyOf(moved)),
          detail: { reason: because, digest: moved.digest, expiresAt: moved.expires_at },
        },
      ])
      return true
    })
    if (isEnded) ended += 1
  }
  return ended
}
