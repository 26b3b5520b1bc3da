import type { HistoryRecord } from '../../domain/views/record-views.ts'
import type { AnswerTo, Ask, FromLab, LabPort } from './protocol.ts'

export type {
  Ask,
  LabExplanation,
  LabPort,
  LabProblem,
  ReadFile,
  RuleFile,
  TryResult,
  Vocabulary,
} from './protocol.ts'
export { VERDICT } from './protocol.ts'

/** What became of a wish. Only `answered` and `failed` say something about the text. */
export type Outcome<Kind extends Ask['kind']> =
  | { readonly kind: 'answered'; readonly answer: AnswerTo<Kind> }
  | { readonly kind: 'failed'; readonly message: string }
  /** A later wish of the same kind took its place, or the lab was closed. */
  | { readonly kind: 'superseded' }
  /** The worker hung on it for `HANG_MS`, or died; it was replaced. The same text again would do the same again. */
  | { readonly kind: 'stopped'; readonly because: 'hang' | 'crash' }

export type LabStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  /** The last `FAILURES` workers died without an answer: nothing is tried any more until `restart`. */
  | { readonly kind: 'gone' }

export interface TriggerLab {
  /** Appends to the history of this worker and of each that replaces it. */
  add(records: readonly HistoryRecord[]): void
  /** Empties the history. */
  forget(): void
  /** Never rejects. Of one kind, only the latest wish is carried out; other kinds wait their turn. */
  ask<Kind extends Ask['kind']>(ask: Extract<Ask, { readonly kind: Kind }>): Promise<Outcome<Kind>>
  restart(): void
  close(): void
}

/** Silence of a worker at work after which it counts as hung. It says `alive` many times a second. */
export const HANG_MS = 3000
/** Workers in a row that die without an answer before the lab gives up. */
export const FAILURES = 3
/** Records per message when a new worker is seeded: the page stays fluent while they are copied. */
const SEED_RECORDS = 250

export interface LabWorld {
  readonly open: () => LabPort
  /** Calls back after `ms`; answers the function that prevents it. */
  readonly alarm: (ms: number, ring: () => void) => () => void
  readonly onStatus: (status: LabStatus) => void
}

interface Wish {
  readonly number: number
  readonly ask: Ask
  readonly settle: (outcome: Outcome<Ask['kind']>) => void
}

/** The lab over a worker of its own, in the page. */
export function openTriggerLab(onStatus: LabWorld['onStatus']): TriggerLab {
  return createTriggerLab({
    open: () => new Worker(new URL('./trigger-lab.worker.ts', import.meta.url), { type: 'module' }) as LabPort,
    alarm: (ms, ring) => {
      const timer = setTimeout(ring, ms)
      return () => clearTimeout(timer)
    },
    onStatus,
  })
}

/**
 * Asks a worker to try rules, one wish at a time, the latest first of its kind. A rule from outside may be written to
 * hang whoever evaluates it, so a worker that falls silent is ended and replaced, and the wish that it hung on is not repeated.
 */
export function createTriggerLab(world: LabWorld): TriggerLab {
  let port: LabPort | null = null
  let history: HistoryRecord[] = []
  let nextNumber = 0
  let current: Wish | null = null
  let waiting: Wish[] = []
  let failures = 0
  let isClosed = false
  let stopAlarm: () => void = () => undefined

  const replace = () => {
    port?.terminate()
    port = world.open()
    port.onmessage = ({ data }) => hear(data)
    port.onerror = () => endWorker('crash')
    for (let from = 0; from < history.length; from += SEED_RECORDS) {
      port.postMessage({ type: 'add', records: history.slice(from, from + SEED_RECORDS) })
    }
  }

  const watch = () => {
    stopAlarm()
    stopAlarm = world.alarm(HANG_MS, () => endWorker('hang'))
  }

  const next = () => {
    stopAlarm()
    const wish = isClosed || failures >= FAILURES ? undefined : waiting.shift()
    current = wish ?? null
    if (wish === undefined) {
      world.onStatus(failures >= FAILURES ? { kind: 'gone' } : { kind: 'idle' })
      return
    }
    world.onStatus({ kind: 'busy' })
    if (port === null) replace()
    port?.postMessage({ type: 'ask', wish: wish.number, ask: wish.ask })
    watch()
  }

  const endWorker = (because: 'hang' | 'crash') => {
    port?.terminate()
    port = null
    failures += 1
    const ended = current
    current = null
    if (failures >= FAILURES) for (const wish of waiting.splice(0)) wish.settle({ kind: 'stopped', because })
    ended?.settle({ kind: 'stopped', because })
    next()
  }

  const hear = (message: FromLab) => {
    if (message.wish !== current?.number) return
    if (message.type === 'alive') {
      watch()
      return
    }
    failures = 0
    const { settle } = current
    if (message.type === 'answer') settle({ kind: 'answered', answer: message.answer })
    else if (message.type === 'failed') settle({ kind: 'failed', message: message.message })
    else settle({ kind: 'superseded' })
    next()
  }

  return {
    add: (records) => {
      history = [...history, ...records]
      port?.postMessage({ type: 'add', records })
    },
    forget: () => {
      history = []
      port?.postMessage({ type: 'forget' })
    },
    ask: (ask) =>
      new Promise((resolve) => {
        nextNumber += 1
        // What is settled belongs to this very ask: `hear` compares numbers, and an answer has the kind of its ask.
        const wish: Wish = { number: nextNumber, ask, settle: resolve as Wish['settle'] }
        if (isClosed) {
          wish.settle({ kind: 'superseded' })
          return
        }
        if (failures >= FAILURES) {
          wish.settle({ kind: 'stopped', because: 'crash' })
          return
        }
        for (const older of waiting) if (older.ask.kind === ask.kind) older.settle({ kind: 'superseded' })
        waiting = [...waiting.filter((older) => older.ask.kind !== ask.kind), wish]
        if (current === null) next()
        else if (current.ask.kind === ask.kind) port?.postMessage({ type: 'cancel', wish: current.number })
      }),
    restart: () => {
      failures = 0
      if (current === null) next()
    },
    close: () => {
      isClosed = true
      stopAlarm()
      port?.terminate()
      port = null
      current?.settle({ kind: 'superseded' })
      current = null
      for (const wish of waiting.splice(0)) wish.settle({ kind: 'superseded' })
    },
  }
}
