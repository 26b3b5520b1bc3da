import { nextAction } from '../../domain/decision/next-action.ts'
import type { Person } from '../../domain/people/person.ts'
import { approvalState, seatsHeld, stagesOf } from '../../domain/plan/approval.ts'
import { shownText } from '../../domain/plan/approval-statement.ts'
import { type BreakGlass, glassSignature } from '../../domain/plan/break-glass.ts'
import { decidedOf } from '../../domain/plan/decided.ts'
import type { Containment, PlanState, StepState, Vote } from '../../domain/plan/plan.ts'
import { isFinalPlanState } from '../../domain/plan/plan-machine.ts'
import { sayRule } from '../../domain/plan/quorum.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import type { PlanView, Recheck, StepView } from '../../domain/views/plan-views.ts'
import { guideOf } from '../alerts/guide.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { glassOf, openGlass } from '../glass/glass-rows.ts'
import { withVerdict } from '../glass/review-glass.ts'
import { digestText } from '../hash.ts'
import { listPeople } from '../http/access.ts'
import { viewRepointing } from '../repointing/view-repointing.ts'
import type { Rights } from '../rights/rights.ts'
import { approvals, boundTo, checkPlan, dryRun, originsOf } from './check-plan.ts'
import { confirmedBy, mayConfirm } from './confirm-plan.ts'
import { tellingsOf } from './escalate-plans.ts'
import { extensionOf } from './extend-plan.ts'
import { loadCase } from './load-case.ts'
import {
  bodyOf,
  loadPlan,
  type Progress,
  progressOf,
  type StepRow,
  type StoredPlan,
  stepsOf,
  votersOn,
  votesOf,
} from './plan-rows.ts'
import { withPolicySides } from './policy-sides.ts'
import { undoneBy } from './propose-rollback.ts'

/** A plan with everything that an approver looks at, as `reader` may see it. Throws `not-found`. */
export async function viewPlan(gateway: Gateway, reader: Person, id: string): Promise<PlanView> {
  const { store } = gateway
  const plan = await loadPlan(store.read, store.tenant, id)
  const people = await listPeople(store.read, store.tenant)
  const votes = await votesOf(store.read, store.tenant, id)
  const steps = await stepsOf(store.read, store.tenant, id)
  const undo = await undoneBy(store.read, store.tenant, id)
  const now = await gateway.now(store.read)
  const summary = summarise(gateway.rights, plan, votes, people, reader, now, progressOf(steps))
  const { policy } = await readInForce(gateway, store.read)
  const glass = await glassOf(store.read, store.tenant, id)
  const takenBack = new Set(
    undo?.state === 'done' ? (await originsOf(gateway, id)).map(({ step }) => step.ordinal) : [],
  )
  const compared = await recheck(gateway, plan, steps, votes, people, summary, glass, now)
  const guide = await guideOf(gateway, plan.body.trigger?.id ?? null, plan.body.steps[0]?.action ?? null)
  const ofPlan = {
    requestedBy: plan.body.requestedBy,
    state: plan.row.state as PlanState,
    expiresAt: plan.row.expires_at,
  }
  return {
    summary,
    body: plan.body,
    connectorTitles: titlesOf(gateway, plan.body.steps),
    digest: plan.row.digest,
    state: plan.row.state as PlanState,
    stateReason: plan.row.state_reason,
    containment: summary.containment,
    seats: drawn(plan, votes, people),
    // Votes for what it was before it got more time stand in the log.
    votes: votes.filter((vote) => vote.digest === plan.row.digest),
    steps: steps.map((step) => stepView(step, takenBack.has(step.ordinal))),
    recheck: compared,
    shownDigest: digestText(shownText(plan.row.digest, compared, guide)),
    guide,
    undoneBy: undo?.id ?? null,
    takenBack:
      undo === null ? null : { number: undo.number, state: undo.state as PlanState, reason: bodyOf(undo).reason },
    glass: glass === null ? null : withVerdict(gateway.rights, glass, reader, people),
    mayBreakGlass: gateway.rights.may(reader, 'break-glass', {
      people,
      plan: ofPlan,
      openGlass: await openGlass(store.read, store.tenant),
      now,
    }),
    glassSignature: glassSignature(policy, { gate: plan.body.gate, isSample: plan.row.is_sample }),
    told: await toldOf(gateway, plan),
    extendableFrom:
      plan.row.state === 'pending' ? (extensionOf(plan, policy.gate.extendWithinMs).extendableFrom ?? null) : null,
    mayExtend: mayExtend(gateway.rights, plan, people, reader, policy.gate.extendWithinMs, now),
    // What was taken back is open because somebody wanted it open.
    next: undo === null ? await nextOf(gateway, plan) : null,
    restore: { at: plan.row.restore_at, note: plan.row.restore_note, confirmed: confirmedBy(plan.row) },
    mayConfirm: mayConfirm(gateway.rights, { row: plan.row, requestedBy: plan.body.requestedBy }, people, reader),
    mayCancel: gateway.rights.may(reader, 'cancel-plan', {
      people,
      plan: { ...ofPlan, hasWaitingSteps: steps.some((step) => step.state === 'waiting') },
    }),
    mayRollBack: mayRollBack(gateway.rights, plan, steps, people, reader, undo !== null),
    repointing: await viewRepointing(gateway, plan, steps, people, reader, now),
    version: plan.row.version,
  }
}

