import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Readback } from '../connectors/connector.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import type { Gateway } from '../gateway.ts'
import { glassOf } from '../glass/glass-rows.ts'
import { listPeople } from '../http/access.ts'
import { approvals, checkPlan, type DryRun, type Finding, sayBroken } from '../plans/check-plan.ts'
import { loadCase } from '../plans/load-case.ts'
import { lockPlan, movePlan, moveStep, noteStep, pauseOtherwise } from '../plans/move-plan.ts'
import { bodyOf, type PlanRow, subjectsOf, votesOf } from '../plans/plan-rows.ts'
import { endOverridden } from '../repointing/override.ts'
import { askedFor, liveLonger } from '../repointing/wait-for-people.ts'
import { notStopped, type StopRow, stopNow } from '../stop/standing.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Held } from './claim-step.ts'
import { finishStep } from './finish-step.ts'
import type { RunnerOptions } from './runner.ts'
import { settlePlan, whyHalted } from './settle-plan.ts'
import { stepDetail } from './step-detail.ts'
import { notBack, whoRecovers } from './wait-for-consumers.ts'

/**
 * `sent`: recorded, now send it. `satisfied`: it was so already. `held`: not now, the plan says why. `lost`: not ours
 * any more.
 */
export type Beginning = 'sent' | 'satisfied' | 'held' | 'lost'

/**
 * The moment of truth. In one transaction: the plan's row is held, everything it was bound to is compared with the
 * state of this moment, votes are counted with the people of this moment, and only if all holds is the step recorded as
 * sent. The request leaves after that commit and never before, so that a crash leaves a step in doubt and not
 * forgotten.
 */
export async function beginStep(
  gateway: Gateway,
  held: Held,
  answers: DryRun,
  before: Readback,
  options: RunnerOptions,
  consumers: readonly Finding[] = [],
): Promise<Beginning> {
  const { store } = gateway
  return store.write(async (tx): Promise<Beginning> => {
    const row = await lockPlan(tx, store.tenant, held.claim.planId, ['approved', 'running', 'paused'])
    const now = await gateway.now(tx)
    if (row === null) return drop(tx, store.tenant, held, now)
    if (!(await noteStep(tx, store.tenant, held.claim, { lease_until: now + options.leaseMs }))) return 'lost'
    if ((await whyHalted(tx, store.tenant, row)) !== null) return drop(tx, store.tenant, held, now)
    const plan = { row, body: bodyOf(row) }
    const recovering = await whoRecovers(tx, store.tenant, held, now)
    if (recovering !== null && recovering.isInTime) {
      await noteStep(tx, store.tenant, held.claim, {
        lease_until: 0,
        lease_holder: null,
        not_before: now + LOOK_AGAIN_MS,
      })
      return 'held'
    }
    const live = await loadCase(gateway, tx, plan.body.alert.id, plan.body.playbook.id)
    // A target that is as wished already is asked for nothing, so what it would say to a request does not matter.
    const asked = before.effect === 'present' ? [] : answers
    const findings: Finding[] = [
      ...(recovering === null ? [] : [notBack(recovering)]),
      ...evidenceOf(held.step, before),
      // Of a step that retires a secret: everybody who was re-pointed still is.
      ...consumers,
      ...(await checkPlan(gateway, tx, plan, live, asked, now)),
      approvals(
        plan,
        await votesOf(tx, store.tenant, row.id),
        await listPeople(tx, store.tenant),
        now,
        await glassOf(tx, store.tenant, row.id),
        live.decided.input.policy,
      ),
    ]
    // Last, since it holds the log from there on.
    const stop = await stopNow(tx, store.tenant, plan.body.gate.kind === 'auto')
    findings.push(notStopped(stop))
    if (findings.some((finding) => !finding.holds)) {
      await holdBack(tx, store.tenant, held, row, findings, stop, now, options)
      return 'held'
    }
    return go(tx, store.tenant, held, row, before, now)
  })
}

const LOOK_AGAIN_MS = 1_000

/**
 * What cannot be undone destroys what stood there, so that is on record first: the entry of the sending holds what was read. A step
 * that can be taken back is not held up, since a target in trouble is the one that must be contained.
 */
function evidenceOf(step: PlanStep, before: Readback): readonly Finding[] {
  if (step.undo.action !== null || before.effect !== 'unknown') return []
  const detail = `It could not be read, and this step cannot be undone. ${before.detail}`
  return [{ what: 'What stands there before', step: null, holds: false, detail, sides: null, otherwise: 'pause' }]
}

