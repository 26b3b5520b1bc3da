import { restoreGate } from '../../domain/plan/restoration.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { undraftable } from './draft-plan.ts'
import { loadCase } from './load-case.ts'
import { loadPlan, planLabel, type StoredPlan, subjectsOf } from './plan-rows.ts'
import { GATEWAY_REQUESTER, sayRefusal } from './propose-plan.ts'
import { storeRollback, undoneBy } from './propose-rollback.ts'
import { isTemporary } from './restore-approved.ts'
import { NotStored } from './store-plan.ts'

const SWEEP = 20
const AGAIN_MS = 5 * 60_000

/**
 * Asks for the plan that takes back what should not stand any longer, and answers how many were asked for: of a temporary plan that
 * nobody confirmed in time, under the gate that was approved with it; and of a plan whose playbook takes back what was done when a
 * step fails, under a gate of its own. Where the target is not as we left it nothing is sent: the plan says so, and it is tried again.
 */
export async function restorePlans(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const asOf = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('plan')
    .select('id')
    .where('tenant', '=', store.tenant)
    .where('restore_at', '<=', asOf)
    .orderBy('restore_at')
    .limit(SWEEP)
    .execute()
  let asked = 0
  for (const { id } of due) if (await restore(gateway, id, asOf)) asked += 1
  return asked
}

async function restore(gateway: Gateway, id: string, asOf: EpochMs): Promise<boolean> {
  const { store } = gateway
  const original = await loadPlan(store.read, store.tenant, id)
  const standing = await undoneBy(store.read, store.tenant, id)
  if (standing !== null) {
    await settle(gateway, id, standing.state === 'done' ? null : asOf + AGAIN_MS)
    return false
  }
  const isDeadline = isTemporary(original)
  const seen = await loadCase(gateway, store.read, original.body.alert.id, original.body.playbook.id)
  const outcome = await storeRollback(gateway, original, seen, {
    reason: isDeadline
      ? `The time of ${planLabel(original.row.number)} is over and nobody confirmed that it stays.`
      : `${planLabel(original.row.number)} did not end as a whole, and its playbook takes back what was done.`,
    requester: GATEWAY_REQUESTER,
    actor: GATEWAY_ACTOR,
    ...(isDeadline ? { gate: restoreGate(original.body) } : {}),
    // Of several gateways, and of the person who confirms, one gets the row.
    also: async (tx) => {
      if (!(await take(tx, store.tenant, id))) throw new NotStored(undraftable(TAKEN, []))
    },
  })
  if (typeof outcome === 'string') return true
  if (outcome.because !== TAKEN) await postpone(gateway, original, sayRefusal(outcome))
  return false
}

const TAKEN = 'Somebody confirmed it, or another gateway takes it back.'

async function take(tx: Tx, tenant: string, id: string): Promise<boolean> {
  const taken = await tx
    .updateTable('plan')
    .set((eb) => ({ restore_at: null, restore_note: null, version: eb('version', '+', 1) }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('restore_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

async function settle({ store }: Gateway, id: string, restoreAt: EpochMs | null): Promise<void> {
  await store.read
    .updateTable('plan')
    .set({ restore_at: restoreAt })
    .where('tenant', '=', store.tenant)
    .where('id', '=', id)
    .where('restore_at', 'is not', null)
    .execute()
}

/** The first time for a reason it is in the log; the same reason again is no news. */
async function postpone(gateway: Gateway, { row, body }: StoredPlan, because: string): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const noted = await tx
      .updateTable('plan')
      .set((eb) => ({
        restore_at: now + AGAIN_MS,
        restore_note: because,
        version: eb('version', '+', 1),
        updated_at: now,
      }))
      .where('tenant', '=', store.tenant)
      .where('id', '=', row.id)
      .where('restore_at', 'is not', null)
      .returning('id')
      .executeTakeFirst()
    if (noted === undefined || row.restore_note === because) return
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'plan.restore-failed',
        actor: GATEWAY_ACTOR,
        subjects: subjectsOf(body),
        detail: { digest: row.digest, reason: because },
      },
    ])
  })
}
