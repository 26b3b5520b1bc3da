/** A hand rests once it has not moved for so long: what takes long to draw, to count or to read out waits for that. */
export const REST_MS = 150

/** Calls back after `ms`; answers the function that prevents it. */
export type Alarm = (ms: number, ring: () => void) => () => void

export const alarm: Alarm = (ms, ring) => {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

/** One alarm that is set anew as often as somebody wants it later. */
export function createTimer(set: Alarm, ms: number) {
  let cancel: (() => void) | null = null
  const stop = () => {
    cancel?.()
    cancel = null
  }
  return {
    stop,
    isRunning: () => cancel !== null,
    restart: (ring: () => void) => {
      stop()
      cancel = set(ms, () => {
        cancel = null
        ring()
      })
    },
  }
}