/** A plan that is over, or of which nothing more is sent: the step goes back to nothing, and so may be the last one to end. */
async function drop(tx: Tx, tenant: string, held: Held, now: EpochMs): Promise<Beginning> {
  if (held.row.state === 'claimed') await moveStep(tx, tenant, held.claim, 'release', {})
  const free = { lease_until: 0, lease_holder: null, finished_at: now }
  if ((await moveStep(tx, tenant, held.claim, 'skip', free)) === null) return 'lost'
  const drafts: AuditDraft[] = []
  await settlePlan(tx, tenant, held.plan, null, now, drafts)
  await appendAudit(tx, tenant, now, drafts)
  return 'held'
}

async function go(
  tx: Tx,
  tenant: string,
  held: Held,
  plan: PlanRow,
  before: Readback,
  now: EpochMs,
): Promise<Beginning> {
  const { claim, row } = held
  const subjects = subjectsOf(held.plan.body)
  const drafts: AuditDraft[] = []
  if (plan.state === 'approved') {
    await movePlan(tx, tenant, plan.id, 'start', now, plan.state_reason)
    await endOverridden(tx, tenant, held.plan.body, now, drafts)
  }
  if (plan.state === 'paused') {
    const reason = 'Everything that it was bound to holds again.'
    await movePlan(tx, tenant, plan.id, 'resume', now, reason)
    drafts.push({ code: 'plan.resumed', actor: GATEWAY_ACTOR, subjects, detail: { digest: plan.digest, reason } })
  }
  if (row.state === 'waiting') {
    if ((await moveStep(tx, tenant, claim, 'claim', { started_at: row.started_at ?? now })) === null) return 'lost'
    drafts.push({ code: 'step.started', actor: GATEWAY_ACTOR, subjects, detail: stepDetail(held) })
  }
  if (before.effect === 'present') {
    await finishStep(tx, tenant, held, 'satisfied', before, now, drafts)
    return 'satisfied'
  }
  const sent = await moveStep(tx, tenant, claim, 'send', {
    sent_at: now,
    deadline_at: now + held.step.verifyWithinMs,
    attempt: row.attempt + 1,
    trouble: null,
  })
  if (sent === null) return 'lost'
  if (held.step.connector === PEOPLE) {
    await liveLonger(tx, tenant, held.plan.body, now + held.step.verifyWithinMs)
    drafts.push(askedFor(held.plan, held.step, now + held.step.verifyWithinMs, GATEWAY_ACTOR))
  }
  drafts.push({
    code: 'step.sent',
    actor: GATEWAY_ACTOR,
    subjects,
    detail: {
      ...stepDetail(held),
      attempt: sent.attempt,
      idempotencyKey: held.key.idempotencyKey,
      // What stood there before, for whoever has to restore it by hand or to judge what was destroyed.
      before: { readback: before.detail, state: before.left as AuditDraft['detail'][string] },
    },
  })
  await appendAudit(tx, tenant, now, drafts)
  return 'sent'
}

/**
 * Nothing is sent. What the plan was bound to has changed: it is void. Anything else may hold again, so it pauses and
 * is looked at later; a plan that is paused already gets no second entry for the same reason.
 */
async function holdBack(
  tx: Tx,
  tenant: string,
  held: Held,
  plan: PlanRow,
  findings: readonly Finding[],
  stop: StopRow | null,
  now: EpochMs,
  options: RunnerOptions,
): Promise<void> {
  const reason = sayBroken(findings)
  const isVoid = findings.some((finding) => !finding.holds && finding.otherwise === 'void')
  const subjects = subjectsOf(held.plan.body)
  const later = { lease_until: 0, lease_holder: null, not_before: now + options.recheckMs }
  if (held.row.state === 'claimed') await moveStep(tx, tenant, held.claim, 'release', later)
  else await noteStep(tx, tenant, held.claim, later)
  const drafts: AuditDraft[] = []
  const detail = { digest: plan.digest, reason, ordinal: held.claim.ordinal }
  const heldBy = stop?.id ?? null
  const isPaused =
    plan.state === 'paused'
      ? await pauseOtherwise(tx, tenant, plan.id, now, reason, heldBy)
      : (await movePlan(tx, tenant, plan.id, 'pause', now, reason, heldBy)) !== null
  if (isPaused) drafts.push({ code: 'plan.paused', actor: GATEWAY_ACTOR, subjects, detail })
  if (isVoid && (await movePlan(tx, tenant, plan.id, 'invalidate', now, reason)) !== null) {
    drafts.push({ code: 'plan.void', actor: GATEWAY_ACTOR, subjects, detail })
  }
  await appendAudit(tx, tenant, now, drafts)
}
