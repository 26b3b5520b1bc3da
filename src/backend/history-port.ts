import type { ActualCounts } from '../domain/change/prediction.ts'
import type {
  CountAsk,
  CountLine,
  HistoryBytes,
  HistoryQuery,
  LongHistory,
  ScenarioDetail,
  ScenarioDraft,
  ScenarioView,
  WhatWouldChange,
} from '../domain/views/history-views.ts'

/** The part of the port that what-if asks. */
export interface HistoryBackend {
  /**
   * The newest alerts with everything that their decisions look at, as of one moment: identities with the facts recorded
   * with each alert, in all else as they are today, and what fired around each by the window of the policy in force. Null where
   * `knownTag` still is the tag: nothing crosses then.
   * May take a second for every few thousand alerts; aborting stops the work.
   */
  getHistory(query: HistoryQuery, knownTag?: string | null, signal?: AbortSignal): Promise<HistoryBytes | null>
  /** The history that no browser holds; null where the gateway has none. The first question may take seconds: it is opened by it. */
  longHistory(signal?: AbortSignal): Promise<LongHistory | null>
  /**
   * Counts a draft over the long history. `hear` is told how far it is, an estimate for the whole where there is a sample, and last what is
   * exact; the promise then resolves. What is given up on the way ends with `failed`. One draft at a time for each person: a later one ends
   * the earlier. Aborting ends the query. Rejects `forbidden`, `invalid` where there is no long history.
   */
  countHistory(ask: CountAsk, hear: (line: CountLine) => void, signal?: AbortSignal): Promise<void>
  /**
   * What the alerts received since then (epoch ms UTC) really came to, in the counts of a prediction: as they are decided now,
   * by the day of their receipt.
   */
  actualSince(since: number, signal?: AbortSignal): Promise<ActualCounts>
  /**
   * The smallest changes of the facts or of the policy that would move the alert's tier or gate, with the state of this moment.
   * Rejects `not-found`.
   */
  whatWouldChange(alertId: string, signal?: AbortSignal): Promise<WhatWouldChange>
  /** The reader's own scenarios and those that others share, the one saved last first. */
  listScenarios(signal?: AbortSignal): Promise<readonly ScenarioView[]>
  /** Rejects `not-found` for one that is another's and not shared. */
  getScenario(id: string, signal?: AbortSignal): Promise<ScenarioDetail>
  /** Rejects `invalid` where somebody has too many, `too-large` where the content is. */
  addScenario(draft: ScenarioDraft): Promise<ScenarioDetail>
  /** Rejects `stale` if `seenVersion` is not the latest, `forbidden` for another's. */
  saveScenario(id: string, draft: ScenarioDraft, seenVersion: number): Promise<ScenarioDetail>
  removeScenario(id: string): Promise<void>
}
