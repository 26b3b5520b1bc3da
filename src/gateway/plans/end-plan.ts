import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import { alreadyDecided } from './cast-vote.ts'
import { movePlan } from './move-plan.ts'
import { bodyOf, loadPlan, subjectsOf } from './plan-rows.ts'

/** Withdraws a plan of which nothing is under way. Throws `stale` with what won where somebody else was first. */
export async function cancelPlan(gateway: Gateway, by: Person, planId: string, reason: string): Promise<void> {
  const { store } = gateway
  const isDone = await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const moved = await movePlan(tx, store.tenant, planId, 'cancel', now, `Cancelled by ${by.name}: ${reason}`)
    if (moved === null) return false
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
