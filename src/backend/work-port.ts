import type { BulkPart, BulkPreview, BulkRequest, BulkStep, BulkView } from '../domain/views/bulk-views.ts'
import type { Doing, NoteView, PresenceView } from '../domain/views/together-views.ts'

/** Work on many alerts and together with others: a part of `Backend`, promised there. */
export interface WorkBackend {
  /** What a change of many alerts would do now: how many would change, and why not the others. Stores nothing. */
  previewBulk(request: BulkRequest, signal?: AbortSignal): Promise<BulkPreview>
  /**
   * Keeps a change of many alerts. Its members are those alerts at those versions and no later ones. Nothing of it is done until it
   * is advanced; one that nobody advances stands still.
   */
  startBulk(request: BulkRequest): Promise<BulkView>
  /** The next members of one that was kept with `isMore`; until the last of them are told it is `gathering`. At most 100,000 in all. */
  addToBulk(id: string, part: BulkPart): Promise<BulkView>
  /**
   * Changes the next alerts of it, at most a hundred, and answers it with the alerts that changed. Safe to repeat after a lost answer.
   * Call until its state is no longer `running`. Rejects `forbidden` for another's.
   */
  advanceBulk(id: string): Promise<BulkStep>
  /** Leaves the rest of it. What was changed stays so. */
  cancelBulk(id: string): Promise<BulkView>
  /** Keeps the action that takes it back, where nobody has changed the same since. Rejects `stale` where one did already. */
  undoBulk(id: string): Promise<BulkView>
  getBulk(id: string, signal?: AbortSignal): Promise<BulkView>
  /**
   * Writes a note; whom it calls by `@` and their name is told. It is never changed. The same words on the same alert within ten minutes
   * are one note, so it may be sent again where the answer was lost. Rejects `invalid` for an empty or too long one.
   */
  addNote(alertId: string, text: string): Promise<NoteView>
  /** Says for 45 seconds that this person has the alert in front of them; answers who else has, longest first. */
  lookAt(alertId: string, doing: Doing): Promise<readonly PresenceView[]>
  /** Nobody sees this person at the alert any more. */
  lookAway(alertId: string): Promise<void>
  /** The reader's own that are not over, newest first, at most 20. */
  listUnfinishedBulk(signal?: AbortSignal): Promise<readonly BulkView[]>
}
