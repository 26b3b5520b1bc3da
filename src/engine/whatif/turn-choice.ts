/** A turn that is over: what it was like, how it went, and how much of the work the helper did. */
export interface Turned {
  /** Turns of one kind are compared with one another: they do the same things to other numbers. */
  readonly kind: number
  readonly isCalled: boolean
  readonly ms: number
  /** 0–1: of the pieces, those that the helper counted. */
  readonly helped: number
}

/** Whether a turn calls the helper. */
export interface TurnChoice {
  isCalled(kind: number): boolean
  learn(turn: Turned): void
}

/** Beside the counting itself a call takes at least so long: a message, a thread that wakes, two blocks of counters that become one. */
const LEAST_CALL_MS = 0.1
/** First both ways are tried so often each, in an order in which neither has every second turn: drafts may alternate, too. */
const FIRST_TURNS = [true, false, false, true, true, false, false, true] as const
/** Then the way that is the slower one is tried after so many turns, and after twice as many each time that it loses again. */
const TRIED_AFTER = 25
const TRIED_AFTER_AT_MOST = 200

/** Turns that are looked back on: the middle one of so many, since whoever else wants the core makes a single one ten times as long. */
const RECENT = 5

interface Way {
  readonly recent: number[]
  /** The middle of them; NaN where there are none. */
  ms: number
  /** The turn of this kind in which it was taken last. */
  at: number
}

interface Kind {
  readonly called: Way
  readonly alone: Way
  turns: number
  firstTurns: number
  triedAfter: number
}

/**
 * Calls the helper only in turns that are expected to be faster for it, since a second core may come and go, under load a helper costs
 * more than it does, and a short turn is over before anybody wakes.
 *
 * Two threads save half of what one needs alone, at best, and a call has its cost, which is measured: what a turn with a helper took
 * beyond the share of pieces that was not the helper's. Where half a turn is shorter than that, it is not even tried at first; where it
 * is shorter than any call could be, never. Then the way is taken that was faster of late, and the other one is tried more and more
 * seldom while it goes on losing. So in the long run one turn in `TRIED_AFTER_AT_MOST` is the slower one, and a core that comes back is
 * used after as many at the latest.
 */
export function createChoice(): TurnChoice {
  const kinds = new Map<number, Kind>()
  let callMs = LEAST_CALL_MS

  const kindOf = (kind: number): Kind => {
    const known = kinds.get(kind)
    if (known !== undefined) return known
    const unknown = (): Way => ({ recent: [], ms: Number.NaN, at: 0 })
    const made = { called: unknown(), alone: unknown(), turns: 0, firstTurns: 0, triedAfter: TRIED_AFTER }
    kinds.set(kind, made)
    return made
  }

  return {
    isCalled(which) {
      const kind = kindOf(which)
      const { called, alone } = kind
      kind.turns += 1
      if (Number.isNaN(alone.ms)) return false
      if (alone.ms / 2 <= LEAST_CALL_MS) return false
      if (kind.firstTurns < FIRST_TURNS.length) {
        kind.firstTurns += 1
        return FIRST_TURNS[kind.firstTurns - 1] === true && alone.ms / 2 > callMs
      }
      const isFaster = called.ms < alone.ms
      const other = isFaster ? alone : called
      return kind.turns - other.at >= kind.triedAfter ? !isFaster : isFaster
    },
    learn({ kind: which, isCalled, ms, helped }) {
      const kind = kindOf(which)
      const { called, alone } = kind
      const [own, other] = isCalled ? [called, alone] : [alone, called]
      const isTry = kind.turns - own.at >= kind.triedAfter
      // What was measured long ago may have been with another number of cores.
      if (isTry) own.recent.length = 0
      own.recent.push(ms)
      if (own.recent.length > RECENT) own.recent.shift()
      own.ms = own.recent.toSorted((a, b) => a - b)[(own.recent.length - 1) >> 1] ?? Number.NaN
      own.at = kind.turns
      if (isTry) kind.triedAfter = own.ms < other.ms ? TRIED_AFTER : Math.min(TRIED_AFTER_AT_MOST, kind.triedAfter * 2)
      if (isCalled) callMs = Math.max(LEAST_CALL_MS, ms - alone.ms * (1 - helped))
    },
  }
}
