import { useEffect, useEffectEvent, useState } from 'react'

/** A hand that goes on walking has not arrived; one that has been still for so long has. */
export const REST_MS = 120

/**
 * Where the keys of a list act. It is no state of a component: a key moves it within its own task, which marks two rows and draws
 * nothing else. What follows it (a panel, the URL, a request) comes when the hand rests, or at once where somebody does what must
 * find it followed.
 */
export interface GridCursor {
  /** The row it is on; -1: nowhere. */
  readonly at: () => number
  /** Also to where it is: another row may stand there now. */
  readonly moveTo: (index: number) => void
  /** The hand rests now: whoever follows is told before this returns. Nothing if it has not moved since. */
  readonly settle: () => void
  /** Called within the move: only for what marks the row. Returns how to stop. */
  readonly onMove: (listener: (index: number, before: number) => void) => () => void
  /** Called when the hand rests. Returns how to stop. */
  readonly onRest: (listener: (index: number) => void) => () => void
}

export function createGridCursor(start = 0): GridCursor {
  let [at, movedAt] = [start, 0]
  let hasMoved = false
  let timer: ReturnType<typeof setTimeout> | null = null
  const movers = new Set<(index: number, before: number) => void>()
  const followers = new Set<(index: number) => void>()

  const settle = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (!hasMoved) return
    hasMoved = false
    for (const follow of followers) follow(at)
  }
  // One timer for a walk of any length: it looks again when the last step would have rested.
  const look = () => {
    const leftMs = movedAt + REST_MS - performance.now()
    timer = leftMs > 0 ? setTimeout(look, leftMs) : null
    if (timer === null) settle()
  }
  return {
    at: () => at,
    moveTo: (index) => {
      const before = at
      at = index
      movedAt = performance.now()
      hasMoved = true
      for (const mark of movers) mark(at, before)
      timer ??= setTimeout(look, REST_MS)
    },
    settle,
    onMove: (listener) => added(movers, listener),
    onRest: (listener) => added(followers, listener),
  }
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** A cursor for as long as the component is there. */
export function useGridCursor(start = 0): GridCursor {
  const [cursor] = useState(() => createGridCursor(start))
  return cursor
}

/** Calls `follow` of the latest draw when the hand rests. */
export function useOnRest(cursor: GridCursor, follow: (index: number) => void): void {
  const latest = useEffectEvent(follow)
  useEffect(() => cursor.onRest((index) => latest(index)), [cursor])
}

/**
 * A cursor for a page that opens what it rests on. It goes to what the page opens by itself; `open` is -1 where nothing is. `start`
 * is where it begins: on -1 the first focus puts it on the first row, and opens that.
 */
export function useOpeningCursor(open: number, onOpen: (index: number) => void, start: number): GridCursor {
  const cursor = useGridCursor(start)
  const go = useEffectEvent((index: number) => {
    if (index >= 0 && index !== cursor.at()) cursor.moveTo(index)
  })
  useEffect(() => go(open), [open])
  useOnRest(cursor, onOpen)
  return cursor
}
