import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import * as words from '#words/ui.ts'
import type { GridColumn } from './grid-columns.ts'

export interface GridGroup {
  readonly isExpanded: boolean
  /** 0 for the outermost. */
  readonly depth: number
  /** Whether its rows are selected, where rows can be. */
  readonly tick?: ReactNode
  readonly content: ReactNode
}

/** How the rows of a grid are drawn: the same object until something of it changes, so that a row is drawn anew only with its own. */
export interface RowLook<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly template: string
  readonly heightPx: number
  /** What a row becomes where there is no room for a table; null for a table. */
  readonly narrow: ((row: Row) => ReactNode) | null
  readonly rowKey: (row: Row) => string
  readonly rowName: (row: Row) => string
  readonly rowTone: ((row: Row) => 'plain' | 'bad' | 'quiet') | undefined
  readonly groupLevels: number
  readonly group: ((row: Row) => GridGroup | null) | undefined
}

interface GridRowProps<Row> {
  readonly id: string
  readonly index: number
  readonly row: Row | 'loading'
  readonly look: RowLook<Row>
  /** Undefined where nothing can be selected. */
  readonly isSelected: boolean | undefined
}

/**
 * One line of the grid: a row, a group's head, or the place where a row will be. Whether the cursor is on it is no property: the grid
 * marks it past React (`data-cursor`).
 */
export const GridRow = memo(Line) as typeof Line

function Line<Row>({ id, index, row, look, isSelected }: GridRowProps<Row>) {
  const { columns, template, heightPx, narrow, groupLevels } = look
  const isLoading = row === 'loading'
  const group = isLoading ? null : (look.group?.(row) ?? null)
  const tone = isLoading ? 'plain' : (look.rowTone?.(row) ?? 'plain')

  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={group === null || group.tick !== undefined ? isSelected : undefined}
      aria-expanded={group?.isExpanded}
      aria-level={groupLevels === 0 ? undefined : (group?.depth ?? groupLevels) + 1}
      aria-busy={isLoading || undefined}
      aria-label={isLoading ? words.loading : look.rowName(row)}
      data-index={index}
      data-row-key={isLoading ? undefined : look.rowKey(row)}
      style={{ height: heightPx, gridTemplateColumns: narrow === null ? template : '1fr' }}
      className={clsx(
        'grid items-center [contain:strict] gap-x-3 border-b border-line px-4',
        isSelected === true ? 'bg-select' : group !== null ? 'bg-surface' : 'hover:bg-hover',
        tone === 'bad' && 'bg-bad/11',
        tone === 'quiet' && 'text-text-3',
      )}
    >
      {narrow !== null || group !== null ? (
        <div role="gridcell" aria-colindex={1} aria-colspan={columns.length} className="col-span-full min-w-0">
          {group === null ? (
            isLoading ? (
              <Awaited />
            ) : (
              narrow?.(row)
            )
          ) : (
            <span className="flex items-center gap-2">
              {group.tick === undefined ? null : (
                // A target of 24 px, within the head's padding.
                <span data-tick className="-m-1.5 me-1 inline-flex p-1.5">
                  {group.tick}
                </span>
              )}
              <span style={{ width: group.depth * 16 }} className="-me-2 shrink-0" />
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
              'min-w-0 whitespace-nowrap *:align-middle',
              !isFitting(column, row) && 'overflow-clip text-ellipsis has-[svg]:text-clip [overflow-clip-margin:5px]',
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

function isFitting<Row>({ isFitting: fits }: GridColumn<Row>, row: Row | 'loading'): boolean {
  return typeof fits === 'function' ? row !== 'loading' && fits(row) : fits === true
}

// A still bar: it keeps the place and claims nothing. A shimmer would say that something happens.
function Awaited() {
  return <span className="inline-block h-2 w-3/5 rounded-s bg-line align-middle" />
}
