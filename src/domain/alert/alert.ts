import * as z from 'zod'
import type { Tier } from '../action/action.ts'
import type { Policy } from '../policy/policy.ts'
import type { EpochMs } from '../time/instant.ts'

/** Where the work stands. Apart from the disposition, which says what the alert turned out to be. */
export const STATUSES = ['new', 'acknowledged', 'in-progress', 'closed'] as const
export const Status = z.enum(STATUSES)
export type Status = z.infer<typeof Status>

export const DISPOSITIONS = ['undetermined', 'true-positive', 'benign-positive', 'false-positive'] as const
export const Disposition = z.enum(DISPOSITIONS)
export type Disposition = z.infer<typeof Disposition>

/** The part of an alert that people change. `assigneeId` is null where nobody has it. */
export interface AlertWork {
  readonly status: Status
  readonly disposition: Disposition
  readonly assigneeId: string | null
}

/** What is asked for; an absent field stays. `me` takes it, null releases it. */
export interface AlertWish {
  readonly status?: Status | undefined
  readonly disposition?: Disposition | undefined
  readonly assignee?: 'me' | null | undefined
  readonly reason?: string | undefined
}

/** One change for the log. Null stands for nobody. */
export interface FieldChange {
  readonly field: 'status' | 'disposition' | 'assignee'
  readonly from: string | null
  readonly to: string | null
}

export type AlertChanged =
  | { readonly ok: true; readonly work: AlertWork; readonly changes: readonly FieldChange[] }
  | { readonly ok: false; readonly rule: string; readonly refusal: string }

/**
 * Applies a person's change. A reason is mandatory for closing and for calling an alert benign or false: both teach the
 * triggers, and an auditor asks why. Closing needs a disposition other than `undetermined`. Reopening is always
 * allowed. Taking an alert that is new acknowledges it. A wish that changes nothing is fine and has no `changes`.
 */
export function changeAlert(work: AlertWork, wish: AlertWish, personId: string): AlertChanged {
  const hasReason = (wish.reason ?? '').trim().length >= MINIMUM_REASON
  const disposition = wish.disposition ?? work.disposition
  const isTaken = wish.assignee === 'me' && work.status === 'new'
  const status = wish.status ?? (isTaken ? 'acknowledged' : work.status)
  const closes = status === 'closed' && work.status !== 'closed'
  const clears = disposition !== work.disposition && CLEARING.includes(disposition)

  if (closes && disposition === 'undetermined') {
    return refuse(
      'alert.close-undetermined',
      'Say what it turned out to be before you close it: true, benign or false.',
    )
  }
  if (closes && !hasReason) return refuse('alert.close-reason', 'Closing takes a reason of at least three characters.')
  if (clears && !hasReason) {
    return refuse('alert.clear-reason', 'Calling it benign or false takes a reason of at least three characters.')
  }
  if (status === 'closed' && disposition === 'undetermined') {
    return refuse('alert.closed-undetermined', 'A closed alert keeps a disposition. Reopen it to look again.')
  }
  const assigneeId = wish.assignee === undefined ? work.assigneeId : wish.assignee === 'me' ? personId : null
  const changes: FieldChange[] = [
    { field: 'status' as const, from: work.status, to: status },
    { field: 'disposition' as const, from: work.disposition, to: disposition },
    { field: 'assignee' as const, from: work.assigneeId, to: assigneeId },
  ].filter(({ from, to }) => from !== to)
  return { ok: true, work: { status, disposition, assigneeId }, changes }
}

/**
 * When somebody should have acknowledged an alert of this tier, epoch ms UTC; counted from our receipt, not their
 * clock.
 */
export function slaDueAt(tier: Tier, receivedAt: EpochMs, policy: Policy): EpochMs {
  return receivedAt + policy.slaMinutes[tier] * 60_000
}

const MINIMUM_REASON = 3
const CLEARING: readonly Disposition[] = ['benign-positive', 'false-positive']

function refuse(rule: string, refusal: string): AlertChanged {
  return { ok: false, rule, refusal }
}
