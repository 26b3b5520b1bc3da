import type { Assertion, Attestation, PasskeyPlace, PasskeyView } from '../domain/people/passkey.ts'
import type { ApprovalStatement } from '../domain/plan/approval-statement.ts'
import type { StopView } from '../domain/stop/stop.ts'
import type { ApprovalHabits } from '../domain/views/habit-views.ts'
import type { Notice } from '../domain/views/notice-views.ts'
import type { BreakGlassView, PlanView } from '../domain/views/plan-views.ts'

/** Options of WebAuthn Level 3 in JSON, for the browser alone to read. */
export interface KeyRequest {
  readonly challenge: string
}

/** What the console asks about keys and gates: who signs, what holds everything back, and what passes by. */
export interface GateBackend {
  /**
   * The statement that one of the person's keys is asked to sign for a vote, and the request for the browser; the vote then
   * carries the answer, once, within five minutes. `shownDigest` is that of the view on the page. Rejects `stale` where the page
   * is not of this moment, `forbidden` where no key of theirs works here, `invalid` where keys do not work on this address.
   */
  prepareSignature(
    planId: string,
    vote: {
      readonly choice: 'approve' | 'reject' | 'break-glass'
      readonly digest: string
      readonly shown: string
      readonly reason: string
    },
  ): Promise<{ readonly statement: ApprovalStatement; readonly request: KeyRequest }>
  /** The plan's bytes with every signed vote, as one file that `verify-approval` checks offline. */
  exportApprovals(planId: string): Promise<Blob>
  /**
   * Gives a waiting plan as much time again, once, in its last minutes. It is another plan then under the same number: its digest
   * is new, and what was approved before counts no more. Rejects `forbidden` as the rule says (in the log).
   */
  extendPlan(planId: string, reason: string): Promise<PlanView>
  /** How people decided in the last `days` (1–365), from the record. Rejects `forbidden` for all but managers and auditors. */
  approvalHabits(days: number, signal?: AbortSignal): Promise<ApprovalHabits>
  /** The last hundred uses of break-glass, newest first, each with whether the reader may review it. */
  listBreakGlass(signal?: AbortSignal): Promise<readonly BreakGlassView[]>
  /**
   * Lets exactly the plan with `seenDigest` run without its approvals; owners and managers are told at once. Rejects `forbidden`
   * without the role, without the key that its gate asks for, or while an earlier use waits for its review (in the log).
   */
  breakGlass(planId: string, seenDigest: string, reason: string, assertion: Assertion | null): Promise<PlanView>
  /** Once, and never of one's own. Rejects `stale` where somebody was first. */
  reviewBreakGlass(planId: string, verdict: 'justified' | 'not-justified', reason: string): Promise<PlanView>
  /** What the person is to learn without asking, newest first, at most fifty. */
  listNotices(signal?: AbortSignal): Promise<readonly Notice[]>
  /** What holds work back now, oldest first. */
  listStops(signal?: AbortSignal): Promise<readonly StopView[]>
  /** No step of any plan is sent once this has answered. Rejects `stale` where everything stands already. */
  stopEverything(reason: string): Promise<readonly StopView[]>
  /** Says that work may go on; enough people end it. Rejects `stale` where it ended meanwhile, `forbidden` as the rules say. */
  releaseStop(id: string, reason: string): Promise<readonly StopView[]>

  /** The person's own keys, revoked ones too, newest first; and whether keys work on this address, or where they do. */
  listPasskeys(signal?: AbortSignal): Promise<{ readonly items: readonly PasskeyView[]; readonly place: PasskeyPlace }>
  /** For whoever manages people. */
  listEverybodysPasskeys(signal?: AbortSignal): Promise<readonly PasskeyView[]>
  /** What the browser needs to make a key. `confirmation` is signed with a key that stands; null where there is none here. */
  beginPasskey(): Promise<{ readonly creation: KeyRequest; readonly confirmation: KeyRequest | null }>
  /** Rejects `forbidden` where an answer does not hold or the confirmation is missing; that is in the log. */
  addPasskey(name: string, attestation: Attestation, confirmation: Assertion | null): Promise<void>
  /** For good. Your own, or as a manager anybody's. */
  revokePasskey(id: string, reason: string): Promise<void>
}
