import type { ChangeEvent } from '../../domain/views/other-views.ts'
import { createEventReader } from './sse.ts'

export interface WatchWorld {
  readonly fetch: typeof fetch
  readonly baseUrl: string
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 ≤ x < 1: spreads the return of many consoles after an outage. */
  readonly random: () => number
  /** Calls back after `ms` unless stopped first. */
  readonly alarm: (ms: number, ring: () => void) => () => void
  /** Calls back whenever something else found the network silent; returns how to stop. */
  readonly onDoubt: (doubt: () => void) => () => void
}

/** `refused`: it answers, and lets this person not read. */
export type LineListener = (state: 'live' | 'connecting' | 'offline' | 'refused') => void

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000
/** The gateway says something every 10 s. Silence of two and a half of these is a dead line that nobody has told us of. */
const SILENCE_MS = 25_000

/**
 * Follows the changes of the gateway over server-sent events. Fetch instead of EventSource: it can name the last event on
 * the first connection too, notices a silent line, and works where the gateway runs in the same page.
 * Returns the function that closes the line; nothing is called after that.
 */
export function watchChanges(
  world: WatchWorld,
  after: number | null,
  onChange: (event: ChangeEvent) => void,
  onState: LineListener,
): () => void {
  const closing = new AbortController()
  let last = after
  let failures = 0

  /** Answers whether it was refused. */
  async function connectOnce(): Promise<boolean> {
    const line = new AbortController()
    const hangUp = () => line.abort()
    closing.signal.addEventListener('abort', hangUp)
    let quiet = world.alarm(SILENCE_MS, hangUp)
    // A line that is dead looks like a quiet one. Whoever got no answer knows better, long before the silence is over.
    const sure = world.onDoubt(hangUp)
    try {
      const headers = new Headers({ Accept: 'text/event-stream' })
      if (last !== null) headers.set('Last-Event-ID', String(last))
      const query = last === null ? '' : `?after=${last}`
      const init: RequestInit = { headers, signal: line.signal, credentials: 'same-origin', cache: 'no-store' }
      const answer = await world.fetch(`${world.baseUrl}/api/events${query}`, init)
      if (answer.status === 403) return true
      if (!answer.ok || answer.body === null) throw new Error(`events answered ${answer.status}`)
      const read = createEventReader()
      const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { done, value } = await pieces.read()
        if (done || closing.signal.aborted) return false
        quiet()
        quiet = world.alarm(SILENCE_MS, hangUp)
        for (const sent of read(value)) accept(sent)
      }
    } finally {
      quiet()
      sure()
      closing.signal.removeEventListener('abort', hangUp)
    }
  }

  function accept(sent: { event: string; data: string; id: string | null }): void {
    if (sent.event === 'open') {
      failures = 0
      onState('live')
      const at = Number(sent.id)
      if (last === null && sent.id !== null && Number.isInteger(at)) last = at
      return
    }
    if (sent.event !== 'change') return
    const change = JSON.parse(sent.data) as ChangeEvent
    // A line that was cut in the middle of an answer may repeat its end: each change is told once.
    if (last !== null && change.sequence <= last) return
    last = change.sequence
    onChange(change)
  }

  async function keepConnected(): Promise<void> {
    onState('connecting')
    while (!closing.signal.aborted) {
      const isRefused = await connectOnce().catch(() => false)
      if (closing.signal.aborted) return
      onState(isRefused ? 'refused' : failures === 0 ? 'connecting' : 'offline')
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures)
      failures += 1
      await world.sleep(waitMs * (0.5 + world.random() / 2), closing.signal)
    }
  }

  void keepConnected()
  return () => closing.abort()
}
