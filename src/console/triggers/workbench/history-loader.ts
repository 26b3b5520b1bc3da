import type { Backend } from '../../../backend/port.ts'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'

/** The stretch of history in which rules are tried here: the newest records, as far as they are loaded. */
export interface LoadedHistory {
  /** Newest first. */
  readonly records: readonly HistoryRecord[]
  readonly isLoading: boolean
  /** There are older ones. */
  readonly hasMore: boolean
  /** Why loading stopped; null while nothing is wrong. What was loaded stays. */
  readonly error: unknown
}

/** Records that are loaded in one go. */
export const GO_RECORDS = 5000
const PAGE_RECORDS = 500

export interface HistoryLoader {
  readonly current: () => LoadedHistory
  /** Calls back after every change; answers the way to stop listening. */
  readonly subscribe: (listener: () => void) => () => void
  /** Loads the next `GO_RECORDS`, or goes on where it failed. Does nothing while it loads, and nothing at the end. */
  readonly more: () => void
  readonly close: () => void
}

/** Reads sealed records page by page, each page at once to whoever tries rules on them. */
export function createHistoryLoader(
  source: Pick<Backend, 'listRecords'>,
  take: (records: readonly HistoryRecord[]) => void,
): HistoryLoader {
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  let state: LoadedHistory = { records: [], isLoading: false, hasMore: true, error: null }
  let cursor: string | null = null
  const set = (next: Partial<LoadedHistory>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  async function go(): Promise<void> {
    const upTo = state.records.length + GO_RECORDS
    set({ isLoading: true, error: null })
    try {
      while (state.hasMore && state.records.length < upTo) {
        const page = await source.listRecords({ limit: PAGE_RECORDS, after: cursor }, closing.signal)
        if (closing.signal.aborted) return
        cursor = page.next
        take(page.items)
        set({ records: [...state.records, ...page.items], hasMore: page.next !== null })
      }
      set({ isLoading: false })
    } catch (error) {
      if (!closing.signal.aborted) set({ isLoading: false, error })
    }
  }

  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    more: () => {
      if (!state.isLoading && state.hasMore) void go()
    },
    close: () => closing.abort(),
  }
}
