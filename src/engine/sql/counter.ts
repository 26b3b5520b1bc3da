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

/** What a baseline comes to, so far. */
interface Before {
  sample: SqlAnswer | null
  exact: SqlAnswer | null
}

/** A baseline held ready. */
interface Opened {
  readonly key: string
  readonly reader: DraftReader
  readonly session: SqlSession
  /** With the tail held back, and without. */
  readonly before: { readonly apart: Before; readonly together: Before }
}

export function createCounter(engine: SqlEngine, history: SqlHistory): Counter {
  let opened: Opened | null = null
  const hasSample = history.parts.some(({ isSample }) => isSample) && history.parts.some(({ isSample }) => !isSample)
  const sizeOf = (isIn: (part: { readonly isTail: boolean }) => boolean) =>
    history.parts.filter(isIn).reduce((sum, { alerts }) => sum + alerts, 0)
  const whole = sizeOf(() => true)
  const tail = sizeOf(({ isTail }) => isTail)

  const openFor = async (baseline: CountAsk['baseline'], signal: AbortSignal): Promise<Opened> => {
    const key = JSON.stringify(baseline)
    if (opened?.key === key) return opened
    opened = null
    const reader = createDraftReader(history.known.history, baseline)
    const session = await openSqlSession(engine, history, reader.baseline, signal)
    const nothing = (): Before => ({ sample: null, exact: null })
    return { key, reader, session, before: { apart: nothing(), together: nothing() } }
  }

  return {
    async count(ask, say, signal, now) {
      const startedAt = now()
      const isTailHeldBack = ask.isTailHeldBack === true && tail > 0 && tail < whole
      const mine = await openFor(ask.baseline, signal)
      // A session that was cut off may have kept half: it is held again only once it came to its end.
      opened = null
      const draft = mine.reader.read(ask.draft)
      const before = isTailHeldBack ? mine.before.apart : mine.before.together
      const run = (one: Draft, onProgress?: (read: number, of: number) => void) =>
        mine.session.run(one, { signal, isTailHeldBack, ...(onProgress === undefined ? {} : { onProgress }) })
      const compared = (was: WhatIfResult, is: WhatIfResult, of: number) => ({
        before: writeResult(scaled(was, of)),
        after: writeResult(scaled(is, of)),
      })
      const sayCounts = (was: SqlAnswer, is: SqlAnswer) =>
        say({
          type: 'counts',
          isExact: is.counted === whole,
          counted: is.counted,
          alerts: whole,
          ms: Math.round(now() - startedAt),
          ...compared(was.result, is.result, isTailHeldBack ? whole - tail : whole),
          tail: was.tail === null || is.tail === null ? null : compared(was.tail, is.tail, tail),
        })
      const isFirst = before.exact === null
      if (hasSample && isFirst) {
        before.sample ??= await first(run(mine.reader.baseline))
        sayCounts(before.sample, await first(run(draft)))
      }
      const progress = (done: number) => (read: number, of: number) =>
        say({ type: 'progress', read: done + read, of: isFirst ? 2 * of : of })
      before.exact ??= await last(run(mine.reader.baseline, progress(0)))
      for await (const answer of run(draft, progress(isFirst ? whole : 0))) {
        if (answer.counted === whole) sayCounts(before.exact, answer)
        else if (!isFirst && before.sample !== null) sayCounts(before.sample, answer)
      }
      opened = mine
    },
  }
}

/** What the sample says, or all where there is none. */
async function first(answers: AsyncGenerator<SqlAnswer>): Promise<SqlAnswer> {
  for await (const answer of answers) return answer
  throw new RangeError('the history answered nothing')
}

async function last(answers: AsyncGenerator<SqlAnswer>): Promise<SqlAnswer> {
  let found: SqlAnswer | null = null
  for await (const answer of answers) found = answer
  if (found === null) throw new RangeError('the history answered nothing')
  return found
}
