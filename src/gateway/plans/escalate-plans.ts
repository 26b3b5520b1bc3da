import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { bodyOf, subjectsOf } from './plan-rows.ts'

const LEVELS = [
  { level: 1, to: 'every approver' },
  { level: 2, to: 'managers' },
] as const
const SWEEP = 50

/**
 * Passes the silence about waiting plans on along the chain, each step once and with its entry, and answers how many. Told are
 * more people; asked is nobody else: who may vote stays as it was, and a plan that nobody decides expires.
 */
export async function escalatePlans(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const { tenant } = store
  const { policy } = await readInForce(gateway, store.read)
  const asOf = await gateway.now(store.read)
  const waiting = await store.read
    .selectFrom('plan')
    .select(['id', 'requested_at', 'expires_at', 'escalation'])
    .where('tenant', '=', tenant)
    .where('state', '=', 'pending')
    .where('escalation', '<', LEVELS.length)
    .where('expires_at', '>', asOf)
    .orderBy('expires_at')
    .limit(SWEEP)
    .execute()
  let passedOn = 0
  for (const plan of waiting) {
    const next = LEVELS[plan.escalation]
    const percent = policy.gate.escalateAtPercent[plan.escalation]
    if (next === undefined || percent === undefined) continue
    const span = plan.expires_at - plan.requested_at
    if ((asOf - plan.requested_at) * 100 < span * percent) continue
    const isOurs = await store.write(async (tx) => {
      const now = await gateway.now(tx)
      const moved = await tx
        .updateTable('plan')
        .set((eb) => ({ escalation: next.level, escalated_at: now, version: eb('version', '+', 1), updated_at: now }))
        .where('tenant', '=', tenant)
        .where('id', '=', plan.id)
        .where('state', '=', 'pending')
        .where('escalation', '=', plan.escalation)
        .returning(['body', 'digest'])
        .executeTakeFirst()
      if (moved === undefined) return false
      const minutes = (ms: number) => Math.floor(ms / 60_000)
      const reason = `Nobody has decided in ${minutes(now - plan.requested_at)} of ${minutes(span)} minutes.`
      await appendAudit(tx, tenant, now, [
        {
          code: 'plan.escalated',
          actor: GATEWAY_ACTOR,
          subjects: subjectsOf(bodyOf(moved)),
          detail: { to: next.to, level: next.level, reason, digest: moved.digest },
        },
      ])
      return true
    })
    if (isOurs) passedOn += 1
  }
  return passedOn
}
