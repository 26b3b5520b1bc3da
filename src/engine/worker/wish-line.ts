/** A later wish of the same kind took its place, or whoever carries out wishes was closed. */
export type Superseded = { readonly kind: 'superseded' }
const SUPERSEDED: Superseded = { kind: 'superseded' }

interface Wish<Ask, Outcome> {
  readonly number: number
  readonly ask: Ask
  readonly settle: (outcome: Outcome | Superseded) => void
}

/**
 * Wishes that somebody carries out one at a time. Of one kind only the latest waits: a hand that moves on does not want what it wanted
 * a moment ago. Kinds wait in the order in which they were wished last. Knows no worker and no clock.
 */
export interface WishLine<Ask extends { readonly kind: string }, Outcome> {
  /** What is being carried out; its number names it to whoever answers. */
  readonly current: { readonly number: number; readonly ask: Ask } | null
  /** Answers when it is settled. Superseded at once where the line is closed. */
  add(ask: Ask): Promise<Outcome | Superseded>
  /** Takes the next wish as the current one. Null where one is under way already, or none waits. */
  begin(): { readonly number: number; readonly ask: Ask } | null
  /** Ends the current wish. False where `number` is not it: an answer that comes too late is nobody's. */
  settle(number: number, outcome: Outcome): boolean
  /** Ends all that wait, with this. */
  refuse(outcome: Outcome): void
  /** Lets go of all, the current one too. */
  clear(): void
  close(): void
}

export function createWishLine<Ask extends { readonly kind: string }, Outcome>(): WishLine<Ask, Outcome> {
  let lastNumber = 0
  let current: Wish<Ask, Outcome> | null = null
  let waiting: readonly Wish<Ask, Outcome>[] = []
  let isClosed = false

  const takeWaiting = () => {
    const taken = waiting
    waiting = []
    return taken
  }
  const clear = () => {
    const dropped = [...(current === null ? [] : [current]), ...takeWaiting()]
    current = null
    for (const wish of dropped) wish.settle(SUPERSEDED)
  }

  return {
    get current() {
      return current
    },
    add: (ask) =>
      new Promise((settle) => {
        if (isClosed) {
          settle(SUPERSEDED)
          return
        }
        lastNumber += 1
        for (const older of waiting) if (older.ask.kind === ask.kind) older.settle(SUPERSEDED)
        waiting = [...waiting.filter((older) => older.ask.kind !== ask.kind), { number: lastNumber, ask, settle }]
      }),
    begin: () => {
      if (current !== null) return null
      const [first, ...others] = waiting
      current = first ?? null
      waiting = others
      return current
    },
    settle: (number, outcome) => {
      if (current?.number !== number) return false
      const { settle } = current
      current = null
      settle(outcome)
      return true
    },
    refuse: (outcome) => {
      for (const wish of takeWaiting()) wish.settle(outcome)
    },
    clear,
    close: () => {
      isClosed = true
      clear()
    },
  }
}
