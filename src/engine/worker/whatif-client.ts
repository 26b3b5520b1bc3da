import type { WhatIfResult } from '../whatif/result.ts'
import { attendWorker, type WishOutcome } from './attended-worker.ts'
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

export type WhatIfOutcome<Kind extends WhatIfAsk['kind']> = WishOutcome<WhatIfAnswerTo<Kind>>

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

/** Asks a worker to decide the history again. */
export function createWhatIfLab(world: WhatIfWorld): WhatIfLab {
  let memory: SharedArrayBuffer | null = null
  let bytes: Uint8Array<ArrayBuffer> | null = null
  /** What this worker was told last, and what it told last. */
  let told: Baseline | null = null
  let known: Known | null = null
  const readCounted = createCountedReader()

  const worker = attendWorker<WhatIfPort, WhatIfAsk, WhatIfAnswer>({
    open: () => {
      const port = world.open()
      port.onmessage = ({ data }) => hear(data)
      memory = world.share()
      told = null
      known = null
      if (memory !== null) port.postMessage({ type: 'share', memory })
      if (bytes !== null) port.postMessage({ type: 'load', bytes })
      return port
    },
    send: (port, wish, ask) => port.postMessage({ type: 'ask', wish, ask: crossing(ask), knows: knownFor(ask) }),
    alarm: world.alarm,
    hangMs: WHATIF_HANG_MS,
    failures: WHATIF_FAILURES,
    onStatus: (kind) => world.onStatus(kind === 'busy' ? { kind, stage: null } : { kind }),
  })

  const hear = (message: FromWhatIf) => {
    const { wish } = message
    if (message.type === 'alive') {
      if (worker.hearAlive(wish)) world.onStatus({ kind: 'busy', stage: message.stage })
    } else if (message.type === 'failed') worker.settle(wish, { kind: 'failed', message: message.message })
    else if (message.type === 'answer') worker.settle(wish, { kind: 'answered', answer: message.answer })
    else if (worker.current?.number === wish) {
      const laid = message.bytes ?? (memory === null ? null : pickUp(memory, wish))
      const answer = laid === null ? null : whole(readCounted(laid))
      const failed = { kind: 'failed', message: 'The worker sent no answer.' } as const
      worker.settle(wish, answer === null ? failed : { kind: 'answered', answer })
    }
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
      worker.clear()
      worker.port?.postMessage({ type: 'load', bytes: loaded })
    },
    // An answer has the kind of its ask.
    ask: (ask) => worker.ask(ask) as Promise<WhatIfOutcome<never>>,
    takeEarly: (waitMs) => {
      const shared = memory
      if (shared === null) return
      const until = world.now() + waitMs
      for (let under = worker.current; under?.ask.kind === 'run'; under = worker.current) {
        const laid = pickUp(shared, under.number)
        // The message that follows names a wish that is no longer under way, and is dropped.
        if (laid !== null) hear({ type: 'counted', wish: under.number, bytes: laid })
        else if (world.now() >= until) return
      }
    },
    stop: worker.stop,
    restart: worker.restart,
    close: worker.close,
  }
}
