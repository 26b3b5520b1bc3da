/** Something that goes on for a while, and how one hears that it came to rest. */
export interface Rest {
  /** It goes on. */
  readonly touch: () => void
  /** It is over, and nobody is told. */
  readonly stop: () => void
}

/** Calls `rested` when nothing touched it for so many milliseconds. A walk of any length has one timer, which looks again where it ended. */
export function createRest(afterMs: number, rested: () => void): Rest {
  let touchedAt = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  const look = () => {
    const leftMs = touchedAt + afterMs - performance.now()
    timer = leftMs > 0 ? setTimeout(look, leftMs) : null
    if (timer === null) rested()
  }
  return {
    touch: () => {
      touchedAt = performance.now()
      timer ??= setTimeout(look, afterMs)
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
