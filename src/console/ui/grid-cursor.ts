import { useEffect, useEffectEvent, useState } from 'react'
import { createRest } from './rest.ts'

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
  /** The page puts it there: it is marked, and nobody follows. */
  readonly put: (index: number) => void
  /** The hand rests now: whoever follows is told before this returns. Nothing if it has not moved since. */
  readonly settle: () => void
  /** Called within the move: only for what marks the row. Returns how to stop. */
  readonly onMove: (listener: (index: number, before: number) => void) => () => void
  /** Called when the hand rests. Returns how to stop. */
  readonly onRest: (listener: (index: number) => void) => () => void
}

export function createGridCursor(start = 0): GridCursor {
  let at = start
  let hasMoved = false
  const movers = new Set<(index: number, before: number) => void>()
  const followers = new Set<(index: number) => void>()

  const stop = () => {
    rest.stop()
    hasMoved = false
  }
  const settle = () => {
    if (!hasMoved) return
    stop()
    for (const follow of followers) follow(at)
  }
  const rest = createRest(REST_MS, settle)
  const mark = (index: number) => {
    const before = at
    at = index
    for (const move of movers) move(at, before)
  }
  return {
    at: () => at,
    moveTo: (index) => {
      hasMoved = true
      rest.touch()
      mark(index)
    },
    put: (index) => {
      stop()
      if (index !== at) mark(index)
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

/** The row on which the hand last rested: what follows the cursor is drawn from it. */
export function useRested(cursor: GridCursor): number {
  const [at, setAt] = useState(cursor.at)
  useEffect(() => cursor.onRest(setAt), [cursor])
  return at
}

/** Calls `follow` of the latest draw when the hand rests. */
export function useOnRest(cursor: GridCursor, follow: (index: number) => void): void {
  const latest = useEffectEvent(follow)
  useEffect(() => cursor.onRest((index) => latest(index)), [cursor])
}
