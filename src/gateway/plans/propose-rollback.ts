import { actionOf } from '../../domain/action/catalogue.ts'
import type { Person } from '../../domain/people/person.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { newId } from '../ids.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import { originsOf } from './check-plan.ts'
import { draftBody, draftStep, type Undraftable, undraftable } from './draft-plan.ts'
import { loadCase } from './load-case.ts'
import { loadPlan, planLabel, type StoredPlan } from './plan-rows.ts'
import { LIVE_STATES, refuseProposal } from './propose-plan.ts'
import { NotStored, storePlan, storing } from './store-plan.ts'

/**
 * Proposes the plan that takes another one back, its steps in reverse, each refused by its connector where the target
 * is not as we left it. It is a plan like any other: dry run, digest, a gate of its own. Answers its id; throws
 * `cannot-do`, which is in the log.
 */
export async function proposeRollback(gateway: Gateway, by: Person, planId: string, reason: string): Promise<string> {
  const { store } = gateway
  const original = await loadPlan(store.read, store.tenant, planId)
  const actor = personActor(by)
  const seen = await loadCase(gateway, store.read, original.body.alert.id)
  const refuse = (why: Undraftable) => refuseProposal(gateway, actor, seen, undoActionOf(original), why)
  const origins = await originsOf(gateway, planId)
  if (origins.length === 0) return refuse(nothingOfOurs(original))
  const steps: PlanStep[] = []
  for (const [index, origin] of origins.entries()) {
    const inverse = origin.step.undo.action
    if (inverse === null) return refuse(forGood(origin.step))
    const drafted = await draftStep(gateway, seen, actionOf(inverse), index + 1, origin)
    if (!drafted.ok) return refuse(drafted)
    steps.push(drafted.step)
  }
  const outcome = await storing(() =>
    store.write(async (tx) => {
      // The counter's row makes proposals wait for one another, so that only one takes it back.
      const number = await nextNumber(tx, store.tenant, 'plan')
      const standing = await undoneBy(tx, store.tenant, planId)
      if (standing !== null) {
        const because = `${planLabel(standing.number)} takes it back and is ${standing.state}.`
        throw new NotStored(undraftable(because, []))
      }
      const now = await gateway.now(tx)
      const fresh = await loadCase(gateway, tx, original.body.alert.id)
      const body = draftBody(fresh, {
        id: newId('pl', now, gateway.random),
        number,
        undoes: planId,
        steps,
        reason,
        requester: by,
        people: await listPeople(tx, store.tenant),
        now,
        random: gateway.random,
      })
      if (!body.ok) throw new NotStored(body)
      await storePlan(tx, store.tenant, body.body, fresh, actor, now)
      return body.body.id
    }),
  )
  return typeof outcome === 'string' ? outcome : refuse(outcome)
}

/** The plan that takes this one back: one that is live, or that did it. */
export async function undoneBy(
  read: Reader | Tx,
  tenant: string,
  planId: string,
): Promise<{ id: string; number: number; state: string } | null> {
  const row = await read
    .selectFrom('plan')
    .select(['id', 'number', 'state'])
    .where('tenant', '=', tenant)
    .where('undoes', '=', planId)
    .where('state', 'in', [...LIVE_STATES, 'done'])
    .orderBy('requested_at', 'desc')
    .executeTakeFirst()
  return row ?? null
}

function undoActionOf({ body }: StoredPlan) {
  const first = body.steps[0]
  return first?.undo.action ?? first?.action ?? 'watch-identity'
}

function nothingOfOurs({ row }: StoredPlan): Undraftable {
  return undraftable(`${planLabel(row.number)} left nothing of ours at the target: there is nothing to take back.`, [])
}

function forGood(step: PlanStep): Undraftable {
  return undraftable(`${actionOf(step.action).title} cannot be undone.`, [...step.undo.cannotRestore])
}
