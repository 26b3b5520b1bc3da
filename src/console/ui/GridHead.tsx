import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { GridColumn, GridSort } from './grid-columns.ts'

interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly template: string
  readonly heightPx: number
  readonly sort: GridSort | null
  readonly onSort: (column: string) => void
}

export function GridHead<Row>({ columns, template, heightPx, sort, onSort }: GridHeadProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div
        role="row"
        aria-rowindex={1}
        onKeyDown={walkHead}
        style={{ gridTemplateColumns: template, height: heightPx }}
        className="grid items-center gap-x-3 border-b border-line bg-bg px-4 text-micro text-text-3"
      >
        {columns.map((column, i) => {
          const direction = sort?.column === column.id ? sort.direction : null
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={i + 1}
              aria-sort={column.isSortable === true ? (direction ?? 'none') : undefined}
              className={clsx('flex min-w-0 items-center', column.align === 'end' && 'justify-end')}
            >
              {column.isSortable === true ? (
                <button
                  type="button"
                  tabIndex={-1}
                  onClick={() => onSort(column.id)}
                  className={clsx(
                    'inline-flex h-6 min-w-0 items-center gap-1 rounded-s hover:text-text',
                    direction !== null && 'font-title text-text',
                  )}
                >
                  <span className="truncate">{column.header}</span>
                  {direction === 'ascending' ? <ArrowUp aria-hidden size={12} className="shrink-0" /> : null}
                  {direction === 'descending' ? <ArrowDown aria-hidden size={12} className="shrink-0" /> : null}
                </button>
              ) : (
                <span className={column.isHeaderHidden === true ? 'sr-only' : 'truncate'}>{column.header}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function walkHead(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(event.target as HTMLButtonElement)
  if (event.key === 'ArrowDown' || event.key === 'Escape') {
    event.currentTarget.closest<HTMLElement>('[role=grid], [role=treegrid]')?.focus()
  } else if (event.key === 'ArrowRight') {
    buttons[Math.min(buttons.length - 1, at + 1)]?.focus()
  } else if (event.key === 'ArrowLeft') {
    buttons[Math.max(0, at - 1)]?.focus()
  } else {
    return
  }
  event.preventDefault()
  event.stopPropagation()
}
