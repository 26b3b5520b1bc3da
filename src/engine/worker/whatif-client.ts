import type { WhatIfResult } from '../whatif/result.ts'
import { type Counted, type CountedSides, createCountedReader } from './counted-wire.ts'
import { createEarlyAnswer, pickUp } from './early-answer.ts'
import type {
  Baseline,
  Compared,
  Crossing,
  FromWhatIf,
  HistoryFacts,
  WhatIfAnswer,
  WhatIfAnswerTo,
  WhatIfAsk,
  WhatIfPort,
} from './whatif-protocol.ts'

export type { Outcome } from '../whatif/outcome.ts'
export type { Approvals, Moved, TriggerCounts, WhatIfResult } from '../whatif/result.ts'
export { HELD_BACK_PERCENT } from './held-back.ts'
export { createLongLab } from './whatif-client-long.ts'
export type {
  Baseline,
  HistoryFacts,
  IdentityInHistory,
  TriggerFacts,
  WhatIfAnswerTo,
  WhatIfAsk,
  WhatIfPort,
} from './whatif-protocol.ts'

/** What became of a wish. */
export type WhatIfOutcome<Kind extends WhatIfAsk['kind']> =
  | { readonly kind: 'answered'; readonly answer: WhatIfAnswerTo<Kind> }
  | { readonly kind: 'failed'; readonly message: string }
  /** A later wish of the same kind took its place, somebody stopped it, or the lab was closed. */
  | { readonly kind: 'superseded' }
  /** The worker hung on it for `WHATIF_HANG_MS`, or died; it was replaced. */
  | { readonly kind: 'stopped'; readonly because: 'hang' | 'crash' }

export type WhatIfStatus =
  | { readonly kind: 'idle' }
  /** `stage` is what the worker said last; null before it said anything. */
  | { readonly kind: 'busy'; readonly stage: 'reading' | 'opening' | 'trying' | null }
  /** The last `WHATIF_FAILURES` workers died without an answer: nothing is tried any more until `restart`. */
  | { readonly kind: 'gone' }

/** What is known of an answer before it comes; only a long history says any of it. */
export type WhatIfPart =
  | { readonly kind: 'progress'; readonly read: number; readonly of: number }
  /** What `counted` of `alerts` say of all. */
  | {
      readonly kind: 'estimate'
      readonly answer: WhatIfAnswerTo<'run'>
      readonly counted: number
      readonly alerts: number
    }

/** What `LongHistory.facts` of the port holds. It comes from the gateway of this very page. */
export function readLongFacts(facts: unknown): HistoryFacts {
  return facts as HistoryFacts
}

export interface WhatIfLab {
  /** Whether it answers `lists`. */
  readonly hasLists: boolean
  /** The history of this worker and of each that replaces it; wishes about another one are let go. */
  load(bytes: Uint8Array<ArrayBuffer>): void
  /** Never rejects. Of one kind only the latest wish is carried out; one is under way at a time, the others wait. */
  ask<Kind extends WhatIfAsk['kind']>(
    ask: Extract<WhatIfAsk, { readonly kind: Kind }>,
    hear?: (part: WhatIfPart) => void,
  ): Promise<WhatIfOutcome<Kind>>
  /**
   * Takes what was asked last, if it is answered within `waitMs`: for whoever is about to paint, and would show the answer a frame
   * late. It waits without letting anything else run, so a few ms at most. Does nothing where memory is not shared.
   */
  takeEarly(waitMs: number): void
  /** Ends what is under way and what waits; the next wish begins with a fresh worker. */
  stop(): void
  restart(): void
  close(): void
}

/** Silence of a worker at work after which it counts as hung. One stage over the longest history takes a few seconds. */
export const WHATIF_HANG_MS = 30_000
/** Workers in a row that die without an answer before the lab gives up. */
export const WHATIF_FAILURES = 3

export interface WhatIfWorld {
  readonly open: () => WhatIfPort
  /** Calls back after `ms`; answers the function that prevents it. */
  readonly alarm: (ms: number, ring: () => void) => () => void
  readonly onStatus: (status: WhatIfStatus) => void
  /** Where a worker lays an answer before it sends it, for each worker another; null where memory is not shared. */
  readonly share: () => SharedArrayBuffer | null
  /** Any steady clock, ms. */
  readonly now: () => number
}

interface Wish {
  readonly number: number
  readonly ask: WhatIfAsk
  readonly settle: (outcome: WhatIfOutcome<WhatIfAsk['kind']>) => void
}

/** What the last draft was compared with. As long as that is the same, it is one object: who shows it alone need not draw it again. */
interface Known {
  readonly edition: number
  readonly isTailHeldBack: boolean
  readonly run: WhatIfResult
  readonly tail: WhatIfResult | undefined
}

/** The lab over a worker of its own, in the page. */
export function openWhatIfLab(onStatus: WhatIfWorld['onStatus']): WhatIfLab {
  return createWhatIfLab({
    open: () => new Worker(new URL('./whatif.worker.ts', import.meta.url), { type: 'module' }) as WhatIfPort,
    alarm: (ms, ring) => {
      const timer = setTimeout(ring, ms)
      return () => clearTimeout(timer)
    },
    onStatus,
    share: () => createEarlyAnswer(globalThis.crossOriginIsolated),
    now: () => performance.now(),
  })
}

