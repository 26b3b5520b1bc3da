import type { Person } from '../../domain/people/person.ts'
import type { CountAsk, CountLine, LongHistory } from '../../domain/views/history-views.ts'
import { Problem } from '../http/problem.ts'

/** A history in an engine of its own. One caller at a time; the desk sees to that. */
export interface LongHistorySource {
  readonly view: LongHistory
  count(ask: CountAsk, say: (line: CountLine) => void, signal: AbortSignal): Promise<void>
}

/** The engine is gone, or has forgotten the history that was opened in it: the next question opens it anew. */
export class HistoryLost extends Error {
  override name = 'HistoryLost'
}

export interface LongHistoryDesk {
  view(): Promise<LongHistory>
  /**
   * Never rejects but with a Problem before anything was said; what goes wrong later is the last line. One draft at a time for each person: a later
   * one ends the earlier. People wait for each other. The query ends with the signal, and after `timeoutMs` of work.
   */
  count(by: Pick<Person, 'id'>, ask: CountAsk, say: (line: CountLine) => void, signal: AbortSignal): Promise<void>
}

export interface LongHistoryOptions {
  readonly open: () => Promise<LongHistorySource>
  readonly timeoutMs: number
  /** Aborts after so many ms. */
  readonly alarm: (ms: number) => AbortSignal
}

/** Opened with the first question; one that could not be opened is tried again with the next. */
export function createLongHistory({ open, timeoutMs, alarm }: LongHistoryOptions): LongHistoryDesk {
  let source: Promise<LongHistorySource> | null = null
  let line: Promise<unknown> = Promise.resolve()
  const underWay = new Map<string, AbortController>()

  const opened = async (): Promise<LongHistorySource> => {
    source ??= open()
    try {
      return await source
    } catch (error) {
      source = null
      throw new Problem('cannot-do', `The long history cannot be read: ${wordsOf(error)}`)
    }
  }

  return {
    view: async () => (await opened()).view,
    async count(by, ask, say, signal) {
      const history = await opened()
      const mine = new AbortController()
      underWay.get(by.id)?.abort(new Error('Another draft of yours was asked for.'))
      underWay.set(by.id, mine)
      const stop = AbortSignal.any([mine.signal, signal])
      const work = async () => {
        if (stop.aborted) throw stop.reason
        const late = alarm(timeoutMs)
        try {
          await history.count(ask, say, AbortSignal.any([stop, late]))
        } catch (error) {
          if (error instanceof HistoryLost) source = null
          if (!stop.aborted && late.aborted) {
            throw new Error(`It took longer than ${timeoutMs / 1000} s. Try it on a part of the history.`, {
              cause: error,
            })
          }
          throw error
        }
      }
      const job = line.then(work)
      line = job.catch(() => undefined)
      try {
        await job
      } catch (error) {
        say({ type: 'failed', message: wordsOf(stop.aborted ? stop.reason : error) })
      } finally {
        if (underWay.get(by.id) === mine) underWay.delete(by.id)
      }
    },
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
