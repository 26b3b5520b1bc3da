import type { CaseAddition, CaseChange, CaseDraft, CaseRemoval, CaseStatus } from '../domain/case/case.ts'
import type { CaseHolding, CaseSummary, CaseView } from '../domain/views/case-views.ts'

/** Alerts that people work as one: a part of `Backend`, promised there. */
export interface CaseBackend {
  /** Those that changed last first, at most 500; null for open and closed ones. */
  listCases(status: CaseStatus | null, signal?: AbortSignal): Promise<readonly CaseSummary[]>
  getCase(id: string, signal?: AbortSignal): Promise<CaseView>
  /**
   * The cases that hold some of these alerts now, by number: what would be left out of a new one, and why. At most 200 alerts; those that
   * are in no case, or not there, are in none of the answer.
   */
  casesHolding(alertIds: readonly string[], signal?: AbortSignal): Promise<readonly CaseHolding[]>
  /**
   * Opens a case, owned by this person. Rejects `stale` where an alert is in another case, or with `leavesTaken` where all of them are;
   * `not-found` where one is not there.
   */
  openCase(draft: CaseDraft): Promise<CaseView>
  /**
   * Name, owner, status. Rejects `invalid` where it is closed without a reason or with open alerts, `stale` if `seenVersion` is not
   * the latest.
   */
  changeCase(id: string, change: CaseChange, seenVersion: number): Promise<CaseView>
  /** Adds alerts; those that are in it already stay. Rejects as `openCase`, and `stale` if `seenVersion` is not the latest. */
  addToCase(id: string, addition: CaseAddition, seenVersion: number): Promise<CaseView>
  /** Takes alerts out. Rejects `invalid` where none would remain, `stale` if `seenVersion` is not the latest. */
  removeFromCase(id: string, removal: CaseRemoval, seenVersion: number): Promise<CaseView>
  /**
   * Takes back that this person opened it: its alerts stand alone again, and it is gone. Rejects `invalid` where somebody changed it since,
   * or somebody else opened it.
   */
  withdrawCase(id: string, seenVersion: number): Promise<void>
}