async function toldOf({ store }: Gateway, { row, body }: StoredPlan): Promise<PlanView['told']> {
  const stages = stagesOf(body.gate)
  return (await tellingsOf(store.read, store.tenant, [row.id])).map(({ stage, tell, at }) => ({
    stage: stages[stage]?.title ?? '',
    tell,
    at,
  }))
}

/** One line of a list, for the person who asks. `votes` and `people` are those of the moment. */
export function summarise(
  rights: Rights,
  { row, body }: StoredPlan,
  votes: readonly Vote[],
  people: readonly Person[],
  reader: Person,
  now: EpochMs,
  progress: Progress,
): PlanSummary {
  // As of the moment before expiry, so that an expired plan still says how far it came.
  const approval = approvalState(body, row.digest, votes, people, body.expiresAt - 1)
  const missing = approval.kind === 'pending' ? approval.missing : approval.kind === 'open' ? 0 : body.gate.quorum
  const context = votingOn({ row, body }, votes, people, now)
  return {
    id: row.id,
    number: row.number,
    undoes: row.undoes,
    title: row.title,
    action: row.action as PlanSummary['action'],
    identityId: row.identity_id,
    identityName: body.identity.name,
    alertId: row.alert_id,
    alertNumber: body.alert.number,
    tier: row.tier as PlanSummary['tier'],
    gate: body.gate.kind,
    quorum: body.gate.quorum,
    approvals: body.gate.quorum - missing,
    openTo: approval.kind === 'pending' ? [...approval.openTo] : [],
    state: row.state as PlanState,
    stateReason: row.state_reason,
    containment: row.containment as Containment,
    requestedBy: body.requestedBy,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decided: decidedIn({ row, body }, votes, missing),
    restoreAt: row.restore_at,
    steps: { done: progress.done, all: body.steps.length },
    mayVote: rights.may(reader, 'vote', context),
    mayReject: rights.may(reader, 'reject-plan', context),
  }
}

function decidedIn({ row, body }: StoredPlan, votes: readonly Vote[], missing: number): PlanSummary['decided'] {
  const decided = decidedOf(
    {
      state: row.state as PlanState,
      requestedAt: row.requested_at,
      expiresAt: row.expires_at,
      stateAt: row.state_at,
      quorum: body.gate.quorum,
      missing,
    },
    votes.filter(({ digest }) => digest === row.digest),
  )
  return decided === null ? null : { ...decided, by: [...decided.by] }
}

/** While it may still run, by the people of today; afterwards as they were when they voted, since nothing is decided by it any more. */
function drawn({ row, body }: StoredPlan, votes: readonly Vote[], people: readonly Person[]): PlanView['seats'] {
  const isOver = isFinalPlanState(row.state as PlanState)
  const then = votes.map(({ person }): Person => {
    const domains = people.find(({ id }) => id === person.id)?.domains ?? []
    return { ...person, domains, roles: ['approver'] }
  })
  return seatsHeld(body, row.digest, votes, isOver ? then : people).map(({ seats, ...stage }) => ({
    ...stage,
    seats: seats.map(({ rule, holder }) => ({ rule, holder: holder?.id ?? null })),
  }))
}

/** What a vote on it is judged by; with a `stage`, as if only its seats were free. */
export function votingOn(
  { row, body }: StoredPlan,
  votes: readonly Vote[],
  people: readonly Person[],
  now: EpochMs,
  stage: number | null = null,
) {
  const approval = approvalState(body, row.digest, votes, people, body.expiresAt - 1)
  const open = approval.kind === 'pending' ? approval.openTo : []
  const own = stage === null ? null : (stagesOf(body.gate)[stage]?.seats ?? [])
  return {
    people,
    plan: {
      requestedBy: body.requestedBy,
      state: row.state as PlanState,
      expiresAt: row.expires_at,
      openTo: own === null ? open : open.filter((rule) => own.some((other) => sayRule(other) === sayRule(rule))),
    },
    votedBy: votersOn(votes, row.digest),
    now,
  }
}

