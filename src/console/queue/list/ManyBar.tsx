import { AlarmClockPlus, CircleCheck, Tag, UserRoundCog, UserRoundPlus, X } from 'lucide-react'
import * as words from '#words/queue.ts'
import { WorkMenu } from '../../shared/triage/WorkMenu.tsx'
import type { WorkKind } from '../../shared/triage/work-kinds.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { countText } from '../../ui/number-text.ts'
import { useBar } from '../../ui/use-bar.ts'
import { useMinWidth } from '../../ui/use-min-width.ts'
import type { ChosenByQuery } from './use-selection.ts'

interface ManyBarProps {
  readonly chosen: ChosenByQuery
  readonly refusal: string | null
  readonly acceptRefusal: string | null
  readonly onTake: () => void
  readonly onAsk: (kind: WorkKind) => void
  readonly hint: (id: string) => readonly string[] | undefined
  readonly onClear: () => void
}

/** The bar of a selection that a query made. What each verb would change, and why not the others, is asked before anything is done. */
export function ManyBar({ chosen, refusal, acceptRefusal, onTake, onAsk, hint, onClear }: ManyBarProps) {
  useBar()
  // Where there is little room, the verbs stay on one line and the keys are left to the map.
  const isRoomy = useMinWidth(1400)
  const keysOf = (id: string) => (isRoomy ? hint(id) : undefined)
  const { counts } = chosen
  const of = (count: number | undefined) =>
    count === undefined ? null : (
      <span className="text-text-3 tabular-nums">
        {count === chosen.byId.size ? countText(count) : words.ofSelected(count, chosen.byId.size)}
      </span>
    )
  const noneOpen = counts?.open === 0 ? words.allClosed : null
  return (
    <div
      role="toolbar"
      aria-label={words.selectedBar}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-t border-line-strong bg-raised px-4"
    >
      <span className="me-2 font-title tabular-nums">{words.selected(chosen.byId.size)}</span>
      <Button
        look="ghost"
        icon={<UserRoundPlus aria-hidden size={14} />}
        keys={keysOf('take')}
        disabledBecause={refusal ?? (counts?.takeable === 0 ? words.allTaken : null)}
        onClick={onTake}
      >
        {words.take} {of(counts?.takeable)}
      </Button>
      <Button
        look="ghost"
        icon={<CircleCheck aria-hidden size={14} />}
        keys={keysOf('close')}
        disabledBecause={refusal ?? noneOpen}
        onClick={() => onAsk('close')}
      >
        {words.close} {of(counts?.open)}
      </Button>
      <Button
        look="ghost"
        icon={<AlarmClockPlus aria-hidden size={14} />}
        keys={keysOf('snooze')}
        disabledBecause={refusal ?? noneOpen}
        onClick={() => onAsk('snooze')}
      >
        {words.snooze} {of(counts?.open)}
      </Button>
      <Button
        look="ghost"
        icon={<UserRoundCog aria-hidden size={14} />}
        keys={keysOf('assign')}
        disabledBecause={refusal ?? noneOpen}
        onClick={() => onAsk('assign')}
      >
        {words.assign} {of(counts?.open)}
      </Button>
      <Button
        look="ghost"
        icon={<Tag aria-hidden size={14} />}
        keys={keysOf('tag')}
        disabledBecause={refusal}
        onClick={() => onAsk('tag')}
      >
        {words.tag} {of(counts === null ? undefined : chosen.byId.size)}
      </Button>
      <WorkMenu rows={null} refusal={refusal} acceptRefusal={acceptRefusal} hint={hint} onAsk={onAsk} />
      <span className="ms-auto">
        <IconButton label={words.clearSelection} icon={<X aria-hidden size={14} />} onClick={onClear} />
      </span>
    </div>
  )
}
