import type { Person } from '../../domain/people/person.ts'
import type { PlanState } from '../../domain/plan/plan.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import type { Rights } from '../rights/rights.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { loadPlan, type PlanRow, subjectsOf } from './plan-rows.ts'

export interface ConfirmedBy {
  readonly id: string
  readonly name: string
  readonly at: number
  readonly reason: string
}

/** Who confirmed that a temporary containment stays; null where nobody did. */
export function confirmedBy(row: Pick<PlanRow, 'confirmed'>): ConfirmedBy | null {
  return row.confirmed === null ? null : (JSON.parse(row.confirmed) as ConfirmedBy)
}

/**
 * Says that what a temporary plan did stays. Between the deadline and this, one conditional write decides: what the runner has begun
 * to take back can no longer be confirmed. Throws `stale` with what won.
 */
export async function confirmPlan(gateway: Gateway, by: Person, planId: string, reason: string): Promise<void> {
  const { store } = gateway
  const { body } = await loadPlan(store.read, store.tenant, planId)
  const isDone = await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const confirmed = JSON.stringify({ id: by.id, name: by.name, at: now, reason } satisfies ConfirmedBy)
    const row = await tx
      .updateTable('plan')
      .set((eb) => ({ confirmed, restore_at: null, version: eb('version', '+', 1), updated_at: now }))
      .where('tenant', '=', store.tenant)
      .where('id', '=', planId)
      .where('restore_at', 'is not', null)
      .where('confirmed', 'is', null)
      .returning('digest')
      .executeTakeFirst()
    if (row === undefined) return false
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'plan.confirmed',
        actor: personActor(by),
        subjects: subjectsOf(body),
        detail: { reason, digest: row.digest },
      },
    ])
    return true
  })
  if (isDone) return
  const { row } = await loadPlan(store.read, store.tenant, planId)
  const before = confirmedBy(row)
  throw new Problem(
    'stale',
    before === null
      ? 'It is being taken back already, or nothing of it stands.'
      : `${before.name} has confirmed it before.`,
  )
}

/** Whether a person may confirm this plan, in words. */
export function mayConfirm(
  rights: Rights,
  plan: { row: PlanRow; requestedBy: Pick<Person, 'id' | 'name'> },
  people: readonly Person[],
  reader: Person,
) {
  const { row, requestedBy } = plan
  return rights.may(reader, 'confirm-plan', {
    people,
    plan: {
      requestedBy,
      state: row.state as PlanState,
      expiresAt: row.expires_at,
      isTemporary: row.restore_at !== null && row.confirmed === null,
    },
  })
}
