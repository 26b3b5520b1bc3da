import type { CountAsk, CountLine } from '../../domain/views/history-views.ts'
import { readResult } from '../sql/count-wire.ts'
import type { WhatIfLab, WhatIfOutcome, WhatIfPart } from './whatif-client.ts'
import type { WhatIfAnswerTo, WhatIfAsk } from './whatif-protocol.ts'

export interface LongLabWorld {
  /** Counts on the gateway; see the port's `countHistory`. */
  readonly count: (ask: CountAsk, hear: (line: CountLine) => void, signal: AbortSignal) => Promise<void>
  /** Calls back after `ms`; answers the function that prevents it. */
  readonly alarm: (ms: number, ring: () => void) => () => void
}

/** A gateway is not asked with every step of a hand, only where it rests for so long. */
export const LONG_REST_MS = 300

/** The same lab over a history that stands beside the gateway: counts only, first estimated, then exact. There are no lists. */
export function createLongLab({ count, alarm }: LongLabWorld): WhatIfLab {
  let leave: (() => void) | null = null
  const run = (ask: Extract<WhatIfAsk, { kind: 'run' }>, hear: (part: WhatIfPart) => void) =>
    new Promise<WhatIfOutcome<'run'>>((resolve) => {
      leave?.()
      const stop = new AbortController()
      const cancel = alarm(LONG_REST_MS, () => {
        let answer: WhatIfAnswerTo<'run'> | null = null
        let failure = 'The gateway did not come to an end.'
        const follow = (line: CountLine) => {
          if (stop.signal.aborted) return
          if (line.type === 'failed') failure = line.message
          else if (line.type === 'progress') hear({ kind: 'progress', read: line.read, of: line.of })
          else {
            const counted = answerOf(line)
            if (line.isExact) answer = counted
            else hear({ kind: 'estimate', answer: counted, counted: line.counted, alerts: line.alerts })
          }
        }
        const { baseline, draft, isTailHeldBack } = ask
        count({ baseline, draft, isTailHeldBack }, follow, stop.signal).then(
          () => resolve(answer === null ? { kind: 'failed', message: failure } : { kind: 'answered', answer }),
          (error: unknown) =>
            resolve({
              kind: 'failed',
              message: error instanceof Error ? error.message : 'The gateway did not answer.',
            }),
        )
      })
      leave = () => {
        cancel()
        stop.abort()
        resolve({ kind: 'superseded' })
      }
    })
  const end = () => {
    leave?.()
    leave = null
  }
  return {
    hasLists: false,
    load: () => undefined,
    takeEarly: () => undefined,
    ask: (ask, hear = () => undefined) => {
      const wish: WhatIfAsk = ask
      // An answer has the kind of its ask; what only a history in the browser can answer is refused in words.
      return (
        wish.kind === 'run'
          ? run(wish, hear)
          : Promise.resolve({ kind: 'failed', message: 'Only a history in the browser has lists.' })
      ) as never
    },
    stop: end,
    restart: () => undefined,
    close: end,
  }
}

function answerOf({ before, after, tail, ms }: Extract<CountLine, { type: 'counts' }>): WhatIfAnswerTo<'run'> {
  return {
    kind: 'run',
    run: { before: readResult(before), after: readResult(after) },
    tail: tail === null ? null : { before: readResult(tail.before), after: readResult(tail.after) },
    computeMs: ms,
  }
}
