/** One entry of the record as its followers need it. */
export interface Told {
  readonly sequence: number
  /** What crosses the line, made once for all followers. */
  readonly data: string
}

export interface RecordTail {
  /**
   * The entries after `sequence`, in order and without a gap, not necessarily all of them. Waits for the first, at most `forMs`; then
   * none. Rejects as the database does.
   */
  after(sequence: number, forMs: number): Promise<readonly Told[]>
}

export interface TailWorld {
  /** The last sequence there is; -1 for none. */
  readonly newest: () => Promise<number>
  /** What came after a sequence, in order, a batch at most. */
  readonly read: (after: number) => Promise<readonly Told[]>
  /** See `Store.onNews`. */
  readonly onNews: (hear: () => void) => () => void
}

/** What other gateways write is noticed so soon. */
export const LOOK_EVERY_MS = 400
/** In a burst one reads so often, and many entries at once. */
export const AT_MOST_EVERY_MS = 50
/** Followers come back for more at once: whoever stays away for so long is gone. */
const GONE_AFTER_MS = 2_000
/** Entries that are held for followers who are a little behind; who is further behind reads alone. */
const HELD = 2_000

interface Waiter {
  readonly go: () => void
  readonly fail: (error: unknown) => void
}

/**
 * The end of the record, read once for all who follow it: two hundred consoles cost the database no more than one. What this gateway
 * writes is read at once, what others write within `LOOK_EVERY_MS`. While nobody follows nothing is read.
 */
export function createRecordTail(world: TailWorld): RecordTail {
  /** All that came after `from`, up to the last that was read. */
  let held: readonly Told[] = []
  let from = -1
  let starting: Promise<void> | null = null
  let stopHearing: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let dueAt = 0
  let readAt = Number.NEGATIVE_INFINITY
  let askedAt = 0
  let isReading = false
  let isNews = false
  let waiting: readonly Waiter[] = []

  const takeWaiting = () => {
    const all = waiting
    waiting = []
    return all
  }

  const lookIn = (ms: number) => {
    const at = performance.now() + ms
    if (isReading || (timer !== null && dueAt <= at)) return
    if (timer !== null) clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => void look(), ms)
  }
  const lookSoon = () => {
    isNews = true
    lookIn(Math.max(0, readAt + AT_MOST_EVERY_MS - performance.now()))
  }

  const start = async () => {
    from = await world.newest()
    held = []
    stopHearing = world.onNews(lookSoon)
    lookIn(LOOK_EVERY_MS)
  }
  const stop = () => {
    stopHearing?.()
    stopHearing = null
    starting = null
  }

  const look = async () => {
    timer = null
    isNews = false
    readAt = performance.now()
    isReading = true
    const outcome = await world.read(held.at(-1)?.sequence ?? from).then(
      (fresh) => ({ fresh, error: null }),
      (error: unknown) => ({ fresh: [], error }),
    )
    isReading = false
    if (outcome.error !== null) {
      // Whoever comes back begins anew.
      stop()
      for (const { fail } of takeWaiting()) fail(outcome.error)
      return
    }
    if (outcome.fresh.length > 0) {
      const all = [...held, ...outcome.fresh]
      from = all.at(-HELD - 1)?.sequence ?? from
      held = all.slice(-HELD)
      for (const { go } of takeWaiting()) go()
    }
    if (waiting.length === 0 && performance.now() - askedAt > GONE_AFTER_MS) stop()
    else if (isNews) lookSoon()
    else lookIn(LOOK_EVERY_MS)
  }

  const news = (forMs: number) =>
    new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        go: () => {
          clearTimeout(patience)
          resolve()
        },
        fail: (error) => {
          clearTimeout(patience)
          reject(error)
        },
      }
      const patience = setTimeout(() => {
        waiting = waiting.filter((other) => other !== waiter)
        resolve()
      }, forMs)
      waiting = [...waiting, waiter]
    })

  const here = async (sequence: number): Promise<readonly Told[]> => {
    if (sequence < from) return world.read(sequence)
    const first = held.findIndex((one) => one.sequence > sequence)
    return first === -1 ? [] : held.slice(first)
  }

  return {
    after: async (sequence, forMs) => {
      askedAt = performance.now()
      starting ??= start()
      try {
        await starting
      } catch (error) {
        starting = null
        throw error
      }
      const known = await here(sequence)
      if (known.length > 0) return known
      await news(forMs)
      return here(sequence)
    },
  }
}
