import { isPreparing } from '../../domain/action/catalogue.ts'
import type { Containment, PlanBody, StepState } from '../../domain/plan/plan.ts'
import { isFinalStepState } from '../../domain/plan/plan-machine.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import { touchQueue } from '../queue/touch-queue.ts'
import type { Tx } from '../store/store.ts'

/** From the least to the most contained: a plan is as contained as its least contained step. */
const LEAST_FIRST = [
  'in-doubt',
  'not-contained',
  'cannot-contain',
  'new-sessions-only',
  'already-contained',
  'contained',
] as const satisfies readonly Containment[]

/**
 * Writes what was read back where people look for it: on the plan, on the plan that it takes back once all of that is over, on the
 * alert and on the identity, which are as contained as the best of their plans. A step that was never sent contains nothing.
 * Answers the plan's.
 */
export async function spreadContainment(tx: Tx, tenant: string, body: PlanBody, now: EpochMs): Promise<Containment> {
  const steps = await tx
    .selectFrom('step')
    .select(['ordinal', 'containment', 'state'])
    .where('tenant', '=', tenant)
    .where('plan_id', '=', body.id)
    .execute()
  const preparing = new Set(body.steps.filter(({ action }) => isPreparing(action)).map(({ ordinal }) => ordinal))
  const counting = steps.filter(({ ordinal }) => !preparing.has(ordinal))
  const own = worst(counting.map((step) => step.containment as Containment))
  await setPlan(tx, tenant, body.id, own, now)
  if (body.undoes !== null && steps.every((step) => isFinalStepState(step.state as StepState))) {
    await setPlan(tx, tenant, body.undoes, own, now)
    // Nobody looks after what was taken back on purpose. What somebody else had done before is theirs, and stands.
    await tx
      .updateTable('step')
      .set({ containment: own, deadline_at: now })
      .where('tenant', '=', tenant)
      .where('plan_id', '=', body.undoes)
      .where('state', '=', 'done')
      .where((eb) => eb.or([eb('left_state', 'is not', null), eb('connector', '=', PEOPLE)]))
      .execute()
  }
  if (body.steps.some((step) => step.action !== 'watch-identity')) {
    const ofAlert = await best(tx, tenant, 'alert_id', body.alert.id)
    await tx
      .updateTable('alert')
      .set((eb) => ({ containment: ofAlert, version: eb('version', '+', 1) }))
      .where('tenant', '=', tenant)
      .where('id', '=', body.alert.id)
      .execute()
    await touchQueue(tx, tenant, [body.alert.number])
    await tx
      .updateTable('identity')
      .set({ containment: await best(tx, tenant, 'identity_id', body.identity.id) })
      .where('tenant', '=', tenant)
      .where('id', '=', body.identity.id)
      .execute()
  }
  return own
}

async function setPlan(tx: Tx, tenant: string, id: string, containment: Containment, now: EpochMs): Promise<void> {
  await tx
    .updateTable('plan')
    .set((eb) => ({ containment, version: eb('version', '+', 1), updated_at: now }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

async function best(tx: Tx, tenant: string, column: 'alert_id' | 'identity_id', id: string): Promise<Containment> {
  const rows = await tx
    .selectFrom('plan')
    .select('containment')
    .distinct()
    .where('tenant', '=', tenant)
    .where(column, '=', id)
    .where('undoes', 'is', null)
    .where('action', '!=', 'watch-identity')
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['done', 'failed']),
        // Over, or stopped, after some of it was done.
        eb.exists(
          eb
            .selectFrom('step')
            .select('step.ordinal')
            .whereRef('step.tenant', '=', 'plan.tenant')
            .whereRef('step.plan_id', '=', 'plan.id')
            .where('step.state', '=', 'done'),
        ),
      ]),
    )
    .execute()
  const found = new Set(rows.map((row) => row.containment))
  return LEAST_FIRST.toReversed().find((containment) => found.has(containment)) ?? 'not-contained'
}

function worst(found: readonly Containment[]): Containment {
  return LEAST_FIRST.find((containment) => found.includes(containment)) ?? 'not-contained'
}
