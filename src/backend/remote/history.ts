import type { CountLine, HistoryBytes } from '../../domain/views/history-views.ts'
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

/** A count as it comes, a line each. Rejects where the last line is not the end of one: what was cut off is no answer. */
export async function readCounts(answer: Response, hear: (line: CountLine) => void): Promise<void> {
  if (answer.body === null) throw unreadableError()
  let rest = ''
  let isOver = false
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const one of lines) {
      const line = lineOf(one)
      isOver = line.type === 'failed' || (line.type === 'counts' && line.isExact)
      hear(line)
    }
  }
  if (!isOver) throw unreadableError()
}

function lineOf(text: string): CountLine {
  try {
    return JSON.parse(text) as CountLine
  } catch {
    throw unreadableError()
  }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
