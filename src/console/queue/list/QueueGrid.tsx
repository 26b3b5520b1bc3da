import { useCallback, useMemo } from 'react'
import * as words from '#words/queue.ts'
import type { FieldName } from '../../../domain/query/fields.ts'
import type { Query } from '../../../domain/query/query.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import type { QueueLine, QueueSort } from '../../../engine/worker/queue-client.ts'
import { DataGrid } from '../../ui/DataGrid.tsx'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { GridCursor } from '../../ui/grid-cursor.ts'
import { later } from '../../ui/later.ts'
import { countText } from '../../ui/number-text.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { say } from '../../ui/Toast.tsx'
import { type QueueLines, rowOf } from '../engine/use-queue-lines.ts'
import { groupName } from '../group-label.ts'
import { NARROW, queueColumns, rowSentence } from '../queue-columns.tsx'
import type { GroupTicks } from './use-group-ticks.ts'
import { usePointedCell } from './use-pointed-cell.ts'
import type { Selection } from './use-selection.ts'

const GroupLine = later(() => import('../GroupLine.tsx').then((module) => module.GroupLine))
const CellTools = later(() => import('./CellTools.tsx').then((module) => module.CellTools))

const SORT_OF_COLUMN: Readonly<Record<string, QueueSort['field']>> = {
  severity: 'severity',
  tier: 'tier',
  sla: 'due',
  lastSeen: 'lastSeen',
}

interface QueueGridProps {
  readonly lines: QueueLines
  readonly lineCount: number
  readonly cursor: GridCursor
  readonly selection: Selection
  readonly sort: QueueSort
  /** Fields that it is grouped by. */
  readonly groupLevels: number
  readonly isWide: boolean
  readonly onSort: (sort: QueueSort) => void
  readonly onOpen: (row: AlertRow) => void
  readonly onPreview: () => void
  readonly onSelectAll: () => void
  readonly query: Query
  readonly onQuery: (query: Query) => void
  /** The most frequent values of a field, beginning with this row. */
  readonly onTop: (row: AlertRow, field: FieldName) => void
  /** What is selected of a group; null for a row. */
  readonly tickOf: GroupTicks
  /** All alerts of a group, open or closed, as the condition that they have in common: selected, or where `isAll` are, no more. */
  readonly onToggleGroup: (query: Query, isAll: boolean) => void
  /** This alert and those that repeat it: selected, or where it is in the selection, no more. */
  readonly onToggleRepeats: (number: number, isIn: boolean) => void
  /** Newer than what the worker holds yet: a person's own work. */
  readonly newer: (row: AlertRow) => AlertRow
}

