import { type RefObject, startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { SCROLLED, type Span, spanAhead, spanToShow, WALKED } from './grid-span.ts'
import {
  afterScroll,
  type Extent,
  type Position,
  physicalAt,
  physicalHeight,
  revealRow,
  rowsInView,
} from './grid-window.ts'
import { usePointerShield } from './use-pointer-shield.ts'

/** The sheet begins anew every so many rows: browsers lose precision far from the origin. */
const SHEET_ROWS = 256

interface Options {
  readonly rowCount: number
  readonly headPx: number
  /** Row height of the two-line layout under 640 px; null if the grid stays a table. */
  readonly narrowRowPx: number | null
  readonly onRangeNeeded: ((start: number, end: number) => void) | undefined
}

interface GridScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** As tall as one row by the stylesheet: density and touch change it without a word to us. */
  readonly sentinel: RefObject<HTMLDivElement | null>
  /** What the rows stand on, moved as a whole. */
  readonly sheet: RefObject<HTMLDivElement | null>
  /** Lies over the rows while they move. */
  readonly shield: RefObject<HTMLDivElement | null>
  readonly isNarrow: boolean
  readonly widthPx: number
  readonly extent: Extent
  /** The rows that are drawn, `end` exclusive, and how far down the list their sheet begins. */
  readonly start: number
  readonly end: number
  readonly basePx: number
  readonly spacerPx: number
  readonly onScroll: () => void
  /** Brings the row into view within this task. */
  readonly reveal: (index: number) => void
  readonly isSeen: (index: number) => boolean
}

const TOP: Position = { physicalPx: 0, virtualPx: 0 }

/**
 * Binds the arithmetic of grid-window to a scrolling element: measures it, follows it, and asks for the rows that are drawn. Where the
 * list stands is no state: a scroll moves the sheet, and React hears of it only when other rows are to be drawn. Where some are missing
 * the sheet waits and moves with them; those that may be seen next are drawn after the frame.
 */
export function useGridScroll({ rowCount, headPx, narrowRowPx, onRangeNeeded }: Options): GridScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const sentinel = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0, rowPx: 32 })
  const [span, setSpan] = useState<Span>({ start: 0, end: 0 })
  const latest = useRef(TOP)
  const isDown = useRef(true)
  const pace = useRef(SCROLLED)
  const { shield, raise, keep } = usePointerShield()

  const isNarrow = narrowRowPx !== null && size.widthPx > 0 && size.widthPx < 640
  const rowHeightPx = isNarrow ? narrowRowPx : size.rowPx
  const viewportPx = Math.max(0, size.heightPx - (isNarrow ? 0 : headPx))
  const extent: Extent = { rowCount, rowHeightPx, viewportPx }
  // A list may have become shorter since.
  const start = Math.min(span.start, rowCount)
  const end = Math.min(span.end, rowCount)
  const basePx = Math.floor(start / SHEET_ROWS) * SHEET_ROWS * rowHeightPx

  // What is drawn, for whoever moves the sheet before the next draw.
  const drawn = useRef({ start: 0, end: 0, basePx: 0 })
  const move = useCallback(() => {
    const style = sheet.current?.style
    const transform = `translateY(${drawn.current.basePx - latest.current.virtualPx}px)`
    if (style !== undefined && style.transform !== transform) style.transform = transform
  }, [])

  /** Shows what is in view now, and has what may be next drawn after the frame. */
  const isAsked = useRef(false)
  const show = useCallback(() => {
    const seen = () => rowsInView({ rowCount, rowHeightPx, viewportPx }, latest.current.virtualPx)
    const ahead = () => spanAhead(drawn.current, seen(), rowCount, isDown.current, pace.current)
    const needed = spanToShow(drawn.current, seen())
    // The sheet waits for rows that are missing where it goes, and moves with them: an empty place would be seen.
    if (needed !== drawn.current) return setSpan(needed)
    move()
    if (isAsked.current || ahead() === drawn.current) return undefined
    isAsked.current = true
    requestAnimationFrame(() =>
      setTimeout(() => {
        isAsked.current = false
        const next = ahead()
        startTransition(() => setSpan(next))
      }, 0),
    )
    return undefined
  }, [rowCount, rowHeightPx, viewportPx, move])
  const moveTo = useCallback(
    (next: Position, by = SCROLLED) => {
      pace.current = by
      const byPx = next.virtualPx - latest.current.virtualPx
      if (byPx !== 0) {
        isDown.current = byPx > 0
        raise()
      }
      latest.current = next
      show()
    },
    [show, raise],
  )

  useLayoutEffect(() => {
    drawn.current = { start, end, basePx }
    show()
  }, [start, end, basePx, show])

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

  useEffect(() => {
    if (viewportPx > 0 && end > start) onRangeNeeded?.(start, end)
  }, [start, end, viewportPx, onRangeNeeded])

  return {
    scroller,
    sentinel,
    sheet,
    shield,
    isNarrow,
    widthPx: size.widthPx,
    extent,
    start,
    end,
    basePx,
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
      keep()
      if (next === before) return
      // Writing it, even the same again, makes the browser lay out the page at once.
      if (next.physicalPx !== before.physicalPx) box.scrollTop = next.physicalPx
      moveTo(next, WALKED)
    },
    isSeen: (index) => {
      const seen = rowsInView(extent, latest.current.virtualPx)
      return index >= seen.start && index < seen.end
    },
  }
}
