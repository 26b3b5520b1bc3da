import { type RefObject, startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import {
  afterScroll,
  type Extent,
  firstDrawn,
  type Position,
  physicalAt,
  physicalHeight,
  revealRow,
  rowsDrawn,
  rowsInView,
  sheetShift,
} from './grid-window.ts'

/** Rows beyond the view that are ready when the browser scrolls, which it does without waiting for us. */
const OVERSCAN_ROWS = 10

interface Options {
  readonly rowCount: number
  readonly headPx: number
  /** Row height of the two-line layout under 640 px; null if the grid stays a table. */
  readonly narrowRowPx: number | null
}

/** The rows that are drawn, and where. */
interface Drawn {
  readonly first: number
  readonly shiftPx: number
}

interface GridScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** As tall as one row by the stylesheet: density and touch change it without a word to us. */
  readonly sentinel: RefObject<HTMLDivElement | null>
  readonly isNarrow: boolean
  readonly widthPx: number
  readonly extent: Extent
  /** `count` rows are drawn, wherever the list stands. */
  readonly drawn: Drawn & { readonly count: number }
  readonly spacerPx: number
  readonly onScroll: () => void
  readonly reveal: (index: number) => void
  readonly isSeen: (index: number) => boolean
}

const TOP: Position = { physicalPx: 0, virtualPx: 0 }

/**
 * Binds the arithmetic of grid-window to a scrolling element. The browser scrolls the sheet by itself; React only hears of it when
 * other rows are to be drawn. Those that will be seen next are drawn when there is time, those that are seen already at once.
 */
export function useGridScroll({ rowCount, headPx, narrowRowPx }: Options): GridScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const sentinel = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0, rowPx: 32 })
  const [drawn, setDrawn] = useState<Drawn>({ first: 0, shiftPx: 0 })
  // Where the list stands, for event handlers; what is drawn follows.
  const latest = useRef(TOP)

  const isNarrow = narrowRowPx !== null && size.widthPx > 0 && size.widthPx < 640
  const rowHeightPx = isNarrow ? narrowRowPx : size.rowPx
  const viewportPx = Math.max(0, size.heightPx - (isNarrow ? 0 : headPx))
  const extent: Extent = { rowCount, rowHeightPx, viewportPx }
  const count = rowsDrawn(extent, OVERSCAN_ROWS)
  const first = Math.min(drawn.first, rowCount - count)

  const shows = useRef({ first, count, shiftPx: drawn.shiftPx })
  useLayoutEffect(() => {
    shows.current = { first, count, shiftPx: drawn.shiftPx }
  }, [first, count, drawn.shiftPx])

  const moveTo = useCallback(
    (next: Position) => {
      latest.current = next
      const at: Extent = { rowCount, rowHeightPx, viewportPx }
      const wanted = { first: firstDrawn(at, next.virtualPx, OVERSCAN_ROWS), shiftPx: sheetShift(next) }
      const seen = rowsInView(at, next.virtualPx)
      const now = shows.current
      const isDrawn = wanted.shiftPx === now.shiftPx && seen.start >= now.first && seen.end <= now.first + now.count
      const draw = () => setDrawn((before) => (isSame(before, wanted) ? before : wanted))
      if (isDrawn) startTransition(draw)
      else draw()
    },
    [rowCount, rowHeightPx, viewportPx],
  )

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

  return {
    scroller,
    sentinel,
    isNarrow,
    widthPx: size.widthPx,
    extent,
    drawn: { first, count, shiftPx: drawn.shiftPx },
    spacerPx: physicalHeight(extent),
    onScroll: () => {
      const box = scroller.current
      // Our own write comes back as an event, rounded to what the screen can show.
      if (box === null || Math.abs(latest.current.physicalPx - box.scrollTop) < 1) return
      const next = afterScroll(extent, latest.current, box.scrollTop)
      // The browser has scrolled there already: rows that are missing in the view are drawn within this frame.
      flushSync(() => moveTo(next))
    },
    reveal: (index) => {
      const box = scroller.current
      if (box === null) return
      const before = latest.current
      const next = revealRow(extent, before, index)
      if (next === before) return
      moveTo(next)
      // Writing it, even the same again, makes the browser lay out the page at once.
      if (next.physicalPx !== before.physicalPx) box.scrollTop = next.physicalPx
    },
    isSeen: (index) => {
      const seen = rowsInView(extent, latest.current.virtualPx)
      return index >= seen.start && index < seen.end
    },
  }
}

function isSame(a: Drawn, b: Drawn): boolean {
  return a.first === b.first && a.shiftPx === b.shiftPx
}