/** Asks a worker to decide the history again, one wish at a time, the latest first of its kind. */
export function createWhatIfLab(world: WhatIfWorld): WhatIfLab {
  let port: WhatIfPort | null = null
  let memory: SharedArrayBuffer | null = null
  let bytes: Uint8Array<ArrayBuffer> | null = null
  /** What this worker was told last, and what it told last. */
  let told: Baseline | null = null
  let known: Known | null = null
  const readCounted = createCountedReader()
  let nextNumber = 0
  let current: Wish | null = null
  let waiting: Wish[] = []
  let failures = 0
  let isClosed = false
  let stopAlarm: () => void = () => undefined

  const replace = (): WhatIfPort => {
    const opened = world.open()
    opened.onmessage = ({ data }) => hear(data)
    opened.onerror = () => endWorker('crash')
    memory = world.share()
    told = null
    known = null
    if (memory !== null) opened.postMessage({ type: 'share', memory })
    if (bytes !== null) opened.postMessage({ type: 'load', bytes })
    return opened
  }

  const watch = () => {
    stopAlarm()
    stopAlarm = world.alarm(WHATIF_HANG_MS, () => endWorker('hang'))
  }

  const dropPort = () => {
    stopAlarm()
    port?.terminate()
    port = null
  }

  const next = () => {
    stopAlarm()
    const wish = isClosed || failures >= WHATIF_FAILURES ? undefined : waiting.shift()
    current = wish ?? null
    if (wish === undefined) {
      if (!isClosed) world.onStatus(failures >= WHATIF_FAILURES ? { kind: 'gone' } : { kind: 'idle' })
      return
    }
    world.onStatus({ kind: 'busy', stage: null })
    port ??= replace()
    port.postMessage({ type: 'ask', wish: wish.number, ask: crossing(wish.ask), knows: knownFor(wish.ask) })
    watch()
  }

  const endWorker = (because: 'hang' | 'crash') => {
    dropPort()
    failures += 1
    const ended = current
    current = null
    if (failures >= WHATIF_FAILURES) for (const wish of waiting.splice(0)) wish.settle({ kind: 'stopped', because })
    ended?.settle({ kind: 'stopped', because })
    next()
  }

  const letGo = () => {
    const dropped = [...(current === null ? [] : [current]), ...waiting]
    current = null
    waiting = []
    for (const wish of dropped) wish.settle({ kind: 'superseded' })
  }

  const hear = (message: FromWhatIf) => {
    if (message.wish !== current?.number) return
    if (message.type === 'alive') {
      world.onStatus({ kind: 'busy', stage: message.stage })
      watch()
      return
    }
    failures = 0
    const { settle, number } = current
    if (message.type === 'failed') settle({ kind: 'failed', message: message.message })
    else if (message.type === 'answer') settle({ kind: 'answered', answer: message.answer })
    else {
      const laid = message.bytes ?? (memory === null ? null : pickUp(memory, number))
      const answer = laid === null ? null : whole(readCounted(laid))
      settle(answer === null ? { kind: 'failed', message: 'The worker sent no answer.' } : { kind: 'answered', answer })
    }
    next()
  }

  const knownFor = (ask: WhatIfAsk): number =>
    known !== null && ask.kind === 'run' && ask.isTailHeldBack === known.isTailHeldBack ? known.edition : 0

  const crossing = (ask: WhatIfAsk): Crossing<WhatIfAsk> => {
    if (ask.kind === 'facts') return ask
    if (ask.baseline === told) return { ...ask, baseline: null }
    told = ask.baseline
    return ask
  }

  /** With the sides that did not cross again; null where they are not known, which the worker was told otherwise. */
  const whole = ({ edition, run, tail, computeMs }: Counted): WhatIfAnswer | null => {
    const last = known?.edition === edition ? known : null
    const both = ({ before, after }: CountedSides, kept: WhatIfResult | undefined): Compared | null => {
      const was = before ?? kept
      return was === undefined ? null : { before: was, after }
    }
    const all = both(run, last?.run)
    const newest = tail === null ? null : both(tail, last?.tail)
    if (all === null || (tail !== null && newest === null)) return null
    known = { edition, isTailHeldBack: tail !== null, run: all.before, tail: newest?.before }
    return { kind: 'run', run: all, tail: newest, computeMs }
  }

  return {
    hasLists: true,
    load: (loaded) => {
      bytes = loaded
      // The answer under way speaks of another history: its number is forgotten, so that it is dropped when it comes.
      letGo()
      port?.postMessage({ type: 'load', bytes: loaded })
      next()
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
        if (failures >= WHATIF_FAILURES) {
          wish.settle({ kind: 'stopped', because: 'crash' })
          return
        }
        for (const older of waiting) if (older.ask.kind === ask.kind) older.settle({ kind: 'superseded' })
        waiting = [...waiting.filter((older) => older.ask.kind !== ask.kind), wish]
        if (current === null) next()
      }),
    takeEarly: (waitMs) => {
      const shared = memory
      if (shared === null) return
      const { now } = world
      const until = now() + waitMs
      while (current?.ask.kind === 'run') {
        const laid = pickUp(shared, current.number)
        // The message that follows names a wish that is no longer under way, and is dropped.
        if (laid !== null) hear({ type: 'counted', wish: current.number, bytes: laid })
        else if (now() >= until) return
      }
    },
    stop: () => {
      dropPort()
      letGo()
      next()
    },
    restart: () => {
      failures = 0
      if (current === null) next()
    },
    close: () => {
      isClosed = true
      dropPort()
      letGo()
    },
  }
}
