import type { Automation } from '../../domain/decision/gate.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Trigger } from '../../domain/trigger/trigger.ts'
import type { Reader, Tx } from '../store/store.ts'

const HOUR_MS = 60 * 60_000

/** The automatic plans of the last hour: what the circuit breaker counts. */
export interface AutomationState {
  readonly stepsByTrigger: ReadonlyMap<string, number>
  /** Identities under an automatic plan, by the team that owns them. */
  readonly identitiesByOwner: ReadonlyMap<string, ReadonlySet<string>>
}

export async function readAutomation(tx: Tx | Reader, tenant: string, now: EpochMs): Promise<AutomationState> {
  const rows = await tx
    .selectFrom('plan')
    .innerJoin('alert', (join) =>
      join.onRef('alert.tenant', '=', 'plan.tenant').onRef('alert.id', '=', 'plan.alert_id'),
    )
    .innerJoin('step', (join) => join.onRef('step.tenant', '=', 'plan.tenant').onRef('step.plan_id', '=', 'plan.id'))
    .select(['plan.identity_id', 'alert.trigger_id', 'alert.owner_team'])
    .where('plan.tenant', '=', tenant)
    .where('plan.gate', '=', 'auto')
    .where('plan.requested_at', '>', now - HOUR_MS)
    .where('plan.state', 'not in', ['cancelled', 'void', 'rejected', 'expired'])
    .execute()
  const stepsByTrigger = new Map<string, number>()
  const identitiesByOwner = new Map<string, Set<string>>()
  for (const row of rows) {
    if (row.trigger_id !== null) stepsByTrigger.set(row.trigger_id, (stepsByTrigger.get(row.trigger_id) ?? 0) + 1)
    if (row.owner_team !== null) {
      identitiesByOwner.set(row.owner_team, (identitiesByOwner.get(row.owner_team) ?? new Set()).add(row.identity_id))
    }
  }
  return { stepsByTrigger, identitiesByOwner }
}

/** How much of the budget is used up for this trigger and this identity's owner. */
export async function automationOf(
  tx: Tx | Reader,
  tenant: string,
  state: AutomationState,
  trigger: Trigger | null,
  identity: Identity | null,
): Promise<Omit<Automation, 'forbidden'>> {
  const stepsThisTriggerHour = trigger === null ? 0 : (state.stepsByTrigger.get(trigger.id) ?? 0)
  const owner = identity?.technicalOwner ?? identity?.businessOwner ?? null
  const touched = owner === null ? 0 : (state.identitiesByOwner.get(owner)?.size ?? 0)
  if (touched === 0 || owner === null) return { stepsThisTriggerHour, ownerSharePercent: 0 }
  const owned = await tx
    .selectFrom('identity')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where((eb) => eb.or([eb('technical_owner', '=', owner), eb('business_owner', '=', owner)]))
    .executeTakeFirstOrThrow()
  return {
    stepsThisTriggerHour,
    ownerSharePercent: Math.min(100, Math.ceil((100 * touched) / Math.max(1, owned.count))),
  }
}
