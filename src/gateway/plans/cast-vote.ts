import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditCode } from '../../domain/audit/entry.ts'
import type { Assertion } from '../../domain/people/passkey.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { Verdict } from '../../domain/people/verdict.ts'
import { approvalState } from '../../domain/plan/approval.ts'
import type { SignedApproval } from '../../domain/plan/approval-statement.ts'
import type { Vote } from '../../domain/plan/plan.ts'
import type { PlanEvent } from '../../domain/plan/plan-machine.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { boundTo, sayBroken } from './check-plan.ts'
import { loadCase } from './load-case.ts'
import { lockPlan, movePlan } from './move-plan.ts'
import { bodyOf, loadPlan, planLabel, type StoredPlan, subjectsOf, votersOn, votesOf } from './plan-rows.ts'
import { asJson, signatureOf, signedText } from './sign-vote.ts'

export interface Ballot {
  readonly choice: Vote['choice']
  /** The digest that was on the voter's screen. */
  readonly digest: string
  readonly reason: string
  /** The voter's key over the statement that `prepareSignature` gave; null where it was not asked for. */
  readonly assertion: Assertion | null
}

type Outcome =
  | { readonly kind: 'counted' }
  /** Committed as well: what ended the plan instead of the vote. */
  | { readonly kind: 'ended'; readonly rule: string; readonly because: string }
  | { readonly kind: 'refused'; readonly verdict: Pick<Verdict, 'rule' | 'because'> }
  | { readonly kind: 'other-plan' }
  | { readonly kind: 'late' }

/**
 * Casts a person's vote for exactly the plan with the digest they saw. One transaction holds the plan's row, counts
 * with the people of this moment and moves the plan where the vote decides it; whoever comes second finds it decided.
 * The same vote twice is one vote. Throws `forbidden` and `stale`, which says what won; either is in the log.
 */
export async function castVote(gateway: Gateway, voter: Person, planId: string, ballot: Ballot): Promise<void> {
  const { store } = gateway
  const outcome = await store.write(async (tx): Promise<Outcome> => {
    const locked = await lockPlan(tx, store.tenant, planId, ['pending'])
    if (locked === null) return late(gateway, tx, voter, planId, ballot)
    return decide(gateway, tx, { row: locked, body: bodyOf(locked) }, voter, ballot)
  })
  if (outcome.kind === 'counted') return
  const plan = await loadPlan(store.read, store.tenant, planId)
  const { type, rule, because } = whyNotCounted(outcome, plan)
  await recordRefusal(gateway, voter, 'vote', rule, because, subjectsOf(plan.body))
  throw new Problem(type, because, { rule })
}

function whyNotCounted(
  outcome: Exclude<Outcome, { kind: 'counted' }>,
  plan: StoredPlan,
): { readonly type: 'stale' | 'forbidden'; readonly rule: string; readonly because: string } {
  if (outcome.kind === 'refused') return { type: 'forbidden', ...outcome.verdict }
  if (outcome.kind === 'ended') return { type: 'stale', rule: outcome.rule, because: outcome.because }
  if (outcome.kind === 'late') return { type: 'stale', rule: 'vote.late', because: alreadyDecided(plan) }
  const because = `You saw another plan than ${planLabel(plan.row.number)} is. Look at it again, then vote.`
  return { type: 'stale', rule: 'vote.other-digest', because }
}

async function decide(gateway: Gateway, tx: Tx, plan: StoredPlan, voter: Person, ballot: Ballot): Promise<Outcome> {
  const { tenant } = gateway.store
  const { row, body } = plan
  const people = await listPeople(tx, tenant)
  const votes = await votesOf(tx, tenant, row.id)
  // Read after the row is ours: while it was waited for, the time may have run out.
  const now = await gateway.now(tx)
  if (isRepeated(votes, voter, ballot)) return { kind: 'counted' }
  if (now >= row.expires_at) return end(tx, tenant, plan, 'expire', 'plan.expired', now, 'It expired before this vote.')
  if (ballot.digest !== row.digest) return { kind: 'other-plan' }
  const current = await findPerson(tx, tenant, voter.id)
  const before = approvalState(body, row.digest, votes, people, now)
  const openTo = before.kind === 'pending' ? before.openTo : []
  const verdict = gateway.rights.may(current ?? { ...voter, roles: [] }, verbOf(ballot.choice), {
    people,
    plan: { requestedBy: body.requestedBy, state: 'pending', expiresAt: row.expires_at, openTo },
    votedBy: votersOn(votes, row.digest),
    now,
  })
  if (!verdict.allowed || current === null) return { kind: 'refused', verdict }
  const changed = boundTo(gateway, plan, await loadCase(gateway, tx, body.alert.id, body.playbook.id))
  if (changed.some((finding) => !finding.holds)) {
    return end(tx, tenant, plan, 'invalidate', 'plan.void', now, sayBroken(changed))
  }

  const signature = await signatureOf(gateway, tx, plan, current, ballot, now)
  if (!signature.ok) return { kind: 'refused', verdict: signature }
  const { signed, passkey } = signature
  const vote: Vote = {
    person: { id: current.id, name: current.name, team: current.team },
    choice: ballot.choice,
    reason: ballot.reason,
    digest: ballot.digest,
    passkey: passkey === null ? null : { id: passkey.id, name: passkey.name, isRevoked: false },
    at: now,
  }
  await insertVote(tx, tenant, row.id, vote, signed)
  const state = approvalState(body, row.digest, [...votes, vote], people, now)
  const subjects = subjectsOf(body)
  const drafts: AuditDraft[] = [
    {
      code: 'vote.cast',
      actor: personActor(current),
      subjects,
      detail: {
        choice: vote.choice,
        reason: vote.reason,
        digest: row.digest,
        ...(signed === null || passkey === null ? {} : { signedWith: passkey.name, signed: asJson(signed) }),
      },
    },
  ]
  if (state.kind === 'open') {
    const approvedBy = state.approvedBy.map((person) => person.name)
    await mustMove(tx, tenant, row.id, 'approve', now, `Approved by ${approvedBy.join(' and ')}.`)
    drafts.push({
      code: 'plan.approved',
      actor: GATEWAY_ACTOR,
      subjects,
      detail: { digest: row.digest, approvedBy, approvedById: state.approvedBy.map((person) => person.id) },
    })
  } else if (state.kind === 'rejected') {
    const by = state.by.map((person) => person.name)
    await mustMove(tx, tenant, row.id, 'reject', now, `Rejected by ${by.join(' and ')}: ${vote.reason}`)
    drafts.push({
      code: 'plan.rejected',
      actor: GATEWAY_ACTOR,
      subjects,
      detail: { digest: row.digest, by, reason: vote.reason },
    })
  } else {
    await tx
      .updateTable('plan')
      .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
      .where('tenant', '=', tenant)
      .where('id', '=', row.id)
      .execute()
  }
  await appendAudit(tx, tenant, now, drafts)
  return { kind: 'counted' }
}

