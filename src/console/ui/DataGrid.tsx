import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
} from 'react'
import { flushSync } from 'react-dom'
import type { KeyPress } from './chord.ts'
import { GridHead } from './GridHead.tsx'
import { type GridGroup, GridRow, type RowLook } from './GridRow.tsx'
import { columnsFor, columnTemplate, type GridColumn, type GridSort, nextSort } from './grid-columns.ts'
import type { GridCursor } from './grid-cursor.ts'
import { cursorAfter, type GridCommand, gridCommand } from './grid-keys.ts'
import { useUiSettings } from './settings.tsx'
import { useGridScroll } from './use-grid-scroll.ts'
import { useKeysOnGround } from './use-keys-on-ground.ts'

const HEAD_PX = 28

/** A cell that the pointer is on. */
export interface PointedCell {
  readonly index: number
  readonly column: string
  readonly element: Element
}

export interface DataGridProps<Row> {
  /** Names the grid: "Alerts". */
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  /** Of the whole list, loaded or not. */
  readonly rowCount: number
  /** Called for the rows in view on every draw: must be cheap, and the same object for the same row, or the row is drawn anew. */
  readonly getRow: (index: number) => Row | 'loading'
  /** The rows in view and a few around them, `end` exclusive. Called again only if the range changes; ask the backend by page. */
  readonly onRangeNeeded?: (start: number, end: number) => void
  readonly rowKey: (row: Row) => string
  /** The sentence a screen reader says for the row. */
  readonly rowName: (row: Row) => string
  /** Where the keys act; it selects nothing. */
  readonly cursor: GridCursor
  readonly isSelected?: (row: Row) => boolean
  readonly onToggle?: (index: number) => void
  /** From the row where Shift began to the row where the cursor is now, both included, in list order. */
  readonly onSelectRange?: (from: number, to: number) => void
  readonly onSelectAll?: () => void
  /** Enter, double click, and in the two-line layout a touch. */
  readonly onOpen?: (index: number) => void
  /** Space. */
  readonly onPreview?: (index: number) => void
  readonly sort?: GridSort | null
  readonly onSort?: (sort: GridSort) => void
  /** `bad` tints the row, e.g. a broken entry; `quiet` dims what is not actionable. */
  readonly rowTone?: (row: Row) => 'plain' | 'bad' | 'quiet'
  /** How many groups stand around a row; with any, the grid is a tree of them. */
  readonly groupLevels?: number
  /** Makes the row a group's head, drawn across all columns. */
  readonly group?: (row: Row) => GridGroup | null
  readonly onFold?: (index: number, isExpanded: boolean) => void
  /** Under 640 px there is no table: a row becomes these lines. */
  readonly narrow?: { readonly rowHeightPx: number; readonly content: (row: Row) => ReactNode }
  /** The pointer came upon a cell of a row, or left the cells; a scroll leaves them, too. */
  readonly onPoint?: (cell: PointedCell | null) => void
  /** Keys the grid does not know (`e`, `d`, …), with the row under the cursor. Call `preventDefault` to claim one. */
  readonly onKey?: (event: KeyboardEvent, index: number) => void
}

