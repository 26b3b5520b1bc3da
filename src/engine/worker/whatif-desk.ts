import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { History } from '../whatif/history.ts'
import type { Crew } from '../whatif/machine.ts'
import type { WhatIfResult } from '../whatif/result.ts'
import { openSession, type WhatIfSession } from '../whatif/session.ts'
import { decodeHistory } from '../whatif/wire.ts'
import { type Counted, type CountedSides, writeCounted } from './counted-wire.ts'
import { layDown } from './early-answer.ts'
import { heldBackFrom } from './held-back.ts'
import { factsOf } from './history-facts.ts'
import { createDraftReader, type DraftReader } from './whatif-content.ts'
import type { Baseline, Crossing, FromWhatIf, ToWhatIf, WhatIfAnswer, WhatIfAsk } from './whatif-protocol.ts'

export interface WhatIfDeskWorld {
  /** Any steady clock, ms. */
  readonly now: () => number
  /** What is in `moved` goes over, and is empty afterwards. */
  readonly post: (message: FromWhatIf, moved: readonly ArrayBuffer[]) => void
  /** Left out where threads cannot share memory. */
  readonly crew?: Crew | undefined
}

type Part = 'all' | 'tuned' | 'tail'

/** One part of the history with what it is compared to, held ready. */
interface Opened {
  readonly session: WhatIfSession
  readonly reader: DraftReader
  readonly before: WhatIfResult
}

/** The sessions of one baseline. Another one that says the same is the same. */
interface Open {
  readonly baseline: Baseline
  readonly key: string
  readonly edition: number
  readonly parts: Map<Part, Opened>
}

/** What the worker does with each message. It holds the history, and sessions for the baseline that was asked for last. */
export function createWhatIfDesk({ now, post, crew }: WhatIfDeskWorld): (message: ToWhatIf) => void {
  let bytes: Uint8Array<ArrayBuffer> | null = null
  let history: History | null = null
  let shared: SharedArrayBuffer | null = null
  /** The baseline of the last ask. */
  let asked: Baseline | null = null
  let edition = 0
  let open: Open | null = null

  const say = (message: FromWhatIf) => post(message, [])

  const read = (wish: number): History => {
    if (history !== null) return history
    if (bytes === null) throw new RangeError('no history was loaded')
    say({ type: 'alive', wish, stage: 'reading' })
    history = decodeHistory(bytes)
    return history
  }

  const closeAll = () => {
    for (const { session } of open?.parts.values() ?? []) session.close()
    open = null
  }

  const readyFor = (baseline: Baseline) => {
    if (open?.baseline === baseline) return open
    const key = JSON.stringify(baseline)
    if (open?.key !== key) {
      closeAll()
      edition += 1
    }
    open = { baseline, key, edition, parts: open?.parts ?? new Map() }
    return open
  }

  const opened = (wish: number, part: Part): Opened => {
    const whole = read(wish)
    if (asked === null) throw new RangeError('no baseline was named')
    const { parts } = readyFor(asked)
    const known = parts.get(part)
    if (known !== undefined) return known
    say({ type: 'alive', wish, stage: 'opening' })
    const some = partOf(whole, part)
    const reader = createDraftReader(some, asked)
    const session = openSession(some, reader.baseline, crew === undefined ? {} : { crew })
    const made = { session, reader, before: session.run(reader.baseline) }
    parts.set(part, made)
    say({ type: 'alive', wish, stage: 'trying' })
    return made
  }

  const count = (wish: number, ask: Extract<Crossing<WhatIfAsk>, { kind: 'run' }>, knows: number): Counted => {
    const startedAt = now()
    const sides = (part: Part): CountedSides => {
      const { session, reader, before } = opened(wish, part)
      return { before: open?.edition === knows ? null : before, after: session.run(reader.read(ask.draft)) }
    }
    const run = sides(ask.isTailHeldBack ? 'tuned' : 'all')
    const tail = ask.isTailHeldBack ? sides('tail') : null
    return { edition, run, tail, computeMs: now() - startedAt }
  }

  const look = (wish: number, ask: Exclude<Crossing<WhatIfAsk>, { kind: 'run' }>): LookedUp => {
    if (ask.kind === 'facts') return { kind: 'facts', facts: factsOf(read(wish)) }
    const { session, reader } = opened(wish, 'all')
    session.run(reader.read(ask.draft))
    return {
      kind: 'lists',
      moved: session.moved(ask.limit),
      broken: session.broken(ask.limit),
      head: session.head(ask.limit),
      breaker: session.breaker(),
    }
  }

  return (message) => {
    if (message.type === 'share') {
      shared = message.memory
      return
    }
    if (message.type === 'load') {
      bytes = message.bytes
      history = null
      closeAll()
      return
    }
    const { wish, ask, knows } = message
    // Taken down before anything can fail: whoever asks next may leave it out.
    if (ask.kind !== 'facts' && ask.baseline !== null) asked = ask.baseline
    try {
      if (ask.kind !== 'run') {
        say({ type: 'answer', wish, answer: look(wish, ask) })
        return
      }
      const counted = writeCounted(count(wish, ask, knows))
      if (shared !== null && layDown(shared, wish, counted)) say({ type: 'counted', wish, bytes: null })
      else post({ type: 'counted', wish, bytes: counted }, [counted.buffer])
    } catch (error) {
      // A session that threw half way may have counted half: the next wish begins with another.
      closeAll()
      say({ type: 'failed', wish, message: error instanceof Error ? error.message : String(error) })
    }
  }
}

type LookedUp = Exclude<WhatIfAnswer, { readonly kind: 'run' }>

/** Rows stand oldest first, so a part is a stretch of each column; cases keep their places. */
function partOf(history: History, part: Part): History {
  if (part === 'all') return history
  const { rows } = history
  const cut = heldBackFrom(rows.count)
  const [from, to] = part === 'tuned' ? [0, cut] : [cut, rows.count]
  return {
    ...history,
    rows: {
      count: to - from,
      number: rows.number.subarray(from, to),
      caseOf: rows.caseOf.subarray(from, to),
      minute: rows.minute.subarray(from, to),
      disposition: rows.disposition.subarray(from, to),
      isOfThen: rows.isOfThen.subarray(from, to),
    },
  }
}
