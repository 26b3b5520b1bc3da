import type { ActionId } from '../../domain/action/action.ts'
import { actionOf, fitsKind, isRepointing } from '../../domain/action/catalogue.ts'
import { type Course, courseOf } from '../../domain/action/course.ts'
import { STAGED_ROTATION } from '../../domain/action/staged-rotation.ts'
import type { AuditActor, AuditSubject } from '../../domain/audit/entry.ts'
import type { PlanBody, PlanState, PlanStep } from '../../domain/plan/plan.ts'
import { REPOINT_USUAL_MS } from '../../domain/plan/plan-words.ts'
import { sharedStep } from '../../domain/plan/shared-step.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { findCourse } from '../playbooks/find-course.ts'
import { appendAudit } from '../store/audit-log.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import { draftCourse } from './draft-course.ts'
import { draftBody, goesPastCap, predictStep, type Requester, type Undraftable, undraftable } from './draft-plan.ts'
import { type AlertCase, loadCase } from './load-case.ts'
import { bodyOf, planLabel } from './plan-rows.ts'
import { NotStored, storePlan, storing } from './store-plan.ts'

export interface Proposal {
  readonly alertId: string
  readonly action: ActionId
  /** A course: all of it, which begins with `action`; null: the action alone. */
  readonly playbook: string | null
  readonly reason: string
  /** The person knows that the action goes past a restraint cap; it then takes two approvals. */
  readonly exceedsCap: boolean
  /** Taken back by itself so long after it was done, unless somebody confirms it; null: it stays. */
  readonly restoreAfterMs: number | null
  /**
   * A rotation in stages: so long consumers have to take the new secret. Null: `rotate-secret` is done at once, and a playbook that
   * re-points gives the usual time.
   */
  readonly repointWithinMs: number | null
}

/** States in which a plan still stands for something that may happen. */
export const LIVE_STATES = ['pending', 'approved', 'running', 'paused'] as const satisfies readonly PlanState[]

/** The plan as it would be proposed now. Stores nothing and sends nothing. */
export async function draftPlan(
  gateway: Gateway,
  requester: Requester,
  alertId: string,
  wish: Pick<Proposal, 'action' | 'playbook' | 'restoreAfterMs' | 'repointWithinMs'>,
): Promise<{ readonly ok: true; readonly body: PlanBody; readonly alertCase: AlertCase } | Undraftable> {
  const alertCase = await loadCase(gateway, gateway.store.read, alertId, wish.playbook)
  const course = await courseFor(gateway, wish)
  const offered = whyNotOffered(alertCase, course, wish)
  if (offered !== null) return offered
  const drafted = await draftCourse(gateway, alertCase, course.steps, wish.repointWithinMs)
  if (!drafted.ok) return drafted
  const body = draftBody(alertCase, {
    id: 'draft',
    number: 0,
    undoes: null,
    steps: drafted.steps,
    onFailure: course.onFailure,
    restoreAfterMs: wish.restoreAfterMs,
    repointWithinMs: timeToRepoint(drafted.steps, wish.repointWithinMs),
    reason: '',
    requester,
    people: await listPeople(gateway.store.read, gateway.store.tenant),
    now: alertCase.decided.input.now,
    random: gateway.random,
  })
  return body.ok ? { ok: true, body: body.body, alertCase } : body
}

/**
 * Proposes a plan and answers its id. Connectors are asked first, outside any transaction; then everything that the
 * database knows is read again inside the one that stores it, so a plan is never bound to a state that was gone when it
 * was stored. Throws `cannot-do` (blocked, refused by the target, past a cap without saying so, asked for already) and
 * `stale`; each refusal is in the log.
 */
