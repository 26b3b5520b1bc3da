import type { PlanStep } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { StepKey } from '../connectors/connector.ts'
import type { Gateway } from '../gateway.ts'
import type { Claim } from '../plans/move-plan.ts'
import { loadPlan, type StepRow, type StoredPlan, stepOf } from '../plans/plan-rows.ts'
import { nextNumber, type Tx } from '../store/store.ts'

/** A step that this runner may work on until its lease ends or somebody else's fence is higher. */
export interface Held {
  readonly plan: StoredPlan
  readonly step: PlanStep
  readonly row: StepRow
  readonly claim: Claim
  readonly key: StepKey
}

const CANDIDATES = 8

/**
 * Takes the lease of one step that is due: of a plan that may run and with every step done that it waits for, one that is under
 * way, or a done one whose target is still looked after. The write is conditional on what was read, so of several gateways one gets it, and its
 * fence is higher than any before. Nothing else is changed. Null where nothing is due.
 */
export async function claimStep(gateway: Gateway, holder: string, leaseMs: number): Promise<Held | null> {
  const { store } = gateway
  const asOf = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('step')
    .innerJoin('plan', (join) => join.onRef('plan.tenant', '=', 'step.tenant').onRef('plan.id', '=', 'step.plan_id'))
    .select(['step.plan_id', 'step.ordinal', 'step.fence', 'step.connector', 'step.state'])
    .where('step.tenant', '=', store.tenant)
    .where('step.not_before', '<=', asOf)
    .where('step.lease_until', '<=', asOf)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('step.state', '=', 'waiting'),
          eb('plan.state', 'in', ['approved', 'running', 'paused']),
          eb.not(
            eb.exists(
              eb
                .selectFrom('step_after')
                .innerJoin('step as earlier', (join) =>
                  join
                    .onRef('earlier.tenant', '=', 'step_after.tenant')
                    .onRef('earlier.plan_id', '=', 'step_after.plan_id')
                    .onRef('earlier.ordinal', '=', 'step_after.after'),
                )
                .select('earlier.ordinal')
                .whereRef('step_after.tenant', '=', 'step.tenant')
                .whereRef('step_after.plan_id', '=', 'step.plan_id')
                .whereRef('step_after.ordinal', '=', 'step.ordinal')
                .where('earlier.state', '!=', 'done'),
            ),
          ),
        ]),
        // Whatever became of its plan meanwhile: what may be with a target is read back to its end.
        eb('step.state', 'in', ['claimed', 'sent', 'verifying']),
        eb.and([eb('step.state', '=', 'done'), eb('step.deadline_at', '>', asOf)]),
      ]),
    )
    .orderBy('step.not_before')
    .limit(CANDIDATES)
    .execute()
  for (const candidate of due) {
    const row = await store.write(async (tx) => {
      const now = await gateway.now(tx)
      if (SENDS.has(candidate.state) && !(await hasRoom(gateway, tx, candidate.connector, now))) return undefined
      return tx
        .updateTable('step')
        .set({ fence: candidate.fence + 1, lease_holder: holder, lease_until: now + leaseMs })
        .where('tenant', '=', store.tenant)
        .where('plan_id', '=', candidate.plan_id)
        .where('ordinal', '=', candidate.ordinal)
        .where('fence', '=', candidate.fence)
        .where('lease_until', '<=', now)
        .returningAll()
        .executeTakeFirst()
    })
    if (row !== undefined) return heldBy(await loadPlan(store.read, store.tenant, row.plan_id), row)
  }
  return null
}

/** States from which a claim leads to sending; reading back is bounded by its own pauses. */
const SENDS: ReadonlySet<string> = new Set(['waiting', 'claimed'])

/**
 * Whether a connector may get one more step now. Claims on one connector wait for one another here, so that its limits
 * hold for all gateways together.
 */
async function hasRoom(gateway: Gateway, tx: Tx, connectorId: string, now: EpochMs): Promise<boolean> {
  const limits = gateway.connectors.get(connectorId)?.limits
  if (limits === undefined) return true
  const { tenant } = gateway.store
  await nextNumber(tx, tenant, `claims/${connectorId}`)
  const ofConnector = tx
    .selectFrom('step')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('connector', '=', connectorId)
  const atWork = await ofConnector
    .where('state', 'in', ['waiting', 'claimed', 'sent'])
    .where('lease_until', '>', now)
    .executeTakeFirstOrThrow()
  if (atWork.count >= limits.concurrent) return false
  const lately = await ofConnector.where('sent_at', '>', now - MINUTE_MS).executeTakeFirstOrThrow()
  return lately.count < limits.perMinute
}

const MINUTE_MS = 60_000

function heldBy(plan: StoredPlan, row: StepRow): Held {
  return {
    plan,
    row,
    step: stepOf(plan.body, row.ordinal),
    claim: { planId: row.plan_id, ordinal: row.ordinal, fence: row.fence },
    key: { idempotencyKey: row.idempotency_key, fence: row.fence },
  }
}
