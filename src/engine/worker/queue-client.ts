import { type Drift, NO_DRIFT } from '../queue/drift.ts'
import { QueueLoader, type QueueSource } from './queue-loader.ts'
import type { FromQueue, QueueAnswerTo, QueueAsk, QueuePort } from './queue-protocol.ts'
import { createWishLine, type Superseded } from './wish-line.ts'

export type { ChosenIn } from '../queue/chosen-in-groups.ts'
export type { Facet, FacetValue } from '../queue/facets.ts'
export type { Histogram } from '../queue/histogram.ts'
export type { QueueSort } from '../queue/order.ts'
export type { QueueLine, ViewCounts, ViewWish } from '../queue/queue-view.ts'
export type { QueueSource } from './queue-loader.ts'
export type { QueueAnswerTo, QueueAsk, QueuePort } from './queue-protocol.ts'

/** What became of a wish. */
export type QueueOutcome<Kind extends QueueAsk['kind']> =
  | { readonly kind: 'answered'; readonly answer: QueueAnswerTo<Kind> }
  | { readonly kind: 'failed'; readonly message: string }
  | Superseded

export interface QueueStatus {
  /** `loading`: usable as soon as `rows` are there. `ready`: every alert is held. `failed`: see `error`; `retry` goes on where it ended. */
  readonly phase: 'loading' | 'ready' | 'failed'
  /** Alerts held, and those that the queue had when loading began. */
  readonly rows: number
  readonly total: number
  /** Why loading or following ended, as the source rejected; null while neither did. With `ready` what is held is no longer followed. */
  readonly error: unknown
  /** How the view drifted from the lines that were given last. */
  readonly drift: Drift
  /** Rises with each change that was taken in: what a line says may be something else by now. */
  readonly changes: number
}

export interface QueueEngine {
  /**
   * Never rejects. Of one kind only the latest wish is carried out, one is under way at a time. Waits for the first alerts, not for
   * all of them: ask again as `rows` grow.
   */
  ask<Kind extends QueueAsk['kind']>(ask: Extract<QueueAsk, { readonly kind: Kind }>): Promise<QueueOutcome<Kind>>
  /** Something changed: reads it, soon and once for many calls. News say that the line is there, so a load that broke off goes on, too. */
  follow(): void
  /** After `failed`, or where following ended. While it loads: with a fresh worker, from the beginning. */
  retry(): void
  close(): void
}

export interface QueueWorld {
  readonly open: () => QueuePort
  readonly source: QueueSource
  /** Calls back after `ms`; answers the function that prevents it. */
  readonly alarm: (ms: number, ring: () => void) => () => void
  readonly onStatus: (status: QueueStatus) => void
}

/** Changes are read at most so often: a burst costs a reading for many, not one each. */
export const FOLLOW_EVERY_MS = 250
/** Workers in a row that die before one of them answers a wish; then a person decides. */
const MOST_FAILURES = 3
/** A worker that was asked something and says nothing at all for so long will never say anything. */
export const SILENT_MS = 20_000

/** The queue over a worker of its own, in the page. */
export function openQueue(source: QueueSource, onStatus: QueueWorld['onStatus']): QueueEngine {
  return createQueue({
    open: () => new Worker(new URL('./queue.worker.ts', import.meta.url), { type: 'module' }) as QueuePort,
    source,
    alarm: (ms, ring) => {
      const timer = setTimeout(ring, ms)
      return () => clearTimeout(timer)
    },
    onStatus,
  })
}

type Settled = Exclude<QueueOutcome<QueueAsk['kind']>, Superseded>