export async function proposePlan(
  gateway: Gateway,
  requester: Requester,
  actor: AuditActor,
  proposal: Proposal,
): Promise<string> {
  const { store } = gateway
  const seen = await loadCase(gateway, store.read, proposal.alertId, proposal.playbook)
  const refuse = (why: Undraftable) => refuseProposal(gateway, actor, seen, proposal.action, why)
  const course = await courseFor(gateway, proposal)
  const offered = whyNotOffered(seen, course, proposal)
  if (offered !== null) return refuse(offered)
  const past = course.steps.find(({ action }) => goesPastCap(action, seen.decided))
  if (past !== undefined && !proposal.exceedsCap) return refuse(pastCap(seen, past.action))
  const drafted = await draftCourse(gateway, seen, course.steps, proposal.repointWithinMs)
  if (!drafted.ok) return refuse(drafted)

  const outcome = await storing(() =>
    store.write(async (tx) => {
      // The counter's row makes proposals wait for one another: two cannot both find that nobody asked yet, or that the
      // automation budget holds one more.
      const number = await nextNumber(tx, store.tenant, 'plan')
      const now = await gateway.now(tx)
      const fresh = await loadCase(gateway, tx, proposal.alertId, proposal.playbook)
      const { playbook } = fresh.decided.decision
      if (playbook.version !== seen.decided.decision.playbook.version) throw changedMeanwhile()
      if (fresh.identity?.version !== seen.identity?.version) throw changedMeanwhile()
      if (requester.id === GATEWAY_ID && (await hasPlan(tx, store.tenant, proposal.alertId))) throw proposedMeanwhile()
      const tooMany = await hasTooManyOpen(tx, store.tenant, requester, fresh)
      if (tooMany !== null) throw new NotStored(tooMany)
      const taken = await alreadyAsked(tx, store.tenant, fresh, proposal.action, drafted.steps)
      if (taken !== null) throw new NotStored(taken)
      const body = draftBody(fresh, {
        id: newId('pl', now, gateway.random),
        number,
        undoes: null,
        steps: drafted.steps.map((step) => ({ ...step, predicted: predictStep(step, drafted.steps, fresh.decided) })),
        onFailure: course.onFailure,
        restoreAfterMs: proposal.restoreAfterMs,
        repointWithinMs: timeToRepoint(drafted.steps, proposal.repointWithinMs),
        reason: proposal.reason,
        requester,
        people: await listPeople(tx, store.tenant),
        now,
        random: gateway.random,
      })
      if (!body.ok) throw new NotStored(body)
      if (requester.id === GATEWAY_ID && body.body.gate.kind !== 'auto') {
        throw new NotStored(undraftable('It takes a person now.', []))
      }
      await storePlan(tx, store.tenant, body.body, fresh, actor, now)
      return body.body.id
    }),
  )
  return typeof outcome === 'string' ? outcome : refuse(outcome)
}

/** Who asks where nobody does: the gateway itself, for what the decision lets run without a vote. */
const GATEWAY_ID = 'gateway'
export const GATEWAY_REQUESTER: Requester = { id: GATEWAY_ID, name: 'Sluicegate', team: 'Sluicegate' }

/** Throws `not-found` for a course that there is none of, and `cannot-do` for stages of what has none. */
async function courseFor(
  { store }: Gateway,
  { action, playbook, repointWithinMs }: Pick<Proposal, 'action' | 'playbook' | 'repointWithinMs'>,
): Promise<Course> {
  if (playbook === null && repointWithinMs === null) return courseOf(action)
  if (playbook === null) {
    if (action === 'rotate-secret') return STAGED_ROTATION
    throw new Problem('cannot-do', `${actionOf(action).title} has no stages: nobody is re-pointed by it.`)
  }
  const found = await findCourse(store.read, store.tenant, playbook)
  if (found === null) throw new Problem('not-found', 'There is no such playbook.')
  return found.course
}

/** What the plan says about the time of consumers; nothing where it re-points nobody. */
function timeToRepoint(steps: readonly PlanStep[], withinMs: number | null): number | null {
  return steps.some(({ action }) => isRepointing(action)) ? (withinMs ?? REPOINT_USUAL_MS) : null
}

/** Only what the playbook offers for this alert and its kind of identity can be asked for. */
function whyNotOffered(
  alertCase: AlertCase,
  course: Course,
  { action: asked, playbook }: Pick<Proposal, 'action' | 'playbook'>,
): Undraftable | null {
  if (playbook === null) return whyNotInPlaybook(alertCase, asked)
  const { input } = alertCase.decided
  const kind = input.identity?.kind ?? 'unknown'
  for (const { action } of course.steps) {
    const { title } = actionOf(action)
    if (!fitsKind(actionOf(action), kind)) {
      return undraftable(`${title}: not possible for a ${kind.replaceAll('-', ' ')}.`, [
        'Propose one of the actions that fit it, or another course',
      ])
    }
    const feasible = input.feasible(action)
    if (feasible !== true) return undraftable(`${title}: ${feasible}`, ['Connect a system that can do it'])
  }
  return null
}

