import { approvalState, stagesOf } from '../../domain/plan/approval.ts'
import type { Audience } from '../../domain/plan/plan-words.ts'
import { nextSilenceAt, tellingsDue } from '../../domain/plan/silence.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'
import { lockPlan } from './move-plan.ts'
import { bodyOf, subjectsOf, votesOf } from './plan-rows.ts'

const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  'who-could': 'whoever could take a missing seat',
  approvers: 'every approver',
  managers: 'managers',
}
const SWEEP = 50

/**
 * Passes the silence of each stage of waiting plans on along its chain, each step once and with its entry, and answers how many plans
 * that was. Told are more people; asked is nobody else: who may vote stays as it was, and a plan that nobody decides expires.
 */
export async function escalatePlans(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const asOf = await gateway.now(store.read)
  const waiting = await store.read
    .selectFrom('plan')
    .select('id')
    .where('tenant', '=', store.tenant)
    .where('state', '=', 'pending')
    .where('silence_at', '<=', asOf)
    .where('expires_at', '>', asOf)
    .orderBy('silence_at')
    .limit(SWEEP)
    .execute()
  let passedOn = 0
  for (const { id } of waiting) {
    if (await store.write((tx) => passOn(gateway, tx, id))) passedOn += 1
  }
  return passedOn
}

async function passOn(gateway: Gateway, tx: Tx, id: string): Promise<boolean> {
  const { tenant } = gateway.store
  const row = await lockPlan(tx, tenant, id, ['pending'])
  if (row === null) return false
  const now = await gateway.now(tx)
  // Whoever came second finds it looked at.
  if (row.silence_at === null || row.silence_at > now) return false
  const body = bodyOf(row)
  const stages = stagesOf(body.gate)
  const plan = { stages, requestedAt: row.requested_at, expiresAt: row.expires_at }
  const state = approvalState(body, row.digest, await votesOf(tx, tenant, id), await listPeople(tx, tenant), now)
  const told = await tellingsOf(tx, tenant, [id])
  const due = state.kind === 'pending' ? tellingsDue(plan, state.stages, told, now) : []
  await tx
    .updateTable('plan')
    .set((eb) => ({
      silence_at: nextSilenceAt(plan, now),
      ...(due.length === 0 ? {} : { version: eb('version', '+', 1), updated_at: now }),
    }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
  if (due.length === 0) return false
  await tx
    .insertInto('plan_silence')
    .values(due.map(({ stage, step, tell }) => ({ tenant, plan_id: id, stage, step, tell, at: now })))
    .execute()
  const minutes = (ms: number) => Math.floor(ms / 60_000)
  const reason = `Nobody has decided in ${minutes(now - row.requested_at)} of ${minutes(row.expires_at - row.requested_at)} minutes.`
  await appendAudit(
    tx,
    tenant,
    now,
    due.map(({ stage, tell }) => ({
      code: 'plan.escalated' as const,
      actor: GATEWAY_ACTOR,
      subjects: subjectsOf(body),
      detail: {
        to: AUDIENCE_WORDS[tell],
        ...(stages.length > 1 ? { stage: stages[stage]?.title ?? '' } : {}),
        reason,
        digest: row.digest,
      },
    })),
  )
  return true
}

/** What was passed on about these plans, oldest first. */
export async function tellingsOf(read: Reader | Tx, tenant: string, planIds: readonly string[]) {
  if (planIds.length === 0) return []
  const rows = await read
    .selectFrom('plan_silence')
    .select(['plan_id', 'stage', 'step', 'tell', 'at'])
    .where('tenant', '=', tenant)
    .where('plan_id', 'in', [...planIds])
    .orderBy('at')
    .orderBy('stage')
    .orderBy('step')
    .execute()
  return rows.map((row) => ({ ...row, tell: row.tell as Audience }))
}
