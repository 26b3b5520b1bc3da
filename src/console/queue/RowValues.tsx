import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import * as words from '#words/queue.ts'
import { alertName } from '#words/shared/triage.ts'
import { filterIn, filterOut } from '../../domain/query/edit.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import type { Query } from '../../domain/query/query.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { FacetValue, QueueEngine } from '../../engine/worker/queue-client.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { countText } from '../ui/number-text.ts'
import { valueWords } from './query/value-words.ts'
import { fieldValuesOf } from './row-values.ts'

interface RowValuesProps {
  readonly row: AlertRow
  /** Begins with the top values of this field; null with the values of the row. */
  readonly topFirst: FieldName | null
  readonly query: Query
  readonly engine: QueueEngine | null
  readonly onQuery: (query: Query) => void
  readonly onClose: () => void
}

/** Every value of a row with what can be done with it: only these, all but these, copy, and which values are most frequent. */
export function RowValues({ row, topFirst, query, engine, onQuery, onClose }: RowValuesProps) {
  const [top, setTop] = useState<{ readonly field: FieldName; readonly values: readonly FacetValue[] } | null>(null)
  const choose = (next: Query) => {
    onQuery(next)
    onClose()
  }
  const showTop = async (field: FieldName) => {
    const outcome = await engine?.ask<'values'>({ kind: 'values', field, prefix: '', isEverywhere: false, limit: 12 })
    if (outcome?.kind === 'answered') setTop({ field, values: outcome.answer.values })
  }
  const list = useRef<HTMLUListElement>(null)
  // The button that asked for them is gone: whoever came by keys goes on at the first value.
  useEffect(() => {
    if (top !== null) list.current?.querySelector('button')?.focus()
  }, [top])
  const begin = useEffectEvent(() => {
    if (topFirst !== null) void showTop(topFirst)
  })
  useEffect(() => {
    const timer = setTimeout(() => begin(), 0)
    return () => clearTimeout(timer)
  }, [])
  const listed =
    top === null
      ? fieldValuesOf(row).map(({ field, value }) => ({ field, value, label: null, count: null }))
      : top.values.map(({ value, label, count }) => ({ field: top.field, value, label, count }))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={top === null ? `${words.values}: ${alertName(row.number)}` : words.topOf(fieldLabel(top.field))}
      width="wide"
      headerExtra={
        top === null ? undefined : (
          <Button look="ghost" onClick={() => setTop(null)}>
            {words.back}
          </Button>
        )
      }
    >
      <div role="toolbar" aria-label={words.values} aria-orientation="vertical" tabIndex={-1} onKeyDown={walkButtons}>
        <ul ref={list}>
          {listed.map(({ field, value, label, count }, at) => {
            const name = fieldLabel(field)
            const said = value === null ? words.none : (label ?? valueWords(field, value))
            return (
              <li
                key={`${field} ${value}`}
                className="flex min-h-9 flex-wrap items-center justify-end gap-2 border-b border-line py-0.5"
              >
                <span className="w-28 shrink-0 text-small text-text-3">{name}</span>
                <span className="min-w-40 flex-1 truncate">
                  <HostileText text={said} maxLength={80} />
                </span>
                {count === null ? null : <span className="text-text-3 tabular-nums">{countText(count)}</span>}
                <Button
                  look="ghost"
                  data-autofocus={at === 0 || undefined}
                  aria-label={words.valueName(words.only, name, said)}
                  onClick={() => choose(filterIn(query, field, value))}
                >
                  {words.only}
                </Button>
                <Button
                  look="ghost"
                  aria-label={words.valueName(words.without, name, said)}
                  onClick={() => choose(filterOut(query, field, value))}
                >
                  {words.without}
                </Button>
                {value === null ? null : (
                  <Button
                    look="ghost"
                    aria-label={words.valueName(words.copy, name, said)}
                    onClick={() => void copyText(value, name)}
                  >
                    {words.copy}
                  </Button>
                )}
                {top === null ? (
                  <Button look="ghost" aria-label={words.topOf(name)} onClick={() => void showTop(field)}>
                    {words.top}
                  </Button>
                ) : null}
              </li>
            )
          })}
        </ul>
      </div>
    </Dialog>
  )
}

/** Up and down go to the same button of the next value, left and right along its line: Tab would have some fifty stops. */
function walkButtons(event: KeyboardEvent<HTMLElement>): void {
  if (!event.key.startsWith('Arrow')) return
  const button = event.target instanceof Element ? event.target.closest('button') : null
  const line = button?.closest('li') ?? null
  if (button === null || line === null) return
  const along = buttonsOf(line)
  const at = along.indexOf(button)
  const beside = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key]
  const next =
    event.key === 'ArrowRight'
      ? along[at + 1]
      : event.key === 'ArrowLeft'
        ? along[at - 1]
        : buttonsOf(beside)[Math.min(at, buttonsOf(beside).length - 1)]
  event.preventDefault()
  next?.focus()
}

function buttonsOf(line: Element | null | undefined): readonly HTMLButtonElement[] {
  return [...(line?.querySelectorAll('button') ?? [])]
}
