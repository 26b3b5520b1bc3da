import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditActor } from '../../domain/audit/entry.ts'
import { stagesOf } from '../../domain/plan/approval.ts'
import { digestOf, planBytes } from '../../domain/plan/digest.ts'
import { type PlanBody, type PlanState } from '../../domain/plan/plan.ts'
import { nextSilenceAt } from '../../domain/plan/silence.ts'
import { waitsFor } from '../../domain/plan/step-order.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { sha256 } from '../hash.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Undraftable } from './draft-plan.ts'
import type { AlertCase } from './load-case.ts'
import { subjectsOf } from './plan-rows.ts'
import { snapshotOf } from './plan-snapshot.ts'
import { planTitle } from './plan-title.ts'

/** Leaves the transaction without a trace, so that refused proposals use up no numbers. */
export class NotStored extends Error {
  readonly why: Undraftable

  constructor(why: Undraftable) {
    super(why.because)
    this.name = 'NotStored'
    this.why = why
  }
}

/** Runs the transaction that stores a plan, and answers its id or why none was stored. */
export async function storing(work: () => Promise<string>): Promise<string | Undraftable> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotStored) return error.why
    throw error
  }
}

/**
 * Stores a plan with its steps and its entries. The bytes that are hashed are the bytes that are stored; nothing ever
 * renders them again. A plan whose gate is `auto` is open at once, and the entry says why nobody was asked.
 */
export async function storePlan(
  tx: Tx,
  tenant: string,
  body: PlanBody,
  alertCase: AlertCase,
  actor: AuditActor,
  now: EpochMs,
): Promise<void> {
  const bytes = planBytes(body)
  const digest = digestOf(bytes, sha256)
  const first = body.steps[0]
  if (first === undefined) throw new RangeError('a plan has at least one step')
  const isAuto = body.gate.kind === 'auto'
  const state: PlanState = isAuto ? 'approved' : 'pending'
  const why = isAuto ? body.gate.reasons.map((reason) => reason.input).join('; ') : null
  await tx
    .insertInto('plan')
    .values({
      tenant,
      id: body.id,
      number: body.number,
      alert_id: body.alert.id,
      identity_id: body.identity.id,
      digest,
      body: new TextDecoder().decode(bytes),
      title: planTitle(body.steps, body.identity.name),
      action: first.action,
      tier: body.need.tier,
      gate: body.gate.kind,
      quorum: body.gate.quorum,
      state,
      // Why a gate asks for nobody stands in the gate.
      state_reason: null,
      containment: 'not-contained',
      requested_by: body.requestedBy.id,
      requested_at: body.requestedAt,
      expires_at: body.expiresAt,
      undoes: body.undoes,
      snapshot: snapshotOf(alertCase),
      version: 1,
      updated_at: now,
      state_at: now,
      held_by: null,
      is_sample: alertCase.isSample,
      extended_at: null,
      silence_at: state === 'pending' ? nextSilenceAt({ ...body, stages: stagesOf(body.gate) }, now) : null,
      stopped: null,
      restore_at: null,
      restore_note: null,
      confirmed: null,
    })
    .execute()
  await tx
    .insertInto('step')
    .values(
      body.steps.map((step) => ({
        tenant,
        plan_id: body.id,
        ordinal: step.ordinal,
        state: 'waiting',
        containment: 'not-contained',
        attempt: 0,
        fence: 0,
        lease_holder: null,
        lease_until: 0,
        // No dot: it travels as a webhook id, and what is signed there is separated by dots.
        idempotency_key: `${body.id}-${step.ordinal}`,
        connector: step.connector,
        not_before: 0,
        sent_at: null,
        started_at: null,
        finished_at: null,
        read_at: null,
        deadline_at: null,
        readback: null,
        trouble: null,
        consumers: '[]',
        left_state: null,
      })),
    )
    .execute()
  const order = body.steps.flatMap((step) =>
    waitsFor(step, body.steps).map((after) => ({ tenant, plan_id: body.id, ordinal: step.ordinal, after })),
  )
  if (order.length > 0) await tx.insertInto('step_after').values(order).execute()
  const subjects = subjectsOf(body)
  const drafts: AuditDraft[] = [
    {
      code: 'plan.proposed',
      actor,
      subjects,
      detail: {
        action: first.action,
        gate: body.gate.kind,
        quorum: body.gate.quorum,
        reason: body.reason,
        digest,
        expiresAt: body.expiresAt,
        undoes: body.undoes,
      },
    },
  ]
  if (why !== null) {
    drafts.push({
      code: 'plan.approved',
      actor: GATEWAY_ACTOR,
      subjects,
      detail: { digest, approvedBy: ['nobody: it runs by itself'], because: why },
    })
  }
  await appendAudit(tx, tenant, now, drafts)
}
