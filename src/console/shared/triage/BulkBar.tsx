import { AlarmClockPlus, CircleCheck, UserRoundPlus, X } from 'lucide-react'
import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { countText } from '../../ui/number-text.ts'
import { useBar } from '../../ui/use-bar.ts'
import { WorkMenu } from './WorkMenu.tsx'
import type { WorkKind } from './work-kinds.ts'

interface BulkBarProps {
  readonly selected: readonly AlertRow[]
  readonly refusal: string | null
  readonly onTake: (rows: readonly AlertRow[]) => void
  readonly acceptRefusal: string | null
  readonly onAsk: (kind: WorkKind) => void
  /** The keys of the list that do the same. */
  readonly hint: (id: string) => readonly string[] | undefined
  readonly onClear: () => void
  /** What a list can do besides. */
  readonly extra?: React.ReactNode
}

/** Stands above the footer on a line of its own. Every verb counts what it will really change. */
export function BulkBar({ selected, refusal, acceptRefusal, onTake, onAsk, hint, onClear, extra }: BulkBarProps) {
  useBar()
  const open = selected.filter(({ status }) => status !== 'closed')
  // What a colleague has is given to somebody by hand, not taken by the way.
  const takeable = open.filter(({ assignee }) => assignee === null)
  const count = (rows: readonly AlertRow[]) =>
    rows.length === selected.length ? countText(rows.length) : words.ofAll(rows.length, selected.length)
  return (
    <div
      role="toolbar"
      aria-label={words.selectedAlerts}
      className="flex min-h-11 shrink-0 items-center gap-2 border-t border-line-strong bg-raised px-4"
    >
      <span className="me-2 font-title tabular-nums">{words.selected(selected.length)}</span>
      <Button
        look="ghost"
        icon={<UserRoundPlus aria-hidden size={14} />}
        keys={hint('take')}
        disabledBecause={refusal ?? (takeable.length === 0 ? words.noneIsFree : null)}
        onClick={() => onTake(takeable)}
      >
        {words.take(<span className="text-text-3 tabular-nums">{count(takeable)}</span>)}
      </Button>
      <Button
        look="ghost"
        icon={<CircleCheck aria-hidden size={14} />}
        keys={hint('close')}
        disabledBecause={refusal ?? (open.length === 0 ? words.allOfThemAreClosed : null)}
        onClick={() => onAsk('close')}
      >
        {words.close(<span className="text-text-3 tabular-nums">{count(open)}</span>)}
      </Button>
      <Button
        look="ghost"
        icon={<AlarmClockPlus aria-hidden size={14} />}
        keys={hint('snooze')}
        disabledBecause={refusal ?? (open.length === 0 ? words.allOfThemAreClosed : null)}
        onClick={() => onAsk('snooze')}
      >
        {words.snooze(<span className="text-text-3 tabular-nums">{count(open)}</span>)}
      </Button>
      {extra}
      <WorkMenu rows={selected} refusal={refusal} acceptRefusal={acceptRefusal} hint={hint} onAsk={onAsk} />
      <span className="ms-auto">
        <IconButton label={words.clearTheSelection} icon={<X aria-hidden size={14} />} onClick={onClear} />
      </span>
    </div>
  )
}
