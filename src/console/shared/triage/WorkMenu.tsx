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
  readonly rows: readonly AlertRow[]
  /** Why nothing of it can be done; null where it can. */
  readonly refusal: string | null
  /** Why this person cannot accept a risk; null where they can. */
  readonly acceptRefusal: string | null
  readonly onAsk: (kind: WorkKind) => void
}

const ITEMS = [
  { kind: 'assign', label: words.assign, keys: ['i'], Icon: UserRoundCog },
  { kind: 'tag', label: words.tag, keys: ['t'], Icon: Tag },
  { kind: 'snooze', label: words.snoozeAsks, keys: ['s'], Icon: AlarmClockPlus },
  { kind: 'link', label: words.caseIt, keys: ['l'], Icon: FolderOpen },
  { kind: 'suppress', label: words.suppressAlertsLike, keys: ['Shift+S'], Icon: VolumeOff },
  { kind: 'pause-clock', label: words.pauseTheClock, keys: undefined, Icon: AlarmClockOff },
] as const

/** The rarer work, behind one button; what would change nothing here is left out. */
export function WorkMenu({ rows, refusal, acceptRefusal, onAsk }: WorkMenuProps) {
  const button = (
    <Button icon={<ChevronDown aria-hidden size={14} />} disabledBecause={refusal}>
      {words.more}
    </Button>
  )
  if (refusal !== null) return button
  const fits = (kind: WorkKind) => rows.some(WORK_KINDS[kind].fits)
  return (
    <Menu trigger={button}>
      {ITEMS.filter(({ kind }) => fits(kind)).map(({ kind, label, keys, Icon }) => (
        <MenuItem
          key={kind}
          icon={<Icon aria-hidden size={14} />}
          {...(keys === undefined ? {} : { keys })}
          onSelect={() => onAsk(kind)}
        >
          {label}
        </MenuItem>
      ))}
      {fits('accept-risk') ? (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<ShieldQuestion aria-hidden size={14} />}
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
