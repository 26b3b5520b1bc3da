import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { QueueEngine } from '../../../engine/worker/queue-client.ts'
import type { QueueLines } from '../engine/use-queue-lines.ts'
import { rowOf } from '../engine/use-queue-lines.ts'

/** How many of the rows after the cursor are remembered: of several that leave, the first that stays takes the cursor. */
const HEIRS = 20

export interface CursorStart {
  /** Ids of the alert to begin with and of those that came after it in the list that was left; empty for the first line. */
  readonly heirs: readonly string[]
  /** Whether every alert is held: what is not found then is not in the view. */
  readonly isWhole: boolean
}

/**
 * The line on which the keys act. It belongs to an alert, not to a place: when the view is made anew it goes where that alert stands
 * now, and where the alert left, to the one that came after it.
 */
export function useCursor(engine: QueueEngine | null, lines: QueueLines, begin: CursorStart) {
  const [cursor, setCursor] = useState(-1)
  const heirs = useRef<readonly string[]>(begin.heirs.slice(0, HEIRS))
  const { shown, lineAt } = lines
  // Whoever moves while an answer is on its way has the last word.
  const moves = useRef(0)

  const idsFrom = (line: number): readonly string[] =>
    Array.from({ length: HEIRS }, (_, i) => lineAt(line + i)).flatMap((one) =>
      one === null ? [] : (rowOf(one)?.id ?? []),
    )
  const moveTo = (line: number) => {
    moves.current += 1
    setCursor(line)
    heirs.current = idsFrom(line)
  }
  const find = useEffectEvent(async (generation: number, isOver: () => boolean) => {
    if (engine === null || shown?.generation !== generation) return
    const seen = moves.current
    for (const id of heirs.current) {
      const outcome = await engine.ask<'place'>({ kind: 'place', alert: id })
      if (isOver() || moves.current !== seen) return
      if (outcome.kind === 'answered' && outcome.answer.line !== null) {
        setCursor(outcome.answer.line)
        return
      }
    }
    // The one to begin with may be in a part that is still to come: until then the cursor is nowhere, and nobody is misled.
    if (heirs.current.length > 0 && !begin.isWhole && cursor < 0) return
    setCursor((before) => Math.min(Math.max(0, before), shown.counts.lines - 1))
  })
  const generation = shown?.generation ?? 0
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => void find(generation, () => isOver), 0)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [generation])

  // A row that stands at the cursor and was not known before becomes the one that is remembered.
  const at = cursor < 0 ? 0 : cursor
  const id = rowIdAt(lines, at)
  const remember = useEffectEvent((current: string | null, isPlaced: boolean) => {
    if (isPlaced && current !== null && heirs.current[0] !== current) heirs.current = idsFrom(at)
  })
  // Before it has a place the first line only stands in for it.
  useEffect(() => remember(id, cursor >= 0), [id, cursor])
  return { cursor: at, hasMoved: cursor >= 0, moveTo }
}

function rowIdAt({ lineAt }: QueueLines, index: number): string | null {
  const line = lineAt(index)
  return line === null ? null : (rowOf(line)?.id ?? null)
}
