import { actionOf } from '../../domain/action/catalogue.ts'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Person } from '../../domain/people/person.ts'
import type { PlanBody, PlanStep } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { newId } from '../ids.ts'
import { draftBody, draftStep, predictStep, type Undraftable, undraftable } from '../plans/draft-plan.ts'
import { type AlertCase, loadCase } from '../plans/load-case.ts'
import { lockPlan, skipWaiting } from '../plans/move-plan.ts'
import { bodyOf, loadPlan, planLabel, type StoppedBy, type StoredPlan, subjectsOf } from '../plans/plan-rows.ts'
import { LIVE_STATES, refuseProposal } from '../plans/propose-plan.ts'
import { NotStored, storePlan, storing } from '../plans/store-plan.ts'
import { settlePlan } from '../runner/settle-plan.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import { missingOf } from './wait-for-people.ts'

/**
 * Proposes to retire the old secret of a paused plan although consumers of it are missing. It is a plan of its own: what breaks, by
 * name, is under its digest, and two people approve, whatever the gate would say otherwise. Until it runs the other one goes on
 * waiting. Answers its id; throws `cannot-do`, which is in the log.
 */
export async function proposeOverride(gateway: Gateway, by: Person, planId: string, reason: string): Promise<string> {
  const { store } = gateway
  const waiting = await loadPlan(store.read, store.tenant, planId)
  const seen = await loadCase(gateway, store.read, waiting.body.alert.id, waiting.body.playbook.id)
  const actor = personActor(by)
  const outcome = await storeOverride(gateway, by, waiting, seen, reason)
  return typeof outcome === 'string' ? outcome : refuseProposal(gateway, actor, seen, 'retire-secret', outcome)
}

async function storeOverride(
  gateway: Gateway,
  by: Person,
  waiting: StoredPlan,
  seen: AlertCase,
  reason: string,
): Promise<string | Undraftable> {
  const { store } = gateway
  const steps = await retiringSteps(gateway, waiting, seen)
  if (!Array.isArray(steps)) return steps
  return storing(() =>
    store.write(async (tx) => {
      // The counter's row makes proposals wait for one another, so that one of two is found.
      const number = await nextNumber(tx, store.tenant, 'plan')
      const now = await gateway.now(tx)
      const row = await lockPlan(tx, store.tenant, waiting.row.id, ['paused'])
      const missing = row === null ? [] : await missingOf(tx, store.tenant, waiting.body, now)
      if (missing.length === 0) throw new NotStored(undraftable('Nobody is too late: it waits for people in time.', []))
      const standing = await overriddenBy(tx, store.tenant, waiting.body)
      if (standing !== null) throw new NotStored(undraftable(`${planLabel(standing)} asks for that already.`, []))
      const fresh = await loadCase(gateway, tx, waiting.body.alert.id, waiting.body.playbook.id)
      const drafted = draftBody(fresh, {
        id: newId('pl', now, gateway.random),
        number,
        undoes: null,
        steps: steps.map((step: PlanStep) => ({ ...step, predicted: predictStep(step, steps, fresh.decided) })),
        onFailure: 'keep',
        restoreAfterMs: null,
        repointWithinMs: null,
        overrides: {
          planId: waiting.row.id,
          number: waiting.row.number,
          missing: missing.map(({ name }) => name),
        },
        reason,
        requester: by,
        people: await listPeople(tx, store.tenant),
        now,
        random: gateway.random,
      })
      if (!drafted.ok) throw new NotStored(drafted)
      await storePlan(tx, store.tenant, drafted.body, fresh, personActor(by), now)
      return drafted.body.id
    }),
  )
}

async function retiringSteps(
  gateway: Gateway,
  { body }: StoredPlan,
  seen: AlertCase,
): Promise<PlanStep[] | Undraftable> {
  const retiring = body.steps.filter(({ action }) => action === 'retire-secret')
  const places = new Map(retiring.map(({ ordinal }, i) => [ordinal, i + 1]))
  const steps: PlanStep[] = []
  for (const step of retiring) {
    const after = (step.after ?? []).flatMap((ordinal) => places.get(ordinal) ?? [])
    const part = { after, credentialIds: step.target.credentialIds }
    const drafted = await draftStep(gateway, seen, actionOf('retire-secret'), steps.length + 1, null, part)
    if (!drafted.ok) return drafted
    steps.push(drafted.step)
  }
  return steps.length === 0 ? undraftable('It retires no secret.', []) : steps
}

/** The number of the live plan that asks for it; null where none does. */
export async function overriddenBy(read: Reader | Tx, tenant: string, body: PlanBody): Promise<number | null> {
  const rows = await read
    .selectFrom('plan')
    .select(['number', 'body'])
    .where('tenant', '=', tenant)
    .where('identity_id', '=', body.identity.id)
    .where('state', 'in', [...LIVE_STATES])
    .execute()
  return rows.find((row) => bodyOf(row).overrides?.planId === body.id)?.number ?? null
}

/**
 * Ends the plan that this one overrides, in the moment in which this one begins: whoever is missing is not asked any more, and its own
 * step that retires is never sent. Nothing where it overrides none, or where that one is over.
 */
export async function endOverridden(
  tx: Tx,
  tenant: string,
  body: PlanBody,
  now: EpochMs,
  drafts: AuditDraft[],
): Promise<void> {
  if (body.overrides === undefined) return
  const row = await lockPlan(tx, tenant, body.overrides.planId, ['running', 'paused'])
  if (row === null || row.stopped !== null) return
  const { id, name } = body.requestedBy
  const reason = `${planLabel(body.number)} retires the old secret without them.`
  const stopped = JSON.stringify({ id, name, reason } satisfies StoppedBy)
  await tx.updateTable('plan').set({ stopped }).where('tenant', '=', tenant).where('id', '=', row.id).execute()
  await skipWaiting(tx, tenant, row.id, now)
  const other = bodyOf(row)
  drafts.push({
    code: 'plan.stopping',
    actor: personActor(body.requestedBy),
    subjects: subjectsOf(other),
    detail: { reason, digest: row.digest },
  })
  await settlePlan(tx, tenant, { row, body: other }, null, now, drafts)
}
