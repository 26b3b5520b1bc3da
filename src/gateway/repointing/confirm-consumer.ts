import type { Person } from '../../domain/people/person.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { lockPlan } from '../plans/move-plan.ts'
import { loadPlan, type StoredPlan, subjectsOf } from '../plans/plan-rows.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { issuesOf } from './issues.ts'
import { askedOf } from './wait-for-people.ts'

export interface Saying {
  readonly ordinal: number
  /** The digest of the plan that was on their screen. */
  readonly digest: string
  readonly note: string
}

type Outcome =
  | { readonly kind: 'said' }
  | { readonly kind: 'stale'; readonly because: string }
  | { readonly kind: 'refused'; readonly rule: string; readonly because: string }

/** What the rule about a word for a consumer is judged by. */
export function repointingOf(
  { body }: StoredPlan,
  step: Pick<PlanStep, 'target'>,
  isAsked: boolean,
  ownerTeam: string | null,
): MayContext['repointing'] & {} {
  const { consumer } = step.target
  return {
    requestedBy: body.requestedBy,
    consumer: consumer?.name ?? '',
    team: consumer?.team ?? '',
    ownerTeam,
    isAsked,
  }
}

/**
 * Somebody of a consumer's team says that it uses the other secret now. Once for each step, for exactly the plan whose digest they
 * saw, and only while they are asked; whether it suffices, reading back says. Throws `forbidden` (in the log) and `stale`.
 */
export async function confirmConsumer(gateway: Gateway, by: Person, planId: string, saying: Saying): Promise<void> {
  const { store } = gateway
  const plan = await loadPlan(store.read, store.tenant, planId)
  const step = plan.body.steps.find(({ ordinal }) => ordinal === saying.ordinal)
  if (step === undefined) throw new Problem('not-found', 'The plan has no such step.')
  const outcome = await store.write((tx) => say(gateway, tx, by, plan, step, saying))
  if (outcome.kind === 'refused') {
    await recordRefusal(gateway, by, 'confirm-consumer', outcome.rule, outcome.because, subjectsOf(plan.body))
    throw new Problem('forbidden', outcome.because, { rule: outcome.rule })
  }
  if (outcome.kind === 'stale') throw new Problem('stale', outcome.because)
  await tellTargets(gateway, planId, step)
}

async function say(
  gateway: Gateway,
  tx: Tx,
  by: Person,
  plan: StoredPlan,
  step: PlanStep,
  { ordinal, digest, note }: Saying,
): Promise<Outcome> {
  const { tenant } = gateway.store
  const row = await lockPlan(tx, tenant, plan.row.id, ['running', 'paused'])
  const now = await gateway.now(tx)
  const asked = row === null ? [] : await askedOf(tx, tenant, plan.body)
  const isAsked = asked.some((one) => one.ordinal === ordinal)
  const current = (await findPerson(tx, tenant, by.id)) ?? { ...by, roles: [], team: '' }
  const owner = await ownerTeamOf(tx, tenant, plan)
  const verdict = gateway.rights.may(current, 'confirm-consumer', {
    people: await listPeople(tx, tenant),
    repointing: repointingOf(plan, step, isAsked, owner),
  })
  if (!verdict.allowed) return { kind: 'refused', rule: verdict.rule, because: verdict.because }
  if (row === null || digest !== row.digest) {
    return { kind: 'stale', because: 'You saw another plan than it is. Look at it again, then confirm.' }
  }
  const stored = await tx
    .insertInto('repoint_word')
    .values({
      tenant,
      plan_id: row.id,
      ordinal,
      digest,
      person_id: current.id,
      person_name: current.name,
      person_team: current.team,
      note,
      at: now,
    })
    .onConflict((oc) => oc.columns(['tenant', 'plan_id', 'ordinal']).doNothing())
    .returning('ordinal')
    .executeTakeFirst()
  if (stored === undefined) {
    return { kind: 'stale', because: `Somebody has confirmed ${step.target.consumer?.name ?? 'it'} before you.` }
  }
  await tx
    .updateTable('step')
    .set({ not_before: now })
    .where('tenant', '=', tenant)
    .where('plan_id', '=', row.id)
    .where('ordinal', '=', ordinal)
    .execute()
  await tx
    .updateTable('plan')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('tenant', '=', tenant)
    .where('id', '=', row.id)
    .execute()
  await appendAudit(tx, tenant, now, [
    {
      code: 'repoint.confirmed',
      actor: personActor(current),
      subjects: subjectsOf(plan.body),
      detail: {
        ordinal,
        action: step.action,
        consumer: step.target.consumer?.name ?? '',
        team: current.team,
        note,
        digest,
      },
    },
  ])
  return { kind: 'said' }
}

/** The team of the identity's owner, who answers where nobody of the consumer's team is here. */
export async function ownerTeamOf(
  read: Tx | Gateway['store']['read'],
  tenant: string,
  { body }: StoredPlan,
): Promise<string | null> {
  const row = await read
    .selectFrom('identity')
    .select(['technical_owner', 'business_owner'])
    .where('tenant', '=', tenant)
    .where('id', '=', body.identity.id)
    .executeTakeFirst()
  return row?.technical_owner ?? row?.business_owner ?? null
}

/** A simulated target has no consumers of its own. One that cannot be told changes nothing here: what it sees counts. */
async function tellTargets(gateway: Gateway, planId: string, { action, ordinal, target }: PlanStep): Promise<void> {
  const { store } = gateway
  const on = action === 'repoint-consumer' ? 'next' : 'old'
  for (const { step } of await issuesOf(store.read, store.tenant, `${planId}-${ordinal}`)) {
    try {
      await gateway.connectors.get(step.connector)?.told?.(step, target.consumer?.name ?? '', on)
    } catch (error) {
      gateway.log(`repointing: ${error instanceof Error ? error.message : 'a target could not be told'}`)
    }
  }
}