function stepView(row: StepRow, isTakenBack: boolean): StepView {
  return {
    ordinal: row.ordinal,
    state: row.state as StepState,
    containment: row.containment as Containment,
    attempt: row.attempt,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    readAt: row.read_at ?? row.finished_at,
    readback: row.readback,
    trouble: row.trouble,
    consumers: JSON.parse(row.consumers) as StepView['consumers'],
    isTakenBack,
  }
}

/** A plan that may still run is compared with the present, and one that a change voided; what else is over is history. */
async function recheck(
  gateway: Gateway,
  plan: StoredPlan,
  steps: readonly StepRow[],
  votes: readonly Vote[],
  people: readonly Person[],
  summary: PlanSummary,
  glass: BreakGlass | null,
  now: EpochMs,
): Promise<Recheck[]> {
  const state = plan.row.state as PlanState
  if (isFinalPlanState(state) && state !== 'void') return []
  const { read } = gateway.store
  const live = await loadCase(gateway, read, plan.body.alert.id, plan.body.playbook.id)
  const { policy } = live.decided.input
  if (state === 'void') return (await withPolicySides(gateway, plan, boundTo(gateway, plan, live), policy)).map(shown)
  const ahead = steps.filter((step) => step.sent_at === null).map((step) => step.ordinal)
  const findings = await checkPlan(gateway, read, plan, live, await dryRun(gateway, plan, ahead), now)
  const mine: Recheck[] =
    state === 'pending'
      ? [
          {
            what: 'You may decide',
            step: null,
            holds: summary.mayVote.allowed,
            detail: summary.mayVote.because,
            sides: null,
          },
        ]
      : [approvals(plan, votes, people, now, glass, policy)]
  return [...(await withPolicySides(gateway, plan, findings, policy)), ...mine].map(shown)
}

function shown({ what, step, holds, detail, sides }: Recheck): Recheck {
  return { what, step, holds, detail, sides }
}

/** Only of a plan that is over, and whose alert is still there to be answered. */
async function nextOf(gateway: Gateway, { row, body }: StoredPlan): Promise<PlanView['next']> {
  if (body.undoes !== null || (row.state !== 'done' && row.state !== 'failed')) return null
  const containment = row.containment as Containment
  if (containment === 'contained' || containment === 'already-contained') return null
  const { decided } = await loadCase(gateway, gateway.store.read, body.alert.id)
  return nextAction(decided.decision.options, row.action as PlanSummary['action'], containment)
}

function mayExtend(
  rights: Rights,
  plan: StoredPlan,
  people: readonly Person[],
  reader: Person,
  withinMs: number,
  now: EpochMs,
) {
  return rights.may(reader, 'extend-plan', { people, plan: extensionOf(plan, withinMs), now })
}

function mayRollBack(
  rights: Rights,
  { row, body }: StoredPlan,
  steps: readonly StepRow[],
  people: readonly Person[],
  reader: Person,
  isUndone: boolean,
): PlanView['mayRollBack'] {
  const verdict = rights.may(reader, 'roll-back', {
    people,
    plan: {
      requestedBy: body.requestedBy,
      state: row.state as PlanState,
      expiresAt: row.expires_at,
      hasEffect: steps.some((step) => step.state === 'done' && step.left_state !== null),
    },
  })
  if (!verdict.allowed) return verdict
  if (isUndone) return refusal('roll-back.under-way', 'Another plan takes it back already.')
  if (body.undoes !== null)
    return refusal('roll-back.of-undo', 'It took another plan back. Propose the action again instead.')
  if (!steps.some((step) => step.state === 'done' && step.left_state !== null)) {
    return refusal('roll-back.nothing-of-ours', 'It left nothing of ours at the target.')
  }
  const done = new Set(steps.filter((step) => step.state === 'done').map((step) => step.ordinal))
  const lasting = body.steps.find((step) => done.has(step.ordinal) && step.undo.action === null)
  if (lasting !== undefined) return refusal('roll-back.irreversible', 'It cannot be undone.')
  return verdict
}

function refusal(rule: string, because: string): PlanView['mayRollBack'] {
  return { allowed: false, rule, because }
}

export function titlesOf(
  { connectors }: Pick<Gateway, 'connectors'>,
  steps: PlanView['body']['steps'],
): Record<string, string> {
  return Object.fromEntries(
    steps.flatMap(({ connector }) => {
      const title = connectors.get(connector)?.title
      return title === undefined ? [] : [[connector, title]]
    }),
  )
}
