import type { HistoryBytes } from '../../domain/views/history-views.ts'
import { unreadableError } from './problem.ts'

/** How the API says in headers what the bytes do not: see `GET /api/history`. */
const HISTORY_TOTAL = 'History-Total'
const HISTORY_NEXT = 'History-Next'

/** The answer as the port gives it; null for "not modified". */
export async function readHistory(answer: Response): Promise<HistoryBytes | null> {
  if (answer.status === 304) return null
  const total = wholeNumber(answer.headers.get(HISTORY_TOTAL))
  const next = wholeNumber(answer.headers.get(HISTORY_NEXT))
  const tag = answer.headers.get('ETag')
  if (total === null || tag === null) throw unreadableError()
  return { bytes: new Uint8Array(await answer.arrayBuffer()), total, next, tag }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
