import type { CountAsk, CountLine } from '../../domain/views/history-views.ts'
import type { Draft } from '../whatif/draft.ts'
import type { WhatIfResult } from '../whatif/result.ts'
import { createDraftReader, type DraftReader } from '../worker/whatif-content.ts'
import { writeResult } from './count-wire.ts'
import { scaled } from './scale.ts'
import { openSqlSession, type SqlAnswer, type SqlEngine, type SqlHistory, type SqlSession } from './session.ts'

/** Counts drafts over one history, with what each is compared with. One caller at a time. */
export interface Counter {
  /**
   * Says how far it is, what the sample says of the whole where there is a sample, and last what is exact. Rejects with the signal's
   * reason. `now` is any steady clock, ms.
   */
  count(ask: CountAsk, say: (line: CountLine) => void, signal: AbortSignal, now: () => number): Promise<void>
}

/** A baseline held ready, with what it comes to. */
interface Opened {
  readonly key: string
  readonly reader: DraftReader
  readonly session: SqlSession
  sample: WhatIfResult | null
  exact: WhatIfResult | null
}

export function createCounter(engine: SqlEngine, history: SqlHistory): Counter {
  let opened: Opened | null = null
  const hasSample = history.parts.some(({ isSample }) => isSample) && history.parts.some(({ isSample }) => !isSample)
  const whole = history.parts.reduce((sum, { alerts }) => sum + alerts, 0)

  const openFor = async (baseline: CountAsk['baseline'], signal: AbortSignal): Promise<Opened> => {
    const key = JSON.stringify(baseline)
    if (opened?.key === key) return opened
    opened = null
    const reader = createDraftReader(history.known.history, baseline)
    const session = await openSqlSession(engine, history, reader.baseline, signal)
    return { key, reader, session, sample: null, exact: null }
  }

  return {
    async count(ask, say, signal, now) {
      const startedAt = now()
      const mine = await openFor(ask.baseline, signal)
      // A session that was cut off may have kept half: it is held again only once it came to its end.
      opened = null
      const draft = mine.reader.read(ask.draft)
      const sayCounts = (before: WhatIfResult, after: WhatIfResult) =>
        say({
          type: 'counts',
          isExact: after.alerts === whole,
          counted: after.alerts,
          alerts: whole,
          ms: Math.round(now() - startedAt),
          before: writeResult(scaled(before, whole)),
          after: writeResult(scaled(after, whole)),
        })
      const isFirst = mine.exact === null
      if (hasSample && isFirst) {
        mine.sample ??= await first(mine.session, mine.reader.baseline, signal)
        sayCounts(mine.sample, await first(mine.session, draft, signal))
      }
      const progress = (done: number) => (read: number, of: number) =>
        say({ type: 'progress', read: done + read, of: isFirst ? 2 * of : of })
      mine.exact ??= await last(mine.session.run(mine.reader.baseline, { signal, onProgress: progress(0) }))
      const answers = mine.session.run(draft, { signal, onProgress: progress(isFirst ? whole : 0) })
      for await (const { result } of answers) {
        if (result.alerts === whole) sayCounts(mine.exact, result)
        else if (!isFirst && mine.sample !== null) sayCounts(mine.sample, result)
      }
      opened = mine
    },
  }
}

/** What the sample says, or all where there is none. */
async function first(session: SqlSession, draft: Draft, signal: AbortSignal): Promise<WhatIfResult> {
  for await (const { result } of session.run(draft, { signal })) return result
  throw new RangeError('the history answered nothing')
}

async function last(answers: AsyncGenerator<SqlAnswer>): Promise<WhatIfResult> {
  let found: WhatIfResult | null = null
  for await (const { result } of answers) found = result
  if (found === null) throw new RangeError('the history answered nothing')
  return found
}