/** Approving takes a seat, rejecting takes none. */
export function verbOf(choice: Vote['choice']): Verb {
  return choice === 'approve' ? 'vote' : 'reject-plan'
}

/**
 * A vote that found the plan decided: its own repetition is still that vote. Whoever could not have voted at all is
 * told so first; anybody else is late.
 */
async function late(gateway: Gateway, tx: Tx, voter: Person, planId: string, ballot: Ballot): Promise<Outcome> {
  const { tenant } = gateway.store
  const { body } = await loadPlan(tx, tenant, planId)
  if (isRepeated(await votesOf(tx, tenant, planId), voter, ballot)) return { kind: 'counted' }
  const now = await gateway.now(tx)
  const current = await findPerson(tx, tenant, voter.id)
  const verdict = gateway.rights.may(current ?? { ...voter, roles: [] }, verbOf(ballot.choice), {
    people: await listPeople(tx, tenant),
    plan: { requestedBy: body.requestedBy, state: 'pending', expiresAt: now + 1, openTo: [{ of: 'anybody' }] },
    votedBy: [],
    now,
  })
  return verdict.allowed ? { kind: 'late' } : { kind: 'refused', verdict }
}

/** Ends a plan in the caller's transaction because of what the vote found; a late vote never counts. */
async function end(
  tx: Tx,
  tenant: string,
  { row, body }: StoredPlan,
  event: PlanEvent,
  code: AuditCode,
  now: EpochMs,
  because: string,
): Promise<Outcome> {
  await mustMove(tx, tenant, row.id, event, now, because)
  await appendAudit(tx, tenant, now, [
    { code, actor: GATEWAY_ACTOR, subjects: subjectsOf(body), detail: { digest: row.digest, reason: because } },
  ])
  const rule = event === 'expire' ? 'vote.expired' : 'vote.void'
  return { kind: 'ended', rule, because: `${because} Your vote was not counted; ask for a new plan.` }
}

async function mustMove(tx: Tx, tenant: string, id: string, event: PlanEvent, now: EpochMs, reason: string) {
  const moved = await movePlan(tx, tenant, id, event, now, reason)
  if (moved === null) throw new Error(`plan ${id} was held, yet could not ${event}`)
}

async function insertVote(
  tx: Tx,
  tenant: string,
  planId: string,
  vote: Vote,
  signed: SignedApproval | null,
): Promise<void> {
  await tx
    .insertInto('vote')
    .values({
      tenant,
      plan_id: planId,
      person_id: vote.person.id,
      person_name: vote.person.name,
      person_team: vote.person.team,
      choice: vote.choice,
      reason: vote.reason,
      digest: vote.digest,
      at: vote.at,
      passkey_id: vote.passkey?.id ?? null,
      signed: signed === null ? null : signedText(signed),
    })
    // What they voted on before is another plan since it was given more time; the log keeps that vote.
    .onConflict((oc) =>
      oc.columns(['tenant', 'plan_id', 'person_id']).doUpdateSet((eb) => ({
        choice: eb.ref('excluded.choice'),
        reason: eb.ref('excluded.reason'),
        digest: eb.ref('excluded.digest'),
        at: eb.ref('excluded.at'),
        passkey_id: eb.ref('excluded.passkey_id'),
        signed: eb.ref('excluded.signed'),
      })),
    )
    .execute()
}

function isRepeated(votes: readonly Vote[], voter: Pick<Person, 'id'>, ballot: Ballot): boolean {
  return votes.some(
    (vote) => vote.person.id === voter.id && vote.choice === ballot.choice && vote.digest === ballot.digest,
  )
}

/** "P-7 is already approved: Approved by Noor." */
export function alreadyDecided({ row }: StoredPlan): string {
  const why = row.state_reason === null ? '.' : `: ${row.state_reason}`
  return `${planLabel(row.number)} is already ${row.state}${why}`
}
