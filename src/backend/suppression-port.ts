import type { Impact } from '../domain/suppression/impact-schema.ts'
import type {
  SuppressionDraft,
  SuppressionExtension,
  SuppressionList,
  SuppressionView,
} from '../domain/suppression/suppression.ts'

/** What people keep out of the queue for a while: a part of `Backend`, promised there. */
export interface SuppressionBackend {
  /** Those that stand first, each part newest first, at most 500, and what is never held back. */
  listSuppressions(signal?: AbortSignal): Promise<SuppressionList>
  /** What a suppression by this query would have done to every alert there is. Rejects `invalid` for one that cannot suppress. */
  previewSuppression(query: string, signal?: AbortSignal): Promise<Impact>
  /**
   * Holds alerts that fit, those that are there and those that come, until its end: they are stored and decided as ever and stay out of
   * `suppressed: 'hide'`. Rejects `invalid` for a query that cannot suppress or an end out of bounds, `stale` where the history holds
   * more true positives than the person saw, `forbidden` where they may not silence those.
   */
  suppress(draft: SuppressionDraft): Promise<SuppressionView>
  /** Another end; whoever sets it answers for it from then on. Rejects as `suppress`, and `stale` if `seenVersion` is not the latest. */
  extendSuppression(id: string, extension: SuppressionExtension, seenVersion: number): Promise<SuppressionView>
  /** Ends it now; what it holds comes back. Rejects `invalid` where it is over, `stale` if `seenVersion` is not the latest. */
  endSuppression(id: string, reason: string, seenVersion: number): Promise<SuppressionView>
}
