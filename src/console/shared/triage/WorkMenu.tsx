import {
  AlarmClockOff,
  AlarmClockPlus,
  ChevronDown,
  FolderOpen,
  ShieldQuestion,
  Tag,
  UserRoundCog,
  VolumeOff,
} from 'lucide-react'
import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { WORK_KINDS, type WorkKind } from './work-kinds.ts'

interface WorkMenuProps {
  /** Null where a query chose them: what fits which of them is said before anything is done. */
  readonly rows: readonly AlertRow[] | null
  /** Why nothing of it can be done; null where it can. */
  readonly refusal: string | null
  /** Why this person cannot accept a risk; null where they can. */
  readonly acceptRefusal: string | null
  /** The keys of the screen that do the same, as this person has them. */
  readonly hint: (id: string) => readonly string[] | undefined
  readonly onAsk: (kind: WorkKind) => void
}

const ITEMS = [
  { kind: 'assign', label: words.assign, Icon: UserRoundCog },
  { kind: 'tag', label: words.tag, Icon: Tag },
  { kind: 'snooze', label: words.snoozeAsks, Icon: AlarmClockPlus },
  { kind: 'link', label: words.caseIt, Icon: FolderOpen },
  { kind: 'suppress', label: words.suppressAlertsLike, Icon: VolumeOff },
  { kind: 'pause-clock', label: words.pauseTheClock, Icon: AlarmClockOff },
] as const

/** The rarer work, behind one button; what would change nothing here is left out. */
export function WorkMenu({ rows, refusal, acceptRefusal, hint, onAsk }: WorkMenuProps) {
  const button = (
    <Button icon={<ChevronDown aria-hidden size={14} />} disabledBecause={refusal}>
      {words.more}
    </Button>
  )
  if (refusal !== null) return button
  const fits = (kind: WorkKind) => rows === null || rows.some(WORK_KINDS[kind].fits)
  const keysOf = (kind: WorkKind) => {
    const keys = hint(kind)
    return keys === undefined ? {} : { keys }
  }
  return (
    <Menu trigger={button}>
      {ITEMS.filter(({ kind }) => fits(kind)).map(({ kind, label, Icon }) => (
        <MenuItem key={kind} icon={<Icon aria-hidden size={14} />} {...keysOf(kind)} onSelect={() => onAsk(kind)}>
          {label}
        </MenuItem>
      ))}
      {fits('accept-risk') ? (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<ShieldQuestion aria-hidden size={14} />}
            {...keysOf('accept-risk')}
            disabledBecause={acceptRefusal}
            onSelect={() => onAsk('accept-risk')}
          >
            {words.acceptTheRiskAsks}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