/**
 * A virtual grid for lists of any length. One tab stop: the grid holds the focus and points at the row under the cursor
 * (`aria-activedescendant`), so that focus cannot get lost with a row that scrolls away. Rows arrive page by page; what is
 * not there yet is drawn as loading, at its place, so nothing ever moves under the cursor.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, rowCount, getRow, cursor, narrow, sort = null } = props
  const { singleKeys, gridKeys } = useUiSettings()
  const id = useId()
  const anchor = useRef<number | null>(null)
  const {
    scroller,
    sentinel,
    sheet,
    shield,
    widthPx,
    extent,
    start,
    end,
    basePx,
    spacerPx,
    isNarrow,
    onScroll,
    reveal,
    isSeen,
  } = useGridScroll({
    rowCount,
    headPx: HEAD_PX,
    narrowRowPx: narrow?.rowHeightPx ?? null,
    onRangeNeeded: props.onRangeNeeded,
  })
  const shown = columnsFor(columns, widthPx)
  const template = columnTemplate(shown)
  const pageRows = Math.floor(extent.viewportPx / extent.rowHeightPx)

  // The mark is set past React: a key changes three attributes and moves one layer, and nothing is drawn. Each draw sets it again, because
  // the elements of a row that left the view are given to another.
  const rows = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const marked = useRef<Element | null>(null)
  const mark = () => {
    const at = cursor.at()
    const row = at >= start && at < end ? (rows.current?.children[at - start] ?? null) : null
    if (marked.current !== row) marked.current?.removeAttribute('data-cursor')
    marked.current = row
    row?.setAttribute('data-cursor', 'true')
    if (row === null) scroller.current?.removeAttribute('aria-activedescendant')
    else scroller.current?.setAttribute('aria-activedescendant', row.id)
    // Nowhere is above the list, out of sight.
    const topPx = row === null ? -extent.viewportPx - extent.rowHeightPx : at * extent.rowHeightPx - basePx
    if (bar.current !== null) bar.current.style.transform = `translateY(${topPx}px)`
  }
  useLayoutEffect(mark)
  const follow = useEffectEvent((index: number, before: number) => {
    // The list may be made anew and put the cursor on another line: whoever was looking at it goes on looking at it.
    if (index >= 0 && (before < 0 || isSeen(before))) reveal(index)
    mark()
  })
  useEffect(() => cursor.onMove((index, before) => follow(index, before)), [cursor])
  const find = useEffectEvent(() => {
    if (cursor.at() >= 0) reveal(cursor.at())
  })
  const isMeasured = extent.viewportPx > 0
  useEffect(() => {
    if (isMeasured) find()
  }, [isMeasured])

  // Whoever leaves leaves the address of the row on which they were.
  useEffect(() => {
    window.addEventListener('pagehide', cursor.settle)
    return () => window.removeEventListener('pagehide', cursor.settle)
  }, [cursor])

  const groupAt = (index: number): GridGroup | null => {
    const row = index >= 0 && index < rowCount ? getRow(index) : 'loading'
    return row === 'loading' ? null : (props.group?.(row) ?? null)
  }

  const moveTo = (index: number, extend: boolean) => {
    if (index < 0) return
    if (extend) {
      anchor.current ??= Math.max(0, cursor.at())
      props.onSelectRange?.(Math.min(anchor.current, index), Math.max(anchor.current, index))
    } else {
      anchor.current = null
    }
    reveal(index)
    cursor.moveTo(index)
  }

  const commandOf = (press: KeyPress): GridCommand | null => {
    const command = gridCommand(press, singleKeys, gridKeys)
    // Any other key finds followed what follows the cursor.
    if (command?.kind !== 'move') flushSync(cursor.settle)
    return command
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const command = commandOf(event)
    const at = cursor.at()
    if (command === null) {
      props.onKey?.(event, at)
      return
    }
    event.preventDefault()
    if (command.kind === 'move' && command.to === 'previous' && at <= 0 && focusHead(event.currentTarget)) return
    event.stopPropagation()
    carryOut(command)
  }

  const carryOut = (command: GridCommand) => {
    const at = cursor.at()
    const group = groupAt(at)
    const run = {
      move: () => command.kind === 'move' && moveTo(cursorAfter(at, command.to, rowCount, pageRows), command.extend),
      open: () => (group === null ? props.onOpen?.(at) : props.onFold?.(at, !group.isExpanded)),
      preview: () => props.onPreview?.(at),
      toggle: () => props.onToggle?.(at),
      'select-all': () => props.onSelectAll?.(),
      fold: () => group?.isExpanded === true && props.onFold?.(at, false),
      unfold: () => group?.isExpanded === false && props.onFold?.(at, true),
    }[command.kind]
    if (command.kind === 'move' || command.kind === 'select-all' || at >= 0) run()
  }

  useKeysOnGround(scroller, (press) => {
    const command = commandOf(press)
    if (command !== null) carryOut(command)
    return command !== null
  })

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const { index, isTick } = pointedAt(event)
    if (index === null) return
    moveTo(index, event.shiftKey)
    cursor.settle()
    if (isTick) props.onToggle?.(index)
    const group = groupAt(index)
    if (group !== null && !isTick) props.onFold?.(index, !group.isExpanded)
    // Two lines under a thumb: nobody double-taps, and there is no panel beside them.
    if (group === null && isNarrow) props.onOpen?.(index)
  }

  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const { index, isTick } = pointedAt(event)
    if (index !== null && !isTick && groupAt(index) === null) props.onOpen?.(index)
  }

  const look: RowLook<Row> = {
    columns: shown,
    template,
    heightPx: extent.rowHeightPx,
    narrow: isNarrow ? (narrow?.content ?? null) : null,
    rowKey: props.rowKey,
    rowName: props.rowName,
    rowTone: props.rowTone,
    groupLevels: props.groupLevels ?? 0,
    group: props.group,
  }
  const indexes = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i)
  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div ref={sentinel} className="invisible absolute h-(--row) w-0" />
      <div
        ref={scroller}
        id="grid"
        role={look.groupLevels > 0 ? 'treegrid' : 'grid'}
        tabIndex={0}
        data-ring={rowCount > 0 ? 'rows' : 'inside'}
        aria-label={props.label}
        aria-rowcount={rowCount + 1}
        aria-colcount={shown.length}
        aria-multiselectable={props.isSelected === undefined ? undefined : true}
        onScroll={() => {
          onScroll()
          props.onPoint?.(null)
        }}
        onPointerOver={(event) => {
          if (event.pointerType === 'mouse') props.onPoint?.(cellAt(event))
        }}
        onPointerLeave={() => props.onPoint?.(null)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onFocus={(event) => {
          if (event.target === event.currentTarget && cursor.at() < 0 && rowCount > 0) cursor.moveTo(start)
        }}
        onBlur={cursor.settle}
        // The ground is what lets the browser scroll it as a layer: without one, text needs what lies below, and each scroll paints all rows.
        className="min-h-0 grow overflow-x-hidden overflow-y-auto bg-bg"
      >
        <div style={{ height: spacerPx }}>
          <div
            className="sticky top-0 overflow-hidden"
            style={{ height: extent.viewportPx + (isNarrow ? 0 : HEAD_PX) }}
          >
            {isNarrow ? null : (
              <GridHead
                columns={shown}
                template={template}
                heightPx={HEAD_PX}
                sort={sort}
                onSort={(column) => props.onSort?.(nextSort(sort, column))}
              />
            )}
            <div ref={sheet} className="relative will-change-transform" style={{ height: extent.viewportPx }}>
              {/* As large as the rows, so that all of them are one layer with a ground of its own. */}
              <div
                ref={rows}
                role="rowgroup"
                className="absolute inset-x-0 bg-bg [contain:size_layout_style]"
                style={{ top: start * extent.rowHeightPx - basePx, height: indexes.length * extent.rowHeightPx }}
              >
                {indexes.map((index) => {
                  const row = getRow(index)
                  return (
                    <GridRow
                      key={index}
                      id={`${id}-${index}`}
                      index={index}
                      row={row}
                      look={look}
                      isSelected={
                        props.isSelected === undefined ? undefined : row !== 'loading' && props.isSelected(row)
                      }
                    />
                  )
                })}
              </div>
              <div ref={bar} aria-hidden className="cursor-bar" style={{ height: extent.rowHeightPx - 1 }} />
            </div>
            <div
              ref={shield}
              aria-hidden
              className="pointer-events-none absolute inset-x-0 bottom-0"
              style={{ height: extent.viewportPx }}
            />
          </div>
        </div>
      </div>
    </div>
  )
}

