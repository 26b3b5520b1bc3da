import * as z from 'zod'
import type { Tier } from '../action/action.ts'
import type { Disposition, Status } from '../alert/alert.ts'
import type { Policy } from '../policy/policy.ts'
import type { EpochMs } from '../time/instant.ts'
import { type Hold, whyNotUntil } from './hold.ts'
import { type SlaPause, slaDueAt } from './sla.ts'
import { changeTags } from './tags.ts'

/** Who closed it, when, and what they wrote. */
export const Closure = z.object({
  at: z.number().int(),
  by: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
})
export type Closure = z.infer<typeof Closure>

/** The part of an alert that people change. `assigneeId` is null where nobody has it. */
export interface AlertWork {
  readonly status: Status
  readonly disposition: Disposition
  readonly assigneeId: string | null
  /** Sorted. */
  readonly tags: readonly string[]
  readonly hold: Hold | null
  /** Epoch ms UTC; null where nothing is due: acknowledged, or the clock is paused. */
  readonly slaDueAt: EpochMs | null
  readonly slaPause: SlaPause | null
  /** Null while it is open. */
  readonly closure: Closure | null
}

/** What is asked for; an absent field stays. */
export interface AlertWish {
  readonly status?: Status | undefined
  readonly disposition?: Disposition | undefined
  /** `me` takes it, null releases it, else a person's id. */
  readonly assignee?: string | null | undefined
  /** Takes it where nobody else has it and it is open: `assignee: 'me'` takes it from whoever has it. */
  readonly take?: true | undefined
  readonly addTags?: readonly string[] | undefined
  readonly removeTags?: readonly string[] | undefined
  /** Null ends the rest. */
  readonly snooze?: { readonly until: EpochMs } | null | undefined
  readonly acceptRisk?: { readonly until: EpochMs } | undefined
  readonly sla?: 'pause' | 'resume' | undefined
  readonly reason?: string | undefined
}

/** Who wishes it, when, and what the limits are. */
export interface Circumstances {
  readonly by: { readonly id: string; readonly name: string }
  readonly now: EpochMs
  readonly tier: Tier
  readonly policy: Policy
}

/** One change for the log, in values that a reader knows; an instant is epoch ms in `from` and `to`. Null stands for nobody or nothing. */
export interface FieldChange {
  readonly field: 'status' | 'disposition' | 'assignee' | 'tags' | 'hold' | 'sla'
  readonly from: string | null
  readonly to: string | null
}

export type WorkChanged =
  | { readonly ok: true; readonly work: AlertWork; readonly changes: readonly FieldChange[] }
  | { readonly ok: false; readonly rule: string; readonly refusal: string }

const MINIMUM_REASON = 3
/** The rule that keeps one who takes from taking what a colleague has. */
export const TAKEN = 'alert.taken'
const CLEARING: readonly Disposition[] = ['benign-positive', 'false-positive']

/**
 * Applies a person's change. A reason is mandatory for closing, for calling an alert benign or false, and for everything that keeps
 * it from being looked at: each teaches the triggers or hides something, and an auditor asks why. Closing needs a disposition other
 * than `undetermined`. Reopening is always allowed. Taking or snoozing an alert that is new acknowledges it: somebody has looked. A
 * wish that changes nothing is fine and has no `changes`.
 */
export function changeWork(before: AlertWork, wish: AlertWish, where: Circumstances): WorkChanged {
  const refused = whyRefused(before, wish, where)
  if (refused !== null) return refused
  const tagged = changeTags(before.tags, wish.addTags ?? [], wish.removeTags ?? [])
  if (!tagged.ok) return refuse('alert.tags', tagged.refusal)

  const { by } = where
  const status = statusAfter(before, wish)
  const disposition = dispositionAfter(before, wish)
  const assigneeId = assigneeAfter(before, wish, by.id)
  const work: AlertWork = {
    status,
    disposition,
    assigneeId,
    tags: tagged.tags,
    hold: holdAfter(before, wish, status, where),
    ...clockAfter(before, wish, status, where),
    closure: closureAfter(before, wish, status, where),
  }
  return { ok: true, work, changes: changesBetween(before, work) }
}

/** The alert after its rest is over. A snooze just ends; an accepted risk comes back as new, and nobody has it. */
export function wakeWork(before: AlertWork, where: Pick<Circumstances, 'now' | 'tier' | 'policy'>): AlertWork {
  if (before.hold?.kind !== 'risk-accepted' || before.status !== 'closed') return { ...before, hold: null }
  return {
    ...before,
    status: 'new',
    assigneeId: null,
    hold: null,
    slaDueAt: slaDueAt(where.tier, where.now, where.policy),
    slaPause: null,
    closure: null,
  }
}

/** What differs, for the log. */
export function changesBetween(before: AlertWork, after: AlertWork): readonly FieldChange[] {
  const changes: readonly FieldChange[] = [
    { field: 'status', from: before.status, to: after.status },
    { field: 'disposition', from: before.disposition, to: after.disposition },
    { field: 'assignee', from: before.assigneeId, to: after.assigneeId },
    { field: 'tags', from: before.tags.join(', '), to: after.tags.join(', ') },
    { field: 'hold', from: holdText(before.hold), to: holdText(after.hold) },
    { field: 'sla', from: clockText(before), to: clockText(after) },
  ]
  return changes.filter(({ from, to }) => from !== to)
}

function whyRefused(before: AlertWork, wish: AlertWish, where: Circumstances): WorkChanged | null {
  const notTaken = whyNotTaken(before, wish, where)
  if (notTaken !== null) return notTaken
  const hasReason = (wish.reason ?? '').trim().length >= MINIMUM_REASON
  const status = statusAfter(before, wish)
  const disposition = dispositionAfter(before, wish)
  const closes = status === 'closed' && before.status !== 'closed'
  const clears = disposition !== before.disposition && CLEARING.includes(disposition)
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
  return whyNotHeld(before, wish, where, hasReason) ?? whyNoClock(before, wish, hasReason)
}