/** The lines of the view: rows and heads of groups, drawn where they are looked at. */
export function QueueGrid(props: QueueGridProps) {
  const { lines, selection, sort, isWide, newer } = props
  const { has } = selection
  const { zone } = useUiSettings()
  const columns = useMemo(
    () => queueColumns((row) => has(row.id), isWide).map((column) => ofLine(column, newer)),
    [has, isWide, newer],
  )
  const { tickOf } = props
  const groupOf = useCallback(
    (line: QueueLine) =>
      line.kind === 'group'
        ? {
            isExpanded: line.isOpen,
            depth: line.depth,
            tick: <Tick isOn={isAllOf(tickOf(line))} isMixed={(tickOf(line)?.chosen ?? 0) > 0} />,
            content: <GroupLine group={line} chosen={tickOf(line)?.chosen ?? 0} />,
          }
        : null,
    [tickOf],
  )
  const rowAt = (line: number) => {
    const one = lines.lineAt(line)
    return one === null ? null : rowOf(one)
  }
  const pointed = usePointedCell()
  const pointedRow = pointed.cell === null ? null : rowAt(pointed.cell.index)
  return (
    <>
      <DataGrid<QueueLine>
        label={words.grid}
        columns={columns}
        rowCount={props.lineCount}
        getRow={(index) => lines.lineAt(index) ?? 'loading'}
        onRangeNeeded={lines.need}
        rowKey={(line) => (line.kind === 'row' ? line.row.id : `group ${line.path.join(' ')}`)}
        rowName={(line) => {
          const row = rowOf(line)
          if (row !== null) return rowSentence(newer(row), zone)
          return line.kind === 'group' ? words.groupRow(groupName(line), line.count, tickOf(line)?.chosen ?? 0) : ''
        }}
        cursor={props.cursor}
        isSelected={(line) => (line.kind === 'row' ? selection.has(line.row.id) : isAllOf(tickOf(line)))}
        onToggle={(index) => {
          const line = lines.lineAt(index)
          const row = rowAt(index)
          if (row !== null && line?.kind === 'row' && line.repeats > 1)
            props.onToggleRepeats(row.number, selection.has(row.id))
          else if (row !== null) selection.toggle(newer(row))
          else if (line?.kind === 'group') props.onToggleGroup(line.query, isAllOf(tickOf(line)))
          else say(words.notHereYet)
        }}
        onSelectRange={(from, to) => void selection.addLines(from, to + 1)}
        onSelectAll={props.onSelectAll}
        onOpen={(index) => {
          const row = rowAt(index)
          if (row === null) say(words.notHereYet)
          else props.onOpen(row)
        }}
        onPreview={props.onPreview}
        groupLevels={props.groupLevels}
        group={groupOf}
        onFold={(index, isOpen) => {
          const line = lines.lineAt(index)
          if (line?.kind === 'group') lines.fold(line.path, isOpen)
        }}
        sort={sortMark(sort)}
        onSort={({ column }) => {
          const field = SORT_OF_COLUMN[column]
          if (field === undefined) return
          props.onSort(
            field === sort.field ? { field, descending: !sort.descending } : { field, descending: field !== 'due' },
          )
        }}
        rowTone={(line) => (line.kind === 'row' && line.row.status === 'closed' ? 'quiet' : 'plain')}
        onPoint={pointed.point}
        narrow={{ rowHeightPx: NARROW.rowHeightPx, content: (line) => narrowContent(line, newer) }}
      />
      {pointed.cell === null || pointedRow === null ? null : (
        <CellTools
          cell={pointed.cell}
          row={newer(pointedRow)}
          query={props.query}
          onQuery={props.onQuery}
          onTop={(field) => {
            pointed.letGo()
            props.onTop(pointedRow, field)
          }}
          onHold={pointed.hold}
          onLetGo={pointed.letGo}
        />
      )}
    </>
  )
}

function isAllOf(tick: ReturnType<GroupTicks>): boolean {
  return tick !== null && tick.all > 0 && tick.chosen === tick.all
}

function ofLine(column: GridColumn<AlertRow>, newer: (row: AlertRow) => AlertRow): GridColumn<QueueLine> {
  const { cell, isFitting, ...rest } = column
  return {
    ...rest,
    isFitting:
      typeof isFitting !== 'function'
        ? isFitting === true
        : (line) => {
            const row = rowOf(line)
            return row !== null && isFitting(newer(row))
          },
    cell: (line, index) => {
      const row = rowOf(line)
      if (row === null) return null
      const drawn = cell(newer(row), index)
      // Alerts that repeat this one stand behind it.
      if (column.id !== 'alert' || line.kind !== 'row' || line.repeats <= 1) return drawn
      return (
        <span className="flex min-w-0 items-center gap-2">
          {drawn}
          <Tag>+{countText(line.repeats - 1)}</Tag>
        </span>
      )
    },
  }
}

function narrowContent(line: QueueLine, newer: (row: AlertRow) => AlertRow) {
  const row = rowOf(line)
  return row === null ? null : NARROW.content(newer(row))
}

function sortMark({ field, descending }: QueueSort) {
  const column = Object.keys(SORT_OF_COLUMN).find((name) => SORT_OF_COLUMN[name] === field)
  if (column === undefined) return null
  return { column, direction: descending ? ('descending' as const) : ('ascending' as const) }
}
