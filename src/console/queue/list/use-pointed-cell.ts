import { useEffect, useRef, useState } from 'react'
import type { PointedCell } from '../../ui/DataGrid.tsx'

/** A pointer that only passes over the rows brings nothing up; one that is on its way to the tools keeps them. */
const REST_MS = 250
const LEAVE_MS = 200

/** Where the cell stands in the window: measured when it is pointed at for long enough, not at every cell that passes by. */
export interface PlacedCell extends PointedCell {
  readonly rect: DOMRect
}

/** The cell under a resting pointer, and how to say that the pointer came and went. */
export function usePointedCell() {
  const [cell, setCell] = useState<PlacedCell | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const later = (ms: number, next: PointedCell | null) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCell(next && { ...next, rect: next.element.getBoundingClientRect() }), ms)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    cell,
    point: (next: PointedCell | null) => later(next === null ? LEAVE_MS : REST_MS, next),
    hold: () => clearTimeout(timer.current),
    letGo: () => later(0, null),
  }
}