export function createQueue(world: QueueWorld): QueueEngine {
  let status: QueueStatus = { phase: 'loading', rows: 0, total: 0, error: null, drift: NO_DRIFT, changes: 0 }
  let load = 0
  let failures = 0
  let isClosed = false
  let port: QueuePort | null = null
  let loader: QueueLoader | null = null
  const line = createWishLine<QueueAsk, Settled>()
  let stopAlarm: (() => void) | null = null
  let stopListening: (() => void) | null = null
  let isFollowing = false
  let isBehind = false

  const tell = (news: Partial<QueueStatus>) => {
    status = { ...status, ...news }
    if (!isClosed) world.onStatus(status)
  }

  const next = () => {
    // Before the first alerts are there, an answer would be about nothing.
    const isEmpty = status.rows === 0 && status.phase !== 'ready'
    if (port === null || isEmpty || isClosed) return
    const wish = line.begin()
    if (wish === null) return
    port.postMessage({ type: 'ask', wish: wish.number, ask: wish.ask })
    listen()
  }

  /** Whoever waits for an answer waits for a sign of life: a worker that is at work on blocks answers later. */
  const listen = () => {
    stopListening?.()
    stopListening = line.current === null ? null : world.alarm(SILENT_MS, die)
  }

  const hear = (message: FromQueue) => {
    if (message.type === 'held') {
      if (message.load !== load) return
      if (!message.isChange) loader?.tookIn()
      tell({ rows: message.rows, drift: message.drift, changes: status.changes + Number(message.isChange) })
      next()
    } else if (message.type === 'unreadable') {
      if (message.load !== load) return
      loader?.stop()
      loader = null
      tell({ phase: 'failed', error: new Error(message.message) })
    } else if (message.wish === line.current?.number) {
      failures = 0
      // The lines are of this moment again.
      if (message.type === 'answer' && message.answer.kind === 'view') tell({ drift: NO_DRIFT })
      line.settle(
        message.wish,
        message.type === 'failed'
          ? { kind: 'failed', message: message.message }
          : { kind: 'answered', answer: message.answer },
      )
      next()
    }
  }

  const fail = (error: unknown) => tell({ phase: status.phase === 'ready' ? 'ready' : 'failed', error })

  const carryOn = (reader: QueueLoader) => {
    reader.load().then(
      () => {
        if (loader !== reader) return
        tell({ phase: 'ready', error: null })
        next()
        if (isBehind) follow()
      },
      (error: unknown) => {
        if (loader !== reader) return
        if (isStale(error)) begin()
        else fail(error)
      },
    )
  }

  /** Everything from the beginning: at first, with a fresh worker, and where the epoch is over. */
  const begin = () => {
    loader?.stop()
    load += 1
    const mine = load
    if (port === null) {
      port = world.open()
      const opened = port
      port.onmessage = ({ data }) => {
        // What one that was ended had sent before is about other alerts.
        if (opened !== port) return
        hear(data)
        listen()
      }
      port.onerror = () => {
        if (opened === port) die()
      }
    }
    const at = port
    at.postMessage({ type: 'begin', load: mine })
    const send = (type: 'block' | 'change') => (bytes: Uint8Array<ArrayBuffer>) => {
      if (mine === load) at.postMessage({ type, load: mine, bytes }, [bytes.buffer])
    }
    loader = new QueueLoader(world.source, {
      onBegin: (total) => {
        if (mine === load) at.postMessage({ type: 'expect', load: mine, rows: total })
        tell({ total })
      },
      onBlock: send('block'),
      onChange: send('change'),
    })
    tell({ phase: 'loading', rows: 0, error: null, drift: NO_DRIFT })
    carryOn(loader)
  }

  const die = () => {
    port?.terminate()
    port = null
    stopListening?.()
    stopListening = null
    failures += 1
    // What it was working on is asked again of the next one, unless that was its end.
    const message = 'The worker that holds the queue ended. It is being read again.'
    if (line.current !== null) line.settle(line.current.number, { kind: 'failed', message })
    if (failures >= MOST_FAILURES) {
      loader?.stop()
      tell({ phase: 'failed', rows: 0, error: new Error('The worker that holds the queue ended several times.') })
    } else begin()
  }

  const follow = () => {
    if (isClosed || stopAlarm !== null) return
    stopAlarm = world.alarm(FOLLOW_EVERY_MS, () => {
      stopAlarm = null
      const hasBrokenOff = status.phase === 'failed' && port !== null && loader !== null
      if (hasBrokenOff) retry()
      else if (isFollowing || status.phase !== 'ready') isBehind = true
      else void readChanges()
    })
  }

  const readChanges = async () => {
    const reader = loader
    isFollowing = true
    isBehind = false
    try {
      await reader?.follow()
      if (loader === reader && status.error !== null) tell({ error: null })
    } catch (error) {
      if (loader !== reader) return
      if (isStale(error)) begin()
      else fail(error)
    } finally {
      isFollowing = false
      if (isBehind && status.error === null) follow()
    }
  }

  const retry = () => {
    if (isClosed) return
    if (status.phase === 'ready') void readChanges()
    else if (status.phase === 'loading') {
      failures = 0
      die()
    } else if (port === null || loader === null) {
      failures = 0
      begin()
    } else {
      tell({ phase: 'loading', error: null })
      carryOn(loader)
    }
  }

  begin()
  return {
    ask: (ask) => {
      const outcome = line.add(ask)
      next()
      // An answer has the kind of its ask.
      return outcome as Promise<QueueOutcome<never>>
    },
    follow,
    retry,
    close: () => {
      isClosed = true
      loader?.stop()
      stopAlarm?.()
      stopListening?.()
      port?.terminate()
      line.close()
    },
  }
}

/** As the backend's errors say that something is over; the engine knows no backend. */
function isStale(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'stale'
}
