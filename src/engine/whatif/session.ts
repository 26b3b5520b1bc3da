import type { Draft } from './draft.ts'
import type { History } from './history.ts'
import type { Broken, Moved, WhatIfResult } from './result.ts'

/** One history held ready, with a baseline to compare with. Lives in a worker or in Node; knows neither. */
export interface WhatIfSession {
  readonly history: History
  readonly baseline: Draft
  /** The result of a draft. The next draft costs what depends on the difference to this one. */
  run(draft: Draft): WhatIfResult
  /** Of the draft that ran last: cases whose answer moved, most alerts first. */
  moved(limit: number): readonly Moved[]
  /** Of the draft that ran last: consumers that would stop, the most critical first. */
  broken(limit: number): readonly Broken[]
}

export type OpenSession = (history: History, baseline: Draft) => WhatIfSession
