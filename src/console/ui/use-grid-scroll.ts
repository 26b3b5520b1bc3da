import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  afterScroll,
  type Extent,
  type Position,
  physicalAt,
  physicalHeight,
  revealRow,
  rowsInView,
} from './grid-window.ts'

interface Options {
  readonly rowCount: number
  readonly headPx: number
  /** Row height of the two-line layout under 640 px; null if the grid stays a table. */
  readonly narrowRowPx: number | null
  readonly overscanRows: number
  readonly onRangeNeeded: ((start: number, end: number) => void) | undefined
}

interface GridScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** As tall as one row by the stylesheet: density and touch change it without a word to us. */
  readonly sentinel: RefObject<HTMLDivElement | null>
  readonly widthPx: number
  readonly extent: Extent
  readonly position: Position
  readonly spacerPx: number
  readonly onScroll: () => void
  readonly reveal: (index: number) => void
}

const TOP: Position = { physicalPx: 0, virtualPx: 0 }

/** Binds the arithmetic of grid-window to a scrolling element: measures it, follows it, and asks for the rows in view. */
export function useGridScroll(options: Options): GridScroll {
  const { rowCount, headPx, narrowRowPx, overscanRows, onRangeNeeded } = options
  const scroller = useRef<HTMLDivElement>(null)
  const sentinel = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0, rowPx: 32 })
  const [position, setPosition] = useState(TOP)
  // The same place for event handlers: `scrollend` may come before the draw that its scroll caused.
  const latest = useRef(TOP)
  // Where nothing moves nothing is drawn: a key asks to see its row twice, before and after the cursor is on it.
  const moveTo = useCallback((next: Position) => {
    if (isSamePlace(next, latest.current)) return
    latest.current = next
    setPosition(next)
  }, [])

  const isNarrow = narrowRowPx !== null && size.widthPx > 0 && size.widthPx < 640
  const rowHeightPx = isNarrow ? narrowRowPx : size.rowPx
  const viewportPx = Math.max(0, size.heightPx - (isNarrow ? 0 : headPx))
  const extent: Extent = { rowCount, rowHeightPx, viewportPx }

  useLayoutEffect(() => {
    const box = scroller.current
    const oneRow = sentinel.current
    if (box === null || oneRow === null) return undefined
    const measure = () => {
      setSize({ widthPx: box.clientWidth, heightPx: box.clientHeight, rowPx: oneRow.offsetHeight || 32 })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    observer.observe(oneRow)
    measure()
    return () => observer.disconnect()
  }, [])

  // A shorter list may leave the place we stand on beyond its end.
  const roomPx = Math.max(0, rowCount * rowHeightPx - viewportPx)
  useLayoutEffect(() => {
    const box = scroller.current
    if (box !== null) moveTo(afterScroll({ rowCount, rowHeightPx, viewportPx }, latest.current, box.scrollTop))
  }, [rowCount, rowHeightPx, viewportPx, moveTo])

  // After a ride through the compressed middle, the bar is brought back to where it should stand for these rows.
  useEffect(() => {
    const box = scroller.current
    if (box === null) return undefined
    const settle = () => {
      const { virtualPx } = latest.current
      const physicalPx = physicalAt({ rowCount, rowHeightPx, viewportPx }, virtualPx)
      if (Math.abs(physicalPx - box.scrollTop) <= 1) return
      moveTo({ physicalPx, virtualPx })
      box.scrollTop = physicalPx
    }
    box.addEventListener('scrollend', settle)
    return () => box.removeEventListener('scrollend', settle)
  }, [rowCount, rowHeightPx, viewportPx, moveTo])

  const { start, end } = rowsInView(extent, position.virtualPx, overscanRows)
  useEffect(() => {
    if (viewportPx > 0 && end > start) onRangeNeeded?.(start, end)
  }, [start, end, viewportPx, onRangeNeeded])

  return {
    scroller,
    sentinel,
    widthPx: size.widthPx,
    extent,
    position: position.virtualPx > roomPx ? { ...position, virtualPx: roomPx } : position,
    spacerPx: physicalHeight(extent) + (isNarrow ? 0 : headPx),
    onScroll: () => {
      const box = scroller.current
      // Our own write comes back as an event, rounded to what the screen can show.
      if (box === null || Math.abs(latest.current.physicalPx - box.scrollTop) < 1) return
      moveTo(afterScroll(extent, latest.current, box.scrollTop))
    },
    reveal: (index) => {
      const box = scroller.current
      if (box === null) return
      const before = latest.current
      const next = revealRow(extent, before, index)
      moveTo(next)
      // Writing it, even the same again, makes the browser lay out the page at once.
      if (next.physicalPx !== before.physicalPx) box.scrollTop = next.physicalPx
    },
  }
}

function isSamePlace(a: Position, b: Position): boolean {
  return a.physicalPx === b.physicalPx && a.virtualPx === b.virtualPx
}