// One listener for all rows: a scroll draws dozens of them a second.
function pointedAt(event: MouseEvent<HTMLElement>): { index: number | null; isTick: boolean } {
  // A press that found the shield over the row is a click on what lies below both.
  const own = event.target instanceof Element ? event.target : null
  const target = own?.closest('[data-index]') == null ? document.elementFromPoint(event.clientX, event.clientY) : own
  const row = target?.closest<HTMLElement>('[data-index]') ?? null
  // A control inside a cell does its own thing.
  const isControl = target !== null && target.closest('a, button, input') !== null
  return {
    index: row === null || isControl ? null : Number(row.dataset['index']),
    isTick: target !== null && target.closest('[data-tick]') !== null,
  }
}

function cellAt({ target }: PointerEvent<HTMLElement>): PointedCell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  const row = cell?.closest<HTMLElement>('[data-index]') ?? null
  const column = cell?.dataset['column']
  if (cell === null || row === null || column === undefined) return null
  return { index: Number(row.dataset['index']), column, element: cell }
}

// Sort buttons are outside the tab order, or each grid would have eight stops: Arrow up from the first row leads to them.
function focusHead(grid: HTMLElement): boolean {
  const button = grid.querySelector<HTMLElement>('[aria-sort] button, [role=columnheader] button')
  button?.focus()
  return button !== null
}
