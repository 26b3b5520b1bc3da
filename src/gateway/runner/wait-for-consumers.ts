import { waitsFor } from '../../domain/plan/step-order.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { StepView } from '../../domain/views/plan-views.ts'
import type { Finding } from '../plans/check-plan.ts'
import { stepOf } from '../plans/plan-rows.ts'
import type { Tx } from '../store/store.ts'
import type { Held } from './claim-step.ts'

/** Consumers of an earlier step that have not come back yet. */
export interface Recovering {
  readonly ordinal: number
  readonly names: readonly string[]
  /** False once they have had as long as was predicted, and a grace. */
  readonly isInTime: boolean
}

const GRACE_MS = 60_000

/**
 * Whether somebody who comes back by themselves is still on the way after a step that this one waits for. The next secret is not
 * cut before they run on the new one: two outages of one consumer at once are what order is there to prevent. Who needs a person
 * is not waited for. Null where all are back.
 */
export async function whoRecovers(tx: Tx, tenant: string, held: Held, now: EpochMs): Promise<Recovering | null> {
  const before = waitsFor(held.step, held.plan.body.steps)
  if (before.length === 0) return null
  const rows = await tx
    .selectFrom('step')
    .select(['ordinal', 'consumers', 'finished_at'])
    .where('tenant', '=', tenant)
    .where('plan_id', '=', held.claim.planId)
    .where('ordinal', 'in', [...before])
    .orderBy('ordinal')
    .execute()
  for (const row of rows) {
    const consumers = JSON.parse(row.consumers) as StepView['consumers']
    const names = consumers.filter(({ state }) => state === 'recovering').map(({ name }) => name)
    if (names.length === 0) continue
    const { predicted } = stepOf(held.plan.body, row.ordinal)
    const longestMs = Math.max(0, ...predicted.consumers.map((consumer) => consumer.recoverySeconds ?? 0)) * 1000
    return { ordinal: row.ordinal, names, isInTime: now < (row.finished_at ?? now) + longestMs + GRACE_MS }
  }
  return null
}

/** They should be back and are not: the next step would make it worse, so a person looks first. */
export function notBack({ ordinal, names }: Recovering): Finding {
  const detail = `After step ${ordinal} not back yet: ${names.join(', ')}.`
  return { what: 'Consumers of the step before', step: null, holds: false, detail, sides: null, otherwise: 'pause' }
}
