import type { Span } from './grid-span.ts'

/** What there is to scroll through. Rows have one height; `viewportPx` is the height in which they are seen. */
export interface Extent {
  readonly rowCount: number
  readonly rowHeightPx: number
  readonly viewportPx: number
}

/** `physicalPx` is the scroll bar's place, `virtualPx` the place in the list as if the page could be that tall. */
export interface Position {
  readonly physicalPx: number
  readonly virtualPx: number
}

/*
 * Browsers stop drawing elements beyond 17.8 (Firefox) to 33.5 million px (Chromium). A million roomy rows are 40 million. So the
 * scroll bar stands for a longer list than it is tall: near both ends one pixel is one pixel, the middle is compressed.
 * Wheels and touch still move row by row everywhere (`afterScroll`); only dragging the bar travels faster.
 */
const MAX_PHYSICAL_PX = 12_000_000
const EDGE_PX = 2_000_000

/** Height of the element that is scrolled, without the head. */
export function physicalHeight(extent: Extent): number {
  return Math.min(totalHeight(extent), MAX_PHYSICAL_PX)
}

/** The place in the list for a place of the scroll bar. Rises with it, and covers the whole list. */
export function virtualAt(extent: Extent, physicalPx: number): number {
  const room = physicalRoom(extent)
  const place = clamp(physicalPx, room)
  if (!isCompressed(extent) || place <= EDGE_PX) return place
  if (place >= room - EDGE_PX) return virtualRoom(extent) - (room - place)
  return EDGE_PX + (place - EDGE_PX) * compression(extent)
}

/** The inverse of `virtualAt`. */
export function physicalAt(extent: Extent, virtualPx: number): number {
  const room = virtualRoom(extent)
  const place = clamp(virtualPx, room)
  if (!isCompressed(extent) || place <= EDGE_PX) return place
  if (place >= room - EDGE_PX) return physicalRoom(extent) - (room - place)
  return EDGE_PX + (place - EDGE_PX) / compression(extent)
}

/** Where the list stands after the scroll bar moved. Steps smaller than a screenful move by their own size, jumps by share. */
export function afterScroll(extent: Extent, before: Position, physicalPx: number): Position {
  const stepPx = physicalPx - before.physicalPx
  const isAtEdge = physicalPx <= EDGE_PX || physicalPx >= physicalRoom(extent) - EDGE_PX
  if (!isCompressed(extent) || isAtEdge || Math.abs(stepPx) > extent.viewportPx) {
    return { physicalPx, virtualPx: virtualAt(extent, physicalPx) }
  }
  return { physicalPx, virtualPx: clamp(before.virtualPx + stepPx, virtualRoom(extent)) }
}

/** The nearest position in which the row is wholly seen; the same if it already is, and before anything is measured. */
export function revealRow(extent: Extent, position: Position, index: number): Position {
  if (extent.viewportPx <= 0) return position
  const topPx = index * extent.rowHeightPx
  const bottomPx = topPx + extent.rowHeightPx
  const isSeen = topPx >= position.virtualPx && bottomPx <= position.virtualPx + extent.viewportPx
  if (isSeen) return position
  const wanted = topPx < position.virtualPx ? topPx : bottomPx - extent.viewportPx
  const virtualPx = clamp(wanted, virtualRoom(extent))
  return { physicalPx: physicalAt(extent, virtualPx), virtualPx }
}

/** The rows that are seen, whole or in part. */
export function rowsInView(extent: Extent, virtualPx: number): Span {
  return {
    start: Math.min(Math.floor(virtualPx / extent.rowHeightPx), extent.rowCount),
    end: Math.min(Math.ceil((virtualPx + extent.viewportPx) / extent.rowHeightPx), extent.rowCount),
  }
}

function totalHeight({ rowCount, rowHeightPx }: Extent): number {
  return rowCount * rowHeightPx
}

function virtualRoom(extent: Extent): number {
  return Math.max(0, totalHeight(extent) - extent.viewportPx)
}

function physicalRoom(extent: Extent): number {
  return Math.max(0, physicalHeight(extent) - extent.viewportPx)
}

function isCompressed(extent: Extent): boolean {
  return totalHeight(extent) > MAX_PHYSICAL_PX
}

function compression(extent: Extent): number {
  return (virtualRoom(extent) - 2 * EDGE_PX) / (physicalRoom(extent) - 2 * EDGE_PX)
}

function clamp(value: number, room: number): number {
  return Math.max(0, Math.min(value, room))
}
