import type { Person } from '../../domain/people/person.ts'
import type { CountAsk, CountLine } from '../../domain/views/history-views.ts'
import type { LongHistoryDesk } from './long-history.ts'

/** The lines of a count as they come. Whoever stops reading ends the query. */
export function streamCounts(
  desk: LongHistoryDesk,
  person: Person,
  ask: CountAsk,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stop = new AbortController()
  const encoder = new TextEncoder()
  let isOpen = true
  return new ReadableStream({
    async start(controller) {
      const say = (line: CountLine) => {
        if (isOpen) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      try {
        await desk.count(person, ask, say, AbortSignal.any([signal, stop.signal]))
      } catch (error) {
        say({ type: 'failed', message: error instanceof Error ? error.message : 'It could not be counted.' })
      }
      if (isOpen) controller.close()
    },
    cancel() {
      isOpen = false
      stop.abort(new Error('Nobody waits for it any more.'))
    },
  })
}
