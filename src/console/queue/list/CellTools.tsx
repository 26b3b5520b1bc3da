import { BarChart3, Copy, ListFilterPlus, ListX } from 'lucide-react'
import * as words from '#words/queue.ts'
import { filterIn, filterOut } from '../../../domain/query/edit.ts'
import type { FieldName } from '../../../domain/query/fields.ts'
import type { Query } from '../../../domain/query/query.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { fieldLabel } from '../../shared/field-label.ts'
import { IconButton } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { valueWords } from '../query/value-words.ts'
import { fieldValuesOf } from '../row-values.ts'
import type { PlacedCell } from './use-pointed-cell.ts'

const TOOLS_PX = 108

const FIELD_OF_COLUMN: Readonly<Record<string, FieldName>> = {
  severity: 'severity',
  alert: 'trigger',
  identity: 'identity',
  owner: 'owner',
  environment: 'environment',
  tier: 'tier',
  gate: 'gate',
  state: 'containment',
  taken: 'assignee',
}

interface CellToolsProps {
  readonly cell: PlacedCell
  readonly row: AlertRow
  readonly query: Query
  readonly onQuery: (query: Query) => void
  readonly onTop: (field: FieldName) => void
  readonly onHold: () => void
  readonly onLetGo: () => void
}

/** What can be done with the value under the pointer. By key the same stands in the values of the row. */
export function CellTools({ cell, row, query, onQuery, onTop, onHold, onLetGo }: CellToolsProps) {
  const field = FIELD_OF_COLUMN[cell.column]
  const found = fieldValuesOf(row).find((one) => one.field === field)
  if (field === undefined || found === undefined) return null
  const { value } = found
  const name = fieldLabel(field)
  const said = value === null ? words.none : valueWords(field, value)
  const { left, right, top } = cell.rect
  const choose = (next: Query) => {
    onQuery(next)
    onLetGo()
  }
  return (
    <div
      role="group"
      aria-label={`${name} ${said}`}
      onPointerEnter={onHold}
      onPointerLeave={onLetGo}
      // Above the value and not over it: one still reads it, and a click on it is a click on the row.
      style={{ left: Math.max(left, right - TOOLS_PX), top: top + 4 }}
      className="fixed z-20 flex -translate-y-full items-center rounded-m border border-line-strong bg-raised"
    >
      <IconButton
        tabIndex={-1}
        label={words.valueName(words.only, name, said)}
        icon={<ListFilterPlus aria-hidden size={13} />}
        onClick={() => choose(filterIn(query, field, value))}
      />
      <IconButton
        tabIndex={-1}
        label={words.valueName(words.without, name, said)}
        icon={<ListX aria-hidden size={13} />}
        onClick={() => choose(filterOut(query, field, value))}
      />
      {value === null ? null : (
        <IconButton
          tabIndex={-1}
          label={words.valueName(words.copy, name, said)}
          icon={<Copy aria-hidden size={13} />}
          onClick={() => void copyText(value, name)}
        />
      )}
      <IconButton
        tabIndex={-1}
        label={words.topOf(name)}
        icon={<BarChart3 aria-hidden size={13} />}
        onClick={() => onTop(field)}
      />
    </div>
  )
}
