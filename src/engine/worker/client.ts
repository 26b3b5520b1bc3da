import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { attendWorker, type WishOutcome } from './attended-worker.ts'
import type { Answer, AnswerTo, Ask, FromLab, LabPort } from './protocol.ts'

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
export type Outcome<Kind extends Ask['kind']> = WishOutcome<AnswerTo<Kind>>

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
 * Asks a worker to try rules. A rule from outside may be written to hang whoever evaluates it: the text that a worker hung on is not
 * tried again. A later wish of the kind that is under way asks the worker to leave that one.
 */
export function createTriggerLab(world: LabWorld): TriggerLab {
  let history: HistoryRecord[] = []

  const worker = attendWorker<LabPort, Ask, Answer>({
    open: () => {
      const port = world.open()
      port.onmessage = ({ data }) => hear(data)
      for (let from = 0; from < history.length; from += SEED_RECORDS) {
        port.postMessage({ type: 'add', records: history.slice(from, from + SEED_RECORDS) })
      }
      return port
    },
    send: (port, wish, ask) => port.postMessage({ type: 'ask', wish, ask }),
    onOvertaken: (port, wish) => port.postMessage({ type: 'cancel', wish }),
    alarm: world.alarm,
    hangMs: HANG_MS,
    failures: FAILURES,
    onStatus: (kind) => world.onStatus({ kind }),
  })

  const hear = (message: FromLab) => {
    const { wish } = message
    if (message.type === 'alive') worker.hearAlive(wish)
    else if (message.type === 'answer') worker.settle(wish, { kind: 'answered', answer: message.answer })
    else if (message.type === 'failed') worker.settle(wish, { kind: 'failed', message: message.message })
    else worker.settle(wish, { kind: 'superseded' })
  }

  return {
    add: (records) => {
      history = [...history, ...records]
      worker.port?.postMessage({ type: 'add', records })
    },
    forget: () => {
      history = []
      worker.port?.postMessage({ type: 'forget' })
    },
    // An answer has the kind of its ask.
    ask: (ask) => worker.ask(ask) as Promise<Outcome<never>>,
    restart: worker.restart,
    close: worker.close,
  }
}
