import type { Assertion } from '../../domain/people/passkey.ts'
import type { Person } from '../../domain/people/person.ts'
import type { PlanState } from '../../domain/plan/plan.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { boundTo, sayBroken } from '../plans/check-plan.ts'
import { loadCase } from '../plans/load-case.ts'
import { lockPlan, movePlan } from '../plans/move-plan.ts'
import { bodyOf, loadPlan, planLabel, subjectsOf } from '../plans/plan-rows.ts'
import { asJson, signatureOf, signedText } from '../plans/sign-vote.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { openGlass } from './glass-rows.ts'

export interface Emergency {
  /** The digest that was on their screen. */
  readonly digest: string
  readonly reason: string
  readonly assertion: Assertion | null
}

type Outcome =
  | { readonly kind: 'broken' }
  | { readonly kind: 'refused'; readonly rule: string; readonly because: string }
  | { readonly kind: 'stale'; readonly because: string }

/**
 * Lets exactly the plan with this digest run without the approvals that its gate asks for. Everything else that is compared
 * before a step still is: a plan whose identity changed, or a stop, is not passed by it. Throws `forbidden` (in the log) for
 * whoever has not the role, has not signed where that is asked for, or has a use that nobody reviewed yet.
 */
export async function breakGlass(gateway: Gateway, by: Person, planId: string, emergency: Emergency): Promise<void> {
  const { store } = gateway
  const outcome = await store.write((tx) => decide(gateway, tx, by, planId, emergency))
  if (outcome.kind === 'broken') return
  const { body } = await loadPlan(store.read, store.tenant, planId)
  if (outcome.kind === 'stale') throw new Problem('stale', outcome.because)
  await recordRefusal(gateway, by, 'break-glass', outcome.rule, outcome.because, subjectsOf(body))
  throw new Problem('forbidden', outcome.because, { rule: outcome.rule })
}

async function decide(gateway: Gateway, tx: Tx, by: Person, planId: string, emergency: Emergency): Promise<Outcome> {
  const { tenant } = gateway.store
  const locked = await lockPlan(tx, tenant, planId, ['pending'])
  const { row, body } = locked === null ? await loadPlan(tx, tenant, planId) : { row: locked, body: bodyOf(locked) }
  const now = await gateway.now(tx)
  const current = await findPerson(tx, tenant, by.id)
  const verdict = gateway.rights.may(current ?? { ...by, roles: [] }, 'break-glass', {
    people: await listPeople(tx, tenant),
    plan: { requestedBy: body.requestedBy, state: row.state as PlanState, expiresAt: row.expires_at },
    openGlass: await openGlass(tx, tenant),
    now,
  })
  if (!verdict.allowed || current === null) return { kind: 'refused', rule: verdict.rule, because: verdict.because }
  if (emergency.digest !== row.digest) {
    return { kind: 'stale', because: `You saw another plan than ${planLabel(row.number)} is. Look at it again.` }
  }
  const changed = boundTo(gateway, { row, body }, await loadCase(gateway, tx, body.alert.id, body.playbook.id))
  if (changed.some((finding) => !finding.holds)) {
    return { kind: 'stale', because: `${sayBroken(changed)} Ask for a new plan.` }
  }
  const signature = await signatureOf(
    gateway,
    tx,
    { row, body },
    current,
    { choice: 'break-glass', digest: emergency.digest, reason: emergency.reason, assertion: emergency.assertion },
    now,
  )
  if (!signature.ok) return { kind: 'refused', rule: signature.rule, because: signature.because }
  const { signed, passkey } = signature
  const { policy } = await readInForce(gateway, tx)
  const reviewDueAt = now + policy.gate.glassReviewWithinMs
  await tx
    .insertInto('break_glass')
    .values({
      tenant,
      plan_id: planId,
      person_id: current.id,
      person_name: current.name,
      person_team: current.team,
      reason: emergency.reason,
      digest: row.digest,
      passkey_id: passkey?.id ?? null,
      signed: signed === null ? null : signedText(signed),
      at: now,
      review_due_at: reviewDueAt,
      overdue_at: null,
      reviewed_by: null,
      reviewed_by_name: null,
      reviewed_at: null,
      verdict: null,
      review_reason: null,
    })
    .execute()
  const how = `Glass broken by ${current.name}: ${emergency.reason}`
  if ((await movePlan(tx, tenant, planId, 'approve', now, how)) === null) {
    throw new Error(`plan ${planId} was held, yet could not be approved`)
  }
  const subjects = subjectsOf(body)
  await appendAudit(tx, tenant, now, [
    {
      code: 'glass.broken',
      actor: personActor(current),
      subjects,
      detail: {
        reason: emergency.reason,
        digest: row.digest,
        reviewDueAt,
        ...(signed === null || passkey === null ? {} : { signedWith: passkey.name, signed: asJson(signed) }),
      },
    },
    {
      code: 'plan.approved',
      actor: GATEWAY_ACTOR,
      subjects,
      detail: { digest: row.digest, approvedBy: ['nobody: the glass was broken'], because: how },
    },
  ])
  return { kind: 'broken' }
}
