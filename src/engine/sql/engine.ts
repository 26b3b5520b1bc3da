import type { Dialect } from './dialect.ts'
import type { ALERT } from './tables.ts'

/** An engine with the facts of a history open under the names of `FACTS`. One caller at a time. */
export interface SqlEngine {
  readonly dialect: Dialect
  /** Rows in the order of the query. Rejects with the signal's reason once it is aborted, and stops where the engine can. */
  run(statement: string, signal?: AbortSignal): Promise<readonly (readonly number[])[]>
}

/** Alerts that are read in one go: a table that is open, and how many rows it has. */
export interface AlertPart {
  readonly table: typeof ALERT
  readonly alerts: number
  /** Drawn by chance from the whole history: all such parts together are the sample. */
  readonly isSample: boolean
}
