import type { Dialect } from './dialect.ts'
import type { PART_HOUR, PART_WEIGHT } from './tables.ts'

/** An engine with the facts of a history open under the names of `FACTS`. One caller at a time. */
export interface SqlEngine {
  readonly dialect: Dialect
  /** Rows in the order of the query. Rejects with the signal's reason once it is aborted, and stops where the engine can. */
  run(statement: string, signal?: AbortSignal): Promise<readonly (readonly number[])[]>
}

/** Alerts that are counted in one go: what they come to, in tables that are open. */
export interface AlertPart {
  readonly weights: typeof PART_WEIGHT
  readonly hours: typeof PART_HOUR
  readonly alerts: number
  /** Drawn by chance from the whole history: all such parts together are the sample. */
  readonly isSample: boolean
  /** Of the newest alerts, which may be held back. */
  readonly isTail: boolean
  readonly span: Span
}

/** Minutes since 1970 of the first and the last alert. */
export interface Span {
  readonly first: number
  readonly last: number
}
