import { useEffect, useRef, useState } from 'react'
import type { PointedCell } from '../../ui/DataGrid.tsx'

/** A pointer that only passes over the rows brings nothing up; one that is on its way to the tools keeps them. */
const REST_MS = 250
const LEAVE_MS = 200

/** A cell, and where it stands in the window. */
export interface PlacedCell extends Omit<PointedCell, 'element'> {
  readonly rect: { readonly left: number; readonly right: number; readonly top: number; readonly height: number }
}

/** The cell under a resting pointer, and how to say that the pointer came and went. */
export function usePointedCell() {
  const [cell, setCell] = useState<PlacedCell | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const later = (ms: number, next: PointedCell | null) => {
    clearTimeout(timer.current)
    timer.current = undefined
    // A scroll says so with every frame, mostly where nothing is shown.
    if (next === null && cell === null) return
    timer.current = setTimeout(() => setCell(next === null ? null : placed(next)), ms)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    cell,
    point: (next: PointedCell | null) => later(next === null ? LEAVE_MS : REST_MS, next),
    hold: () => clearTimeout(timer.current),
    letGo: () => later(0, null),
  }
}

function placed({ element, ...cell }: PointedCell): PlacedCell {
  return { ...cell, rect: element.getBoundingClientRect() }
}
