import { bestContainment, type CountedStep, planContainment } from '../../domain/plan/containment.ts'
import type { Containment, PlanBody, StepState } from '../../domain/plan/plan.ts'
import { isFinalStepState } from '../../domain/plan/plan-machine.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import { bodyOf, stepOf } from '../plans/plan-rows.ts'
import { touchQueue } from '../queue/touch-queue.ts'
import type { Tx } from '../store/store.ts'

/**
 * Writes what was read back, or that it is in doubt, where people look for it: on the plan, on the plan that it takes back once all of
 * that is over, on the alert and on the identity. `planContainment` and `bestContainment` say how. Answers the plan's.
 */
export async function spreadContainment(tx: Tx, tenant: string, body: PlanBody, now: EpochMs): Promise<Containment> {
  const steps = await countedSteps(tx, tenant, body)
  const own = planContainment(steps)
  await setPlan(tx, tenant, body.id, own, now)
  if (body.undoes !== null) await spreadToOriginal(tx, tenant, body.undoes, own, steps, now)
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

/** A plan that is being taken back: in doubt while its undo is, as the undo left it once that is over, else as it was. */
async function spreadToOriginal(
  tx: Tx,
  tenant: string,
  id: string,
  ofUndo: Containment,
  steps: readonly CountedStep[],
  now: EpochMs,
): Promise<void> {
  if (!steps.every(({ state }) => isFinalStepState(state))) {
    const original = await tx
      .selectFrom('plan')
      .select('body')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const was = planContainment(await countedSteps(tx, tenant, bodyOf(original)))
    await setPlan(tx, tenant, id, ofUndo === 'in-doubt' ? ofUndo : was, now)
    return
  }
  await setPlan(tx, tenant, id, ofUndo, now)
  // Nobody looks after what was taken back on purpose. What somebody else had done before is theirs, and stands.
  await tx
    .updateTable('step')
    .set({ containment: ofUndo, deadline_at: now })
    .where('tenant', '=', tenant)
    .where('plan_id', '=', id)
    .where('state', '=', 'done')
    .where((eb) => eb.or([eb('left_state', 'is not', null), eb('connector', '=', PEOPLE)]))
    .execute()
}

async function countedSteps(tx: Tx, tenant: string, body: PlanBody): Promise<readonly CountedStep[]> {
  const rows = await tx
    .selectFrom('step')
    .select(['ordinal', 'containment', 'state'])
    .where('tenant', '=', tenant)
    .where('plan_id', '=', body.id)
    .execute()
  return rows.map(({ ordinal, containment, state }) => ({
    action: stepOf(body, ordinal).action,
    state: state as StepState,
    containment: containment as Containment,
  }))
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
        // Something of it was sent, and nobody knows what became of it.
        eb('containment', '=', 'in-doubt'),
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
  return bestContainment(rows.map(({ containment }) => containment as Containment))
}
