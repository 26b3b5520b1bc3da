import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import * as words from '#words/ui.ts'
import type { DataGridProps } from './DataGrid.tsx'
import type { GridColumn } from './grid-columns.ts'

interface GridRowProps<Row> {
  readonly id: string
  readonly index: number
  readonly row: Row | 'loading'
  readonly grid: DataGridProps<Row>
  readonly columns: readonly GridColumn<Row>[]
  readonly template: string
  readonly topPx: number
  readonly heightPx: number
  readonly isCursor: boolean
  readonly hasFocus: boolean
  readonly isNarrow: boolean
}

/** One line of the grid: a row, a group's head, or the place where a row will be. */
export function GridRow<Row>(props: GridRowProps<Row>) {
  const { id, index, row, grid, columns, template, topPx, heightPx, isCursor, hasFocus, isNarrow } = props
  const isLoading = row === 'loading'
  const group = isLoading ? null : (grid.group?.(row) ?? null)
  const isSelected = !isLoading && grid.isSelected?.(row) === true
  const tone = isLoading ? 'plain' : (grid.rowTone?.(row) ?? 'plain')

  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={grid.isSelected === undefined || group !== null ? undefined : isSelected}
      aria-expanded={group?.isExpanded}
      aria-level={
        grid.groupLevels === undefined || grid.groupLevels === 0 ? undefined : (group?.depth ?? grid.groupLevels) + 1
      }
      aria-busy={isLoading || undefined}
      aria-label={isLoading ? words.loading : grid.rowName(row)}
      data-index={index}
      data-cursor={isCursor || undefined}
      data-row-key={isLoading ? undefined : grid.rowKey(row)}
      style={{
        transform: `translateY(${topPx}px)`,
        height: heightPx,
        gridTemplateColumns: isNarrow ? '1fr' : template,
      }}
      className={clsx(
        'absolute inset-x-0 top-0 grid items-center [contain:strict] gap-x-3 border-b border-line px-4',
        isSelected ? 'bg-select' : group !== null ? 'bg-surface' : 'hover:bg-hover',
        tone === 'bad' && 'bg-bad/11',
        tone === 'quiet' && 'text-text-3',
        isCursor &&
          'before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:bg-accent forced:before:bg-[Highlight]',
        isCursor && !isSelected && tone === 'plain' && (hasFocus ? 'bg-hover' : ''),
      )}
    >
      {isNarrow || group !== null ? (
        <div role="gridcell" aria-colindex={1} aria-colspan={columns.length} className="col-span-full min-w-0">
          {group === null ? (
            isLoading ? (
              <Awaited />
            ) : (
              grid.narrow?.content(row)
            )
          ) : (
            <span className="flex items-center gap-2">
              {group.isExpanded ? (
                <ChevronDown aria-hidden size={14} className="text-text-3" />
              ) : (
                <ChevronRight aria-hidden size={14} className="text-text-3" />
              )}
              {group.content}
            </span>
          )}
        </div>
      ) : (
        columns.map((column, i) => (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={i + 1}
            data-column={isLoading ? undefined : column.id}
            data-tick={column.id === 'tick' || undefined}
            className={clsx(
              'min-w-0 overflow-clip text-ellipsis whitespace-nowrap has-[svg]:text-clip [overflow-clip-margin:5px] *:align-middle',
              column.align === 'end' && 'text-end tabular-nums',
            )}
          >
            {isLoading ? <Awaited /> : column.cell(row, index)}
          </div>
        ))
      )}
    </div>
  )
}

// A still bar: it keeps the place and claims nothing. A shimmer would say that something happens.
function Awaited() {
  return <span className="inline-block h-2 w-3/5 rounded-s bg-line align-middle" />
}
