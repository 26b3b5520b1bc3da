import { createWishLine, type Superseded } from './wish-line.ts'

/** What became of a wish. Only `answered` and `failed` say something about what was asked. */
export type WishOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string }
  | Superseded
  /** The worker hung on it, or died; it was replaced. The same wish again would do the same again. */
  | { readonly kind: 'stopped'; readonly because: 'hang' | 'crash' }

/** The part of a `Worker` that is attended to; a test brings thirty lines that fail on purpose. */
export interface AttendedPort<ToWorker, FromWorker> {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: { readonly data: FromWorker }) => void) | null
  /** The script did not load, or an error escaped it. */
  onerror: ((event: unknown) => void) | null
}

export interface AttendedWorld<Port, Ask> {
  /** A worker that is ready for wishes: it was told what it has to know, and its messages reach whoever opened it. */
  readonly open: () => Port
  readonly send: (port: Port, number: number, ask: Ask) => void
  /** The wish under way is of the kind of one that has just begun to wait. */
  readonly onOvertaken?: (port: Port, number: number) => void
  /** Calls back after `ms`; answers the function that prevents it. */
  readonly alarm: (ms: number, ring: () => void) => () => void
  /** Silence of a worker at work after which it counts as hung, ms. */
  readonly hangMs: number
  /** Workers in a row that die without an answer before no more are opened. */
  readonly failures: number
  /** `gone`: nothing is tried any more until `restart`. Silent after `close`. */
  readonly onStatus: (status: 'idle' | 'busy' | 'gone') => void
}

export interface AttendedWorker<Port, Ask, Answer> {
  /** The worker there is; null before the first wish, and where the last one ended. */
  readonly port: Port | null
  readonly current: { readonly number: number; readonly ask: Ask } | null
  /** Never rejects. One wish is under way at a time, the latest of its kind. */
  ask(ask: Ask): Promise<WishOutcome<Answer>>
  /** It is at work on this wish. False where that one is not under way. */
  hearAlive(number: number): boolean
  /** Settles this wish and begins the next; drops what comes for one that is not under way. */
  settle(number: number, outcome: WishOutcome<Answer>): void
  /** Lets go of every wish. The worker stays; what it says about them is dropped. */
  readonly clear: () => void
  /** Ends the worker and lets go of every wish; the next one begins with a fresh worker. */
  readonly stop: () => void
  /** After `gone`. */
  readonly restart: () => void
  readonly close: () => void
}

/**
 * A worker that is asked wishes and never trusted to answer: one that falls silent at work or dies is ended and replaced, and the wish
 * it ended on is not repeated; what waited behind that goes to the next one.
 */
export function attendWorker<
  Port extends { terminate(): void; onerror: ((event: unknown) => void) | null },
  Ask extends { readonly kind: string },
  Answer,
>(world: AttendedWorld<Port, Ask>): AttendedWorker<Port, Ask, Answer> {
  const line = createWishLine<Ask, WishOutcome<Answer>>()
  let port: Port | null = null
  let failed = 0
  let isClosed = false
  let stopAlarm: () => void = () => undefined

  const isGone = () => failed >= world.failures

  const watch = () => {
    stopAlarm()
    stopAlarm = world.alarm(world.hangMs, () => endWorker('hang'))
  }

  const opened = (): Port => {
    const fresh = world.open()
    fresh.onerror = () => {
      if (fresh === port) endWorker('crash')
    }
    return fresh
  }

  const dropWorker = () => {
    stopAlarm()
    port?.terminate()
    port = null
  }

  const next = () => {
    if (isClosed || line.current !== null) return
    stopAlarm()
    const wish = isGone() ? null : line.begin()
    if (wish === null) {
      world.onStatus(isGone() ? 'gone' : 'idle')
      return
    }
    world.onStatus('busy')
    port ??= opened()
    world.send(port, wish.number, wish.ask)
    watch()
  }

  const endWorker = (because: 'hang' | 'crash') => {
    dropWorker()
    failed += 1
    if (isGone()) line.refuse({ kind: 'stopped', because })
    if (line.current !== null) line.settle(line.current.number, { kind: 'stopped', because })
    next()
  }

  return {
    get port() {
      return port
    },
    get current() {
      return line.current
    },
    ask: (ask) => {
      if (isGone() && !isClosed) return Promise.resolve({ kind: 'stopped', because: 'crash' })
      const outcome = line.add(ask)
      if (line.current === null) next()
      else if (line.current.ask.kind === ask.kind && port !== null) world.onOvertaken?.(port, line.current.number)
      return outcome
    },
    hearAlive: (number) => {
      if (line.current?.number !== number) return false
      watch()
      return true
    },
    settle: (number, outcome) => {
      if (!line.settle(number, outcome)) return
      failed = 0
      next()
    },
    clear: () => {
      line.clear()
      next()
    },
    stop: () => {
      dropWorker()
      line.clear()
      next()
    },
    restart: () => {
      failed = 0
      next()
    },
    close: () => {
      isClosed = true
      dropWorker()
      line.close()
    },
  }
}