function whyNotTaken(
  { status, assigneeId }: AlertWork,
  { take, ...wish }: AlertWish,
  { by }: Circumstances,
): WorkChanged | null {
  if (take === undefined) return null
  if (wish.assignee !== undefined || wish.status === 'closed') {
    return refuse('alert.take-one', 'Ask for one thing at a time: take it, give it to somebody, or close it.')
  }
  if (status === 'closed') return refuse('alert.take-closed', 'It is closed. Open it again first.')
  if (assigneeId !== null && assigneeId !== by.id) return refuse(TAKEN, 'Somebody else has it.')
  return null
}

function whyNotHeld(
  before: AlertWork,
  { snooze, acceptRisk, status, disposition }: AlertWish,
  where: Circumstances,
  hasReason: boolean,
): WorkChanged | null {
  const kind = acceptRisk !== undefined ? 'risk-accepted' : 'snoozed'
  const until = acceptRisk?.until ?? snooze?.until
  if (until === undefined) return null
  if (before.status === 'closed') return refuse('alert.hold-closed', 'It is closed. Open it again first.')
  if ((acceptRisk !== undefined && snooze !== undefined) || status === 'closed') {
    return refuse('alert.hold-one', 'Ask for one thing at a time: snooze it, accept the risk, or close it.')
  }
  if (!hasReason) return refuse('alert.hold-reason', 'Putting it aside takes a reason of at least three characters.')
  if (acceptRisk !== undefined && (disposition ?? before.disposition) === 'false-positive') {
    return refuse('alert.false-risk', 'What did not happen is no risk. Close it as a false positive.')
  }
  const late = whyNotUntil(kind, until, where)
  return late === null ? null : refuse('alert.hold-until', late)
}

function whyNoClock(before: AlertWork, wish: AlertWish, hasReason: boolean): WorkChanged | null {
  if (wish.sla === undefined) return null
  if (statusAfter(before, wish) !== 'new') {
    return refuse('alert.sla-over', 'Its clock has stopped: somebody has acknowledged it.')
  }
  if (wish.sla === 'pause' && before.slaPause === null && !hasReason) {
    return refuse('alert.sla-reason', 'Pausing the clock takes a reason of at least three characters.')
  }
  return null
}

function statusAfter(before: AlertWork, wish: AlertWish): Status {
  if (wish.acceptRisk !== undefined) return 'closed'
  if (wish.status !== undefined) return wish.status
  const isGiven = wish.take === true || (wish.assignee ?? null) !== null
  const isLookedAt = isGiven || (wish.snooze ?? null) !== null
  return isLookedAt && before.status === 'new' ? 'acknowledged' : before.status
}

/** An accepted risk is a true one, unless somebody says that the activity was benign. */
function dispositionAfter(before: AlertWork, wish: AlertWish): Disposition {
  if (wish.disposition !== undefined) return wish.disposition
  return wish.acceptRisk !== undefined && before.disposition === 'undetermined' ? 'true-positive' : before.disposition
}

function assigneeAfter(before: AlertWork, wish: AlertWish, me: string): string | null {
  if (wish.take === true) return me
  if (wish.assignee !== undefined) return wish.assignee === 'me' ? me : wish.assignee
  // It comes back to somebody.
  return (wish.snooze ?? null) !== null ? (before.assigneeId ?? me) : before.assigneeId
}

function holdAfter(before: AlertWork, wish: AlertWish, status: Status, { by, now }: Circumstances): Hold | null {
  const until = wish.acceptRisk?.until ?? wish.snooze?.until
  if (until !== undefined) {
    const kind = wish.acceptRisk !== undefined ? 'risk-accepted' : 'snoozed'
    return { kind, until, at: now, by: { id: by.id, name: by.name }, reason: (wish.reason ?? '').trim() }
  }
  if (wish.snooze === null || status !== before.status) return null
  return before.hold
}

function clockAfter(
  before: AlertWork,
  wish: AlertWish,
  status: Status,
  { by, now, tier, policy }: Circumstances,
): Pick<AlertWork, 'slaDueAt' | 'slaPause'> {
  if (status !== 'new') return { slaDueAt: null, slaPause: null }
  if (before.status !== 'new') return { slaDueAt: slaDueAt(tier, now, policy), slaPause: null }
  const { slaDueAt: due, slaPause } = before
  if (wish.sla === 'pause' && slaPause === null && due !== null) {
    const reason = (wish.reason ?? '').trim()
    return { slaDueAt: null, slaPause: { at: now, leftMs: due - now, by: { id: by.id, name: by.name }, reason } }
  }
  if (wish.sla === 'resume' && slaPause !== null) return { slaDueAt: now + slaPause.leftMs, slaPause: null }
  return { slaDueAt: due, slaPause }
}

function closureAfter(before: AlertWork, wish: AlertWish, status: Status, { by, now }: Circumstances): Closure | null {
  if (status !== 'closed') return null
  if (before.status === 'closed') return before.closure
  return { at: now, by: { id: by.id, name: by.name }, reason: (wish.reason ?? '').trim() }
}

function holdText(hold: Hold | null): string | null {
  if (hold === null) return null
  const words = hold.kind === 'snoozed' ? 'snoozed' : 'risk accepted'
  return `${words} until ${new Date(hold.until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function clockText({ slaPause }: AlertWork): string {
  return slaPause === null ? 'running' : 'paused'
}

function refuse(rule: string, refusal: string): WorkChanged {
  return { ok: false, rule, refusal }
}
