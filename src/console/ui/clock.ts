import { useSyncExternalStore } from 'react'

/*
 * One clock for the page. Two hundred ages on the screen that each own an interval would wake the browser two hundred times a
 * second and tick apart; here they share one tick, on the second.
 */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | null = null
let skewMs = 0
let secondNow = floorToSecond(Date.now())

/**
 * Tells the clock what time the gateway has; `serverNow` is epoch ms. Expiry is judged by the gateway's clock, so a
 * countdown must follow that one, even where the computer on the desk is ten minutes off.
 */
export function syncClock(serverNow: number): void {
  skewMs = serverNow - Date.now()
  tick()
}

/** Epoch ms by the gateway's clock, as far as it is known. */
export function nowMs(): number {
  return Date.now() + skewMs
}

/** The current time, rounded down to `everyMs` (at least one second): the component renders when that changes. */
export function useNow(everyMs = 1000): number {
  return useSinceNow((now) => Math.floor(now / everyMs) * everyMs)
}

/**
 * What `read` makes of the current time, to the second: the component renders when that changes. An age of days is not drawn each second
 * by each row that shows one.
 */
export function useSinceNow<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(secondNow))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearTimeout(timer)
    timer = null
  }
}

function tick(): void {
  if (timer !== null) clearTimeout(timer)
  const now = nowMs()
  secondNow = floorToSecond(now)
  timer = listeners.size === 0 ? null : setTimeout(tick, 1000 - (now - secondNow) + 4)
  for (const listener of listeners) listener()
}

function floorToSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000
}
