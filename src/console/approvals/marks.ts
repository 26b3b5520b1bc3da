import * as words from '#words/approvals.tsx'
import { PLAN_STATE_WORDS } from '#words/shared/triage.ts'
import { ACTION_IDS, type ActionId } from '../../domain/action/action-words.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'

/** A decision that was made on a plan and not sent yet: it is bound to what was on the page when it was made. */
export interface Mark {
  readonly planId: string
  readonly number: number
  readonly action: ActionId
  readonly choice: 'approve' | 'reject'
  readonly reason: string
  readonly digest: string
  /** `shownDigest` of the page where it is to be signed with a key; null where it is not. */
  readonly signedFor: string | null
  /** Why it could not be sent; null while nobody tried. */
  readonly trouble: string | null
}

/** A mark that was taken off because its plan is no longer what it was made on. */
export interface Dropped {
  readonly planId: string
  readonly number: number
  readonly because: string
}

/** What a tab keeps. */
export interface KeptMarks {
  /** Id of whoever made them; null while there are none. Nobody else sees or sends them. */
  readonly by: string | null
  readonly marks: readonly Mark[]
  /** Kept until the person has read why. */
  readonly dropped: readonly Dropped[]
}

export const NO_MARKS: KeptMarks = { by: null, marks: [], dropped: [] }

export type Marking =
  | { readonly ok: true; readonly marks: readonly Mark[] }
  | { readonly ok: false; readonly because: string }

/**
 * Adds a mark, in place of an older one on the same plan. Only decisions of one kind are sent together, the same choice about the same
 * action, so that nobody says yes to something else in passing.
 */
export function addMark(marks: readonly Mark[], mark: Mark): Marking {
  const others = marks.filter(({ planId }) => planId !== mark.planId)
  const [first] = others
  if (first !== undefined && kindOf(first) !== kindOf(mark)) {
    return {
      ok: false,
      because: words.waitsToBeSubmitted(sayMarks(others)),
    }
  }
  return { ok: true, marks: [...others, mark] }
}

/** Approve 3 × “Revoke its sessions”. */
export function sayMarks(marks: readonly Pick<Mark, 'choice' | 'action'>[]): string {
  const [first] = marks
  if (first === undefined) return words.nothing
  const word = first.choice === 'approve' ? words.approve : words.reject
  return `${word} ${marks.length === 1 ? '' : `${marks.length} × `}“${actionOf(first.action).title}”`
}

/**
 * Why a mark no longer stands: what it was made on is not what a vote would be cast on now. Null while it stands. The gateway
 * judges a vote by itself; this keeps a person from believing that something is decided which is not.
 */
export function whyOff(mark: Mark, plan: PlanView): string | null {
  const { choice, digest, signedFor } = mark
  if (plan.state !== 'pending') return words.itNoLongerWaits(PLAN_STATE_WORDS[plan.state].toLowerCase())
  if (plan.digest !== digest) return words.itIsAnotherPlan
  const verdict = choice === 'approve' ? plan.summary.mayVote : plan.summary.mayReject
  if (!verdict.allowed) return verdict.because
  if (choice === 'reject') return null
  const failing = plan.recheck.find(({ holds }) => !holds)
  if (failing !== undefined) return `${failing.what}: ${failing.detail}`
  const isAsShown = signedFor === null || signedFor === plan.shownDigest
  return isAsShown ? null : words.whatStoodBeside
}

/** Takes those off that no longer stand, with why; `plans` by id, those that are known. The same object where all of them stand. */
export function withoutOff(kept: KeptMarks, plans: ReadonlyMap<string, PlanView>): KeptMarks {
  const off = kept.marks.flatMap((mark): Dropped[] => {
    const plan = plans.get(mark.planId)
    const because = plan === undefined ? null : whyOff(mark, plan)
    return because === null ? [] : [{ planId: mark.planId, number: mark.number, because }]
  })
  if (off.length === 0) return kept
  const isOff = ({ planId }: { readonly planId: string }) => off.some((one) => one.planId === planId)
  return {
    by: kept.by,
    marks: kept.marks.filter((mark) => !isOff(mark)),
    dropped: [...kept.dropped.filter((one) => !isOff(one)), ...off],
  }
}

/** What a tab stored. What another release or somebody's hand wrote there is no mark. */
export function readKept(stored: unknown): KeptMarks {
  const { by, marks, dropped } = recordOf(stored)
  if (typeof by !== 'string' || !Array.isArray(marks) || !Array.isArray(dropped)) return NO_MARKS
  return { by, marks: marks.filter(isMark), dropped: dropped.filter(isDropped) }
}

function isMark(value: unknown): value is Mark {
  const { choice, action, reason, digest, signedFor, trouble } = recordOf(value)
  return (
    isNamed(value) &&
    (choice === 'approve' || choice === 'reject') &&
    ACTION_IDS.some((id) => id === action) &&
    [reason, digest].every((text) => typeof text === 'string') &&
    [signedFor, trouble].every((text) => text === null || typeof text === 'string')
  )
}

function isDropped(value: unknown): value is Dropped {
  return isNamed(value) && typeof recordOf(value)['because'] === 'string'
}

function isNamed(value: unknown): boolean {
  const { planId, number } = recordOf(value)
  return typeof planId === 'string' && Number.isSafeInteger(number)
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** What came of sending them: those that failed stay marked, with why. */
export function afterSubmit(marks: readonly Mark[], failed: ReadonlyMap<string, string>): readonly Mark[] {
  return marks.flatMap((mark) => {
    const trouble = failed.get(mark.planId)
    return trouble === undefined ? [] : [{ ...mark, trouble }]
  })
}

/** "3 decisions sent.", "2 of 3 decisions sent; the other was not." */
export function saySent(all: number, failed: number): string {
  if (failed === 0) return words.allSent(all)
  return words.decisionsSent(all - failed, all)
}

function kindOf({ choice, action }: Mark): string {
  return `${choice} ${action}`
}
