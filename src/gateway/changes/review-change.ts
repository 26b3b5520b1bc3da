import type { ChangeState } from '../../domain/change/change.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Verdict } from '../../domain/people/verdict.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { type ChangeRow, changeLabel, loadChange, lockChange, moveChange, subjectsOfChange } from './change-rows.ts'
import { expire, outdateIfReplaced } from './end-change.ts'

export interface Review {
  readonly choice: 'approve' | 'reject'
  /** The digest that was on the reviewer's screen. */
  readonly digest: string
  readonly reason: string
}

type Outcome =
  | { readonly kind: 'counted' }
  /** Committed as well: what ended the change instead of the review. */
  | { readonly kind: 'ended'; readonly because: string }
  | { readonly kind: 'refused'; readonly verdict: Verdict }
  | { readonly kind: 'other-change' }

/**
 * Reviews exactly the change with the digest that was shown. One transaction holds its row, judges with the people and with what
 * is in force at this moment; whoever comes second finds it decided. The same review twice is one. Throws `forbidden` (logged)
 * and `stale`, which says what happened.
 */
export async function reviewChange(gateway: Gateway, reviewer: Person, id: string, review: Review): Promise<void> {
  const { store } = gateway
  const outcome = await store.write((tx) => decide(gateway, tx, reviewer, id, review))
  if (outcome.kind === 'counted') return
  if (outcome.kind === 'ended') throw new Problem('stale', outcome.because)
  const row = await loadChange(store.read, store.tenant, id)
  if (outcome.kind === 'other-change') {
    const because = `You saw another change than ${changeLabel(row.number)} is. Look at it again, then review.`
    await recordRefusal(gateway, reviewer, 'review-change', 'review.other-digest', because, subjectsOfChange(row))
    throw new Problem('stale', because)
  }
  const { rule, because } = outcome.verdict
  await recordRefusal(gateway, reviewer, 'review-change', rule, because, subjectsOfChange(row))
  throw new Problem(rule === 'review.not-proposed' ? 'stale' : 'forbidden', because)
}

async function decide(gateway: Gateway, tx: Tx, reviewer: Person, id: string, review: Review): Promise<Outcome> {
  const { tenant } = gateway.store
  const row = await lockChange(tx, tenant, id)
  // Read after the row is ours: while it was waited for, its time may have run out.
  const now = await gateway.now(tx)
  if (isRepeated(row, reviewer, review)) return { kind: 'counted' }
  const current = await findPerson(tx, tenant, reviewer.id)
  const verdict = gateway.rights.may(current ?? { ...reviewer, roles: [] }, 'review-change', {
    people: await listPeople(tx, tenant),
    change: {
      proposedBy: { id: row.proposed_by, name: row.proposed_by_name },
      state: row.state as ChangeState,
    },
  })
  if (!verdict.allowed || current === null) return { kind: 'refused', verdict }
  if (now >= row.expires_at) return { kind: 'ended', because: await expire(tx, tenant, row, now) }
  if (review.digest !== row.digest) return { kind: 'other-change' }
  const outdated = await outdateIfReplaced(gateway, tx, row, now)
  if (outdated !== null) return { kind: 'ended', because: outdated }

  const isApproval = review.choice === 'approve'
  await moveChange(tx, tenant, id, isApproval ? 'approve' : 'reject', now, {
    state_reason: `${isApproval ? 'Approved' : 'Rejected'} by ${current.name}: ${review.reason}`,
    reviewed_by: current.id,
    reviewed_by_name: current.name,
    reviewed_at: now,
    review_choice: review.choice,
    review_reason: review.reason,
  })
  await appendAudit(tx, tenant, now, [
    {
      code: isApproval ? 'change.approved' : 'change.rejected',
      actor: personActor(current),
      subjects: subjectsOfChange(row),
      detail: { reason: review.reason, digest: row.digest },
    },
  ])
  return { kind: 'counted' }
}

function isRepeated(row: ChangeRow, reviewer: Person, review: Review): boolean {
  return row.reviewed_by === reviewer.id && row.review_choice === review.choice && row.digest === review.digest
}
