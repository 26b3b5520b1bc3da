import type { ReactNode } from 'react'

export interface GridColumn<Row> {
  readonly id: string
  /** In sentence case. */
  readonly header: string
  /** The header is only read out, e.g. over ticks. */
  readonly isHeaderHidden?: boolean
  /** Pixels, or what it may take of the rest (`{ share: 1, minPx: 160 }`). */
  readonly width: number | { readonly share: number; readonly minPx: number }
  readonly align?: 'start' | 'end'
  /** A click on the header, or Enter on it, asks the page to sort by it. */
  readonly isSortable?: boolean
  /** The column is left out while the grid is narrower than this: width is spent on columns, never on margins. */
  readonly fromPx?: number
  /** What it shows is ours and never wider than the column. Everything else is clipped to its cell, and the browser minds each clip. */
  readonly isFitting?: boolean | ((row: Row) => boolean)
  readonly cell: (row: Row, index: number) => ReactNode
}

export interface GridSort {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** Between two columns, and at either side: `gap-x-3` and `px-4` of head and rows. */
const GAP_PX = 12
const SIDES_PX = 32

/**
 * The columns a grid of this width shows, in order: those that it is wide enough for, and never more than stand in it. Where they would
 * not, the one that asks for the widest grid goes first; those that ask for none stay.
 */
export function columnsFor<Row>(columns: readonly GridColumn<Row>[], widthPx: number): readonly GridColumn<Row>[] {
  const shown = columns.filter((column) => widthPx >= (column.fromPx ?? 0))
  const widest = Math.max(...shown.map((column) => column.fromPx ?? 0))
  if (widest <= 0 || leastWidth(shown) <= widthPx) return shown
  return columnsFor(
    shown.filter((column) => column.fromPx !== widest),
    widthPx,
  )
}

function leastWidth<Row>(columns: readonly GridColumn<Row>[]): number {
  const widths = columns.map(({ width }) => (typeof width === 'number' ? width : width.minPx))
  return widths.reduce((sum, width) => sum + width, SIDES_PX + GAP_PX * (columns.length - 1))
}

/** The CSS `grid-template-columns` for the head and every row alike. */
export function columnTemplate<Row>(columns: readonly GridColumn<Row>[]): string {
  return columns
    .map(({ width }) => (typeof width === 'number' ? `${width}px` : `minmax(${width.minPx}px, ${width.share}fr)`))
    .join(' ')
}

/** What a click on a header asks for: the other direction if it is sorted by already, else the direction it begins with. */
export function nextSort(
  current: GridSort | null,
  column: string,
  first: GridSort['direction'] = 'descending',
): GridSort {
  if (current?.column !== column) return { column, direction: first }
  return { column, direction: current.direction === 'ascending' ? 'descending' : 'ascending' }
}
