import { useEffect, useEffectEvent, useRef } from 'react'
import type { QueueEngine } from '../../../engine/worker/queue-client.ts'
import { type GridCursor, useGridCursor, useRested } from '../../ui/grid-cursor.ts'
import type { QueueLines } from '../engine/use-queue-lines.ts'

/** How many of the rows after the cursor are remembered: of several that leave, the first that stays takes the cursor. */
const HEIRS = 20

interface CursorStart {
  /** Ids of the alert to begin with and of those that came after it in the list that was left; empty for the first line. */
  readonly heirs: readonly string[]
  /** Whether every alert is held: what is not found then is not in the view. */
  readonly isWhole: boolean
}

export interface QueueCursor {
  readonly cursor: GridCursor
  /** The line on which it last rested. */
  readonly rested: number
  /** Before it has a place the first line only stands in for it. */
  readonly hasPlace: () => boolean
}

/**
 * The line on which the keys act. It belongs to an alert, not to a place: when the view is made anew it goes where that alert stands
 * now, and where the alert left, to the one that came after it.
 */
export function useCursor(engine: QueueEngine | null, lines: QueueLines, begin: CursorStart): QueueCursor {
  const cursor = useGridCursor()
  const rested = useRested(cursor)
  const heirs = useRef<readonly string[]>(begin.heirs.slice(0, HEIRS))
  /** The view in which it has its place: what stands there in a newer one is not its alert. */
  const placedIn = useRef<number | null>(null)
  const { shown, lineAt } = lines
  const generation = shown?.generation ?? 0

  const onMove = useEffectEvent((line: number) => {
    placedIn.current = generation
    heirs.current = idsFrom(line, lineAt)
  })
  useEffect(() => cursor.onMove((line) => onMove(line)), [cursor])

  const find = useEffectEvent(async (made: number, isOver: () => boolean) => {
    if (engine === null || shown?.generation !== made) return
    const wanted = heirs.current
    // Whoever moves while an answer is on its way has the last word.
    let hasMoved = false
    const stop = cursor.onMove(() => (hasMoved = true))
    let place: number | null = null
    for (const id of wanted) {
      const outcome = await engine.ask<'place'>({ kind: 'place', alert: id })
      if (outcome.kind === 'answered') place = outcome.answer.line
      if (place !== null || hasMoved || isOver()) break
    }
    stop()
    if (hasMoved || isOver()) return
    // The one to begin with may be in a part that is still to come: until then the cursor is nowhere, and nobody is misled.
    if (place === null && wanted.length > 0 && !begin.isWhole && placedIn.current === null) return
    cursor.moveTo(place ?? Math.max(0, Math.min(cursor.at(), shown.counts.lines - 1)))
    // The lines there may not be here yet.
    if (heirs.current.length === 0) heirs.current = wanted
    cursor.settle()
  })
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => void find(generation, () => isOver), 0)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [generation])

  // A row that stands at the cursor and was not known before becomes the one that is remembered.
  const remember = useEffectEvent((here: QueueLines['lineAt']) => {
    const ids = idsFrom(cursor.at(), here)
    if (placedIn.current === generation && ids.length > 0 && ids[0] !== heirs.current[0]) heirs.current = ids
  })
  useEffect(() => remember(lineAt), [lineAt])
  return { cursor, rested, hasPlace: () => placedIn.current !== null }
}

function idsFrom(line: number, lineAt: QueueLines['lineAt']): readonly string[] {
  const here = Array.from({ length: HEIRS }, (_, i) => lineAt(line + i))
  return here.flatMap((one) => (one?.kind === 'row' ? [one.row.id] : []))
}
