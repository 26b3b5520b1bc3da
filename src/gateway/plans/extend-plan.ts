import { bytesToHex } from '@noble/hashes/utils.js'
import type { Person } from '../../domain/people/person.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import { stagesOf } from '../../domain/plan/approval.ts'
import { digestOf, planBytes } from '../../domain/plan/digest.ts'
import type { PlanBody, PlanState } from '../../domain/plan/plan.ts'
import { nextSilenceAt } from '../../domain/plan/silence.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { sha256 } from '../hash.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { lockPlan } from './move-plan.ts'
import { bodyOf, loadPlan, type StoredPlan, subjectsOf, votesOf } from './plan-rows.ts'

/** What the rule about more time is judged by. */
export function extensionOf({ row, body }: StoredPlan, withinMs: number): MayContext['plan'] & {} {
  return {
    requestedBy: body.requestedBy,
    state: row.state as PlanState,
    expiresAt: row.expires_at,
    extendableFrom: row.extended_at === null ? row.expires_at - withinMs : null,
  }
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly rule: string; readonly because: string }

/**
 * Gives a waiting plan as much time again, once, in its last minutes. The time stands in the bytes that people approve, so it is
 * another plan under the same number: its digest is new, and whoever approved before approves again. Throws `not-found` and
 * `forbidden` (in the log).
 */
export async function extendPlan(gateway: Gateway, by: Person, planId: string, reason: string): Promise<void> {
  const { store } = gateway
  const { tenant } = store
  const outcome = await store.write(async (tx): Promise<Outcome> => {
    const locked = await lockPlan(tx, tenant, planId, ['pending'])
    const plan = locked === null ? await loadPlan(tx, tenant, planId) : { row: locked, body: bodyOf(locked) }
    const now = await gateway.now(tx)
    const { policy } = await readInForce(gateway, tx)
    const current = (await findPerson(tx, tenant, by.id)) ?? { ...by, roles: [] }
    const people = await listPeople(tx, tenant)
    const about = extensionOf(plan, policy.gate.extendWithinMs)
    const verdict = gateway.rights.may(current, 'extend-plan', { people, plan: about, now })
    if (!verdict.allowed) return { ok: false, rule: verdict.rule, because: verdict.because }
    const body: PlanBody = {
      ...plan.body,
      expiresAt: now + policy.gate.approvalTtlMs,
      nonce: bytesToHex(gateway.random(16)),
    }
    const bytes = planBytes(body)
    const digest = digestOf(bytes, sha256)
    const votesGone = (await votesOf(tx, tenant, planId)).length
    await tx
      .updateTable('plan')
      .set((eb) => ({
        body: new TextDecoder().decode(bytes),
        digest,
        expires_at: body.expiresAt,
        extended_at: now,
        silence_at: nextSilenceAt({ ...body, stages: stagesOf(body.gate) }, now),
        version: eb('version', '+', 1),
        updated_at: now,
      }))
      .where('tenant', '=', tenant)
      .where('id', '=', planId)
      .execute()
    await appendAudit(tx, tenant, now, [
      {
        code: 'plan.extended',
        actor: personActor(current),
        subjects: subjectsOf(body),
        detail: { reason, digest, before: plan.row.digest, expiresAt: body.expiresAt, votesGone },
      },
    ])
    return { ok: true }
  })
  if (outcome.ok) return
  const { body } = await loadPlan(store.read, tenant, planId)
  await recordRefusal(gateway, by, 'extend-plan', outcome.rule, outcome.because, subjectsOf(body))
  throw new Problem('forbidden', outcome.because, { rule: outcome.rule })
}
