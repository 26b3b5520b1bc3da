import { actionOf, isRepointing } from '../../domain/action/catalogue.ts'
import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Person } from '../../domain/people/person.ts'
import type { PlanGate, PlanStep } from '../../domain/plan/plan.ts'
import { REPOINT_USUAL_MS } from '../../domain/plan/plan-words.ts'
import { inReverse } from '../../domain/plan/step-order.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { newId } from '../ids.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import { originsOf } from './check-plan.ts'
import { draftBody, draftStep, type Requester, type Undraftable, undraftable } from './draft-plan.ts'
import { type AlertCase, loadCase } from './load-case.ts'
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
  const seen = await loadCase(gateway, store.read, original.body.alert.id, original.body.playbook.id)
  const outcome = await storeRollback(gateway, original, seen, { reason, requester: by, actor })
  return typeof outcome === 'string' ? outcome : refuseProposal(gateway, actor, seen, undoActionOf(original), outcome)
}

export interface Rollback {
  readonly reason: string
  readonly requester: Requester
  readonly actor: AuditActor
  /** The gate where taking it back was approved with the plan itself; left out: the gate that any undo has. */
  readonly gate?: PlanGate
  /** Runs in the transaction that stores it; throws `NotStored` to store nothing. */
  readonly also?: (tx: Tx, id: string) => Promise<void>
}

/** Stores the plan that takes `original` back, and answers its id or why there is none. Nothing of a refusal is in the log yet. */
export async function storeRollback(
  gateway: Gateway,
  original: StoredPlan,
  seen: AlertCase,
  { reason, requester, actor, gate, also }: Rollback,
): Promise<string | Undraftable> {
  const { store } = gateway
  const planId = original.row.id
  const steps = await reversedSteps(gateway, original, seen)
  if (!Array.isArray(steps)) return steps
  return storing(() =>
    store.write(async (tx) => {
      // The counter's row makes proposals wait for one another, so that only one takes it back.
      const number = await nextNumber(tx, store.tenant, 'plan')
      const standing = await undoneBy(tx, store.tenant, planId)
      if (standing !== null) {
        const because = `${planLabel(standing.number)} takes it back and is ${standing.state}.`
        throw new NotStored(undraftable(because, []))
      }
      const now = await gateway.now(tx)
      const fresh = await loadCase(gateway, tx, original.body.alert.id, original.body.playbook.id)
      const id = newId('pl', now, gateway.random)
      const drafted = draftBody(fresh, {
        id,
        number,
        undoes: planId,
        steps,
        onFailure: 'keep',
        restoreAfterMs: null,
        repointWithinMs: steps.some(({ action }) => isRepointing(action))
          ? (original.body.repointWithinMs ?? REPOINT_USUAL_MS)
          : null,
        reason,
        requester,
        people: await listPeople(tx, store.tenant),
        now,
        random: gateway.random,
      })
      if (!drafted.ok) throw new NotStored(drafted)
      const body = gate === undefined ? drafted.body : { ...drafted.body, gate }
      await also?.(tx, id)
      await storePlan(tx, store.tenant, body, fresh, actor, now)
      return id
    }),
  )
}

async function reversedSteps(
  gateway: Gateway,
  original: StoredPlan,
  seen: AlertCase,
): Promise<PlanStep[] | Undraftable> {
  const origins = await originsOf(gateway, original.row.id)
  if (origins.length === 0) return nothingOfOurs(original)
  const reversed = inReverse(
    original.body.steps,
    origins.map(({ step }) => step.ordinal),
  )
  const places = new Map(reversed.map(({ ordinal }, i) => [ordinal, i + 1]))
  const steps: PlanStep[] = []
  for (const [index, { ordinal, after }] of reversed.entries()) {
    const origin = origins.find(({ step }) => step.ordinal === ordinal)
    if (origin === undefined) continue
    const inverse = origin.step.undo.action
    if (inverse === null) return forGood(origin.step)
    const part = { after: after.map((other) => places.get(other) ?? 0), credentialIds: null }
    const drafted = await draftStep(gateway, seen, actionOf(inverse), index + 1, origin, part)
    if (!drafted.ok) return drafted
    steps.push(drafted.step)
  }
  return steps
}

/** The plan that takes this one back: one that is live, or that did it. */
export async function undoneBy(
  read: Reader | Tx,
  tenant: string,
  planId: string,
): Promise<{ id: string; number: number; state: string; body: string } | null> {
  const row = await read
    .selectFrom('plan')
    .select(['id', 'number', 'state', 'body'])
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
