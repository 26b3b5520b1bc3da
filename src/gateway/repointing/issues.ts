import type { PlanStep } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { findPlan, stepsOf } from '../plans/plan-rows.ts'
import type { Reader } from '../store/store.ts'
import { stepNamed } from './words.ts'

export interface Issued {
  readonly step: PlanStep
  readonly issuedAt: EpochMs
}

/** The secrets that were issued for the plan of this step, or for the plan that it takes back. */
export async function issuesOf(read: Reader, tenant: string, idempotencyKey: string): Promise<readonly Issued[]> {
  const own = await findPlan(read, tenant, stepNamed(idempotencyKey).planId)
  const plan = own !== null && own.body.undoes !== null ? await findPlan(read, tenant, own.body.undoes) : own
  if (plan === null) return []
  const rows = await stepsOf(read, tenant, plan.row.id)
  return plan.body.steps.flatMap((step) => {
    const row = rows.find(({ ordinal }) => ordinal === step.ordinal)
    if (step.action !== 'issue-secret' || row?.state !== 'done') return []
    return [{ step, issuedAt: row.sent_at ?? row.finished_at ?? 0 }]
  })
}