function whyNotInPlaybook({ decided }: AlertCase, action: ActionId): Undraftable | null {
  const { decision, input } = decided
  const option = decision.options.find((candidate) => candidate.action === action)
  const title = actionOf(action).title
  if (option === undefined) {
    return undraftable(`${title} is not in playbook ${input.playbook.title}.`, ['Choose one of its actions'])
  }
  if (!option.isFeasible) return undraftable(`${title}: ${option.reason ?? 'not possible here.'}`, decision.unblock)
  return null
}

function pastCap({ decided }: AlertCase, action: ActionId): Undraftable {
  const caps = decided.decision.need.caps.join(', ')
  return undraftable(`${actionOf(action).title} goes past the cap (${caps}).`, [
    'Say that you know it; it then takes two approvals',
  ])
}

/**
 * One live plan per action and identity: a second one would only split the votes. And no step of a plan that another one does as
 * well, at whatever place: whoever approves the second believes to approve something that is not under way.
 */
async function alreadyAsked(
  tx: Tx | Reader,
  tenant: string,
  { identity }: AlertCase,
  action: ActionId,
  steps: readonly PlanStep[],
): Promise<Undraftable | null> {
  const rows = await tx
    .selectFrom('plan')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('identity_id', '=', identity?.id ?? '')
    .where('state', 'in', [...LIVE_STATES])
    .orderBy('number')
    .execute()
  for (const row of rows) {
    const label = planLabel(row.number)
    if (row.action === action) {
      return undraftable(`${label} asks for the same and is ${row.state}.`, [`Open ${label} instead`])
    }
    const shared = sharedStep(steps, bodyOf(row).steps)
    if (shared === null) continue
    const what = `${actionOf(shared.action).title}: ${shared.target.account}`
    return undraftable(`${label} does step ${shared.ordinal} of this already (${what}) and is ${row.state}.`, [
      `Wait for ${label} to end, or cancel it`,
    ])
  }
  return null
}

/** A person who asks for everything makes others say yes to anything. What runs by itself has budgets of its own. */
async function hasTooManyOpen(
  tx: Tx,
  tenant: string,
  { id }: Requester,
  { decided }: AlertCase,
): Promise<Undraftable | null> {
  if (id === GATEWAY_ID) return null
  const limit = decided.input.policy.gate.openPlansPerRequester
  const { count } = await tx
    .selectFrom('plan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('requested_by', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  if (count < limit) return null
  return undraftable(`You have ${count} plans waiting, the limit for one person is ${limit}.`, [
    'Cancel one that no longer matters, or wait until one is decided',
  ])
}

/** Nobody proposes twice by itself: whatever became of the first plan, the next one is a person's to ask for. */
async function hasPlan(tx: Tx, tenant: string, alertId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('plan')
    .select('id')
    .where('tenant', '=', tenant)
    .where('alert_id', '=', alertId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function proposedMeanwhile(): Problem {
  return new Problem('stale', 'Another gateway has proposed a plan for this alert.')
}

function changedMeanwhile(): Problem {
  return new Problem('stale', 'The identity changed while this was prepared. Look at it again, then propose.')
}

/** Records why nothing was proposed, and throws it. */
export async function refuseProposal(
  gateway: Gateway,
  actor: AuditActor,
  { alert, identity }: Pick<AlertCase, 'alert' | 'identity'>,
  action: ActionId,
  why: Undraftable,
): Promise<never> {
  const because = sayRefusal(why)
  const subjects: AuditSubject[] = [{ kind: 'alert', id: alert.id, label: `A-${alert.number}` }]
  if (identity !== null) subjects.push({ kind: 'identity', id: identity.id, label: identity.name })
  await gateway.store.write(async (tx) => {
    await appendAudit(tx, gateway.store.tenant, await gateway.now(tx), [
      { code: 'plan.refused', actor, subjects, detail: { action, rule: 'plan.cannot-be-proposed', because } },
    ])
  })
  throw new Problem('cannot-do', because)
}

export function sayRefusal({ because, unblock }: Undraftable): string {
  return unblock.length === 0 ? because : `${because} What would change it: ${unblock.join('; ')}.`
}
