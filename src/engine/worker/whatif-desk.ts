import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { History } from '../whatif/history.ts'
import type { Crew } from '../whatif/machine.ts'
import type { WhatIfResult } from '../whatif/result.ts'
import { openSession, type WhatIfSession } from '../whatif/session.ts'
import { decodeHistory } from '../whatif/wire.ts'
import { layDown } from './early-answer.ts'
import { heldBackFrom } from './held-back.ts'
import { factsOf } from './history-facts.ts'
import { createDraftReader, type DraftReader } from './whatif-content.ts'
import type { Baseline, Compared, FromWhatIf, ToWhatIf, WhatIfAnswer, WhatIfAsk } from './whatif-protocol.ts'

export interface WhatIfDeskWorld {
  /** Any steady clock, ms. */
  readonly now: () => number
  readonly post: (message: FromWhatIf) => void
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

/** What the worker does with each message. It holds the history, and sessions for the baseline that was asked for last. */
export function createWhatIfDesk({ now, post, crew }: WhatIfDeskWorld): (message: ToWhatIf) => void {
  let bytes: Uint8Array<ArrayBuffer> | null = null
  let history: History | null = null
  let shared: SharedArrayBuffer | null = null
  let open: { readonly key: string; readonly parts: Map<Part, Opened> } | null = null

  const read = (wish: number): History => {
    if (history !== null) return history
    if (bytes === null) throw new RangeError('no history was loaded')
    post({ type: 'alive', wish, stage: 'reading' })
    history = decodeHistory(bytes)
    return history
  }

  const closeAll = () => {
    for (const { session } of open?.parts.values() ?? []) session.close()
    open = null
  }

  const opened = (wish: number, baseline: Baseline, part: Part): Opened => {
    const whole = read(wish)
    const key = JSON.stringify(baseline)
    if (open?.key !== key) {
      closeAll()
      open = { key, parts: new Map() }
    }
    const known = open.parts.get(part)
    if (known !== undefined) return known
    post({ type: 'alive', wish, stage: 'opening' })
    const some = partOf(whole, part)
    const reader = createDraftReader(some, baseline)
    const session = openSession(some, reader.baseline, crew === undefined ? {} : { crew })
    const made = { session, reader, before: session.run(reader.baseline) }
    open.parts.set(part, made)
    return made
  }

  const compare = (wish: number, baseline: Baseline, draft: ScenarioContent, part: Part): Compared => {
    const { session, reader, before } = opened(wish, baseline, part)
    post({ type: 'alive', wish, stage: 'trying' })
    return { before, after: session.run(reader.read(draft)) }
  }

  const answer = (wish: number, ask: WhatIfAsk): WhatIfAnswer => {
    if (ask.kind === 'facts') return { kind: 'facts', facts: factsOf(read(wish)) }
    if (ask.kind === 'run') {
      const startedAt = now()
      const run = compare(wish, ask.baseline, ask.draft, ask.isTailHeldBack ? 'tuned' : 'all')
      const tail = ask.isTailHeldBack ? compare(wish, ask.baseline, ask.draft, 'tail') : null
      return { kind: 'run', run, tail, computeMs: now() - startedAt }
    }
    const { session, reader } = opened(wish, ask.baseline, 'all')
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
    const { wish, ask } = message
    try {
      const found = answer(wish, ask)
      if (shared !== null && found.kind === 'run') layDown(shared, wish, found)
      post({ type: 'answer', wish, answer: found })
    } catch (error) {
      // A session that threw half way may have counted half: the next wish begins with another.
      closeAll()
      post({ type: 'failed', wish, message: error instanceof Error ? error.message : String(error) })
    }
  }
}

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
