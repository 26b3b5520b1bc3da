import { ChevronDown, ChevronRight, ChevronUp, UserRoundCheck, UserRoundPlus } from 'lucide-react'
import * as words from '#words/alert.tsx'
import { alertName, STATUS_WORDS } from '#words/shared/triage.ts'
import type { Status } from '../../domain/alert/alert.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { Link } from '../shared/router/Link.tsx'
import { Sla } from '../shared/triage/Sla.tsx'
import { useWalk } from '../shared/triage/walk.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Select } from '../ui/Select.tsx'
import { ALERT_KEYS } from './alert-keys.ts'

interface AlertBarProps {
  readonly row: AlertRow
  readonly isMine: boolean
  readonly isBusy: boolean
  readonly refusal: string | null
  readonly onTake: () => void
  readonly onRelease: () => void
  readonly onStatus: (status: Status) => void
  readonly onStep: (step: 1 | -1) => void
  /** The rarer work. */
  readonly more: React.ReactNode
  /** Who else has it in front of them. */
  readonly here: React.ReactNode
}

const OPEN_STATUSES = ['new', 'acknowledged', 'in-progress'] as const

/** Where we are, the way to the next one, and where the work stands. */
export function AlertBar({
  row,
  isMine,
  isBusy,
  refusal,
  onTake,
  onRelease,
  onStatus,
  onStep,
  more,
  here,
}: AlertBarProps) {
  const walk = useWalk()
  const hint = useKeyHint(ALERT_KEYS)
  const at = walk.ids.indexOf(row.id)
  const closed = { value: 'closed' as const, label: STATUS_WORDS.closed }
  const choices = [
    ...OPEN_STATUSES.map((status) => ({ value: status, label: STATUS_WORDS[status] })),
    ...(row.status === 'closed' ? [closed] : [{ ...closed, label: words.close }]),
  ]
  return (
    <header className="flex min-h-(--bar) shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1">
      <nav aria-label={words.wayHere} className="flex min-w-0 items-center gap-2 text-text-2">
        <Link to="/queue" search={{}} className="rounded-s hover:text-text hover:underline">
          {words.queue}
        </Link>
        <ChevronRight aria-hidden size={14} className="text-text-3" />
        {walk.ids.length === 0 ? null : (
          <>
            <Link
              to="/queue"
              search={{ ...walk.words, open: row.id }}
              className="truncate rounded-s hover:text-text hover:underline"
            >
              {walk.label}
            </Link>
            <ChevronRight aria-hidden size={14} className="text-text-3" />
          </>
        )}
        <span className="font-title text-text">{alertName(row.number)}</span>
        {at < 0 ? null : (
          <span className="text-small text-text-3 tabular-nums">{words.placeInList(at + 1, walk.ids.length)}</span>
        )}
      </nav>
      {here}
      <div className="ms-auto flex flex-wrap items-center justify-end gap-2">
        {row.status === 'new' && (row.slaDueAt !== null || row.slaPause !== null) ? (
          <span className="me-2 text-small text-text-2">
            {words.sla} <Sla row={row} look="full" />
          </span>
        ) : null}
        {at < 0 ? null : (
          <>
            <IconButton
              label={words.previousInTheList}
              keys={hint('previous')}
              icon={<ChevronUp aria-hidden size={15} />}
              onClick={() => onStep(-1)}
            />
            <IconButton
              label={words.nextInTheList}
              keys={hint('next')}
              icon={<ChevronDown aria-hidden size={15} />}
              onClick={() => onStep(1)}
            />
          </>
        )}
        {isMine ? (
          <Button
            icon={<UserRoundCheck aria-hidden size={14} />}
            isBusy={isBusy}
            disabledBecause={refusal}
            onClick={onRelease}
            title={words.releaseIt}
          >
            {words.takenByYou}
          </Button>
        ) : (
          <Button
            icon={<UserRoundPlus aria-hidden size={14} />}
            isBusy={isBusy}
            disabledBecause={refusal ?? (row.status === 'closed' ? words.itIsClosed : null)}
            onClick={onTake}
            keys={hint('take')}
          >
            {row.assignee === null ? words.take : words.takeOver}
          </Button>
        )}
        {row.assignee === null || isMine ? null : (
          <span className="text-small text-text-2">{words.hasIt(<HostileText text={row.assignee.name} />)}</span>
        )}
        {refusal === null ? (
          <Select label={words.work} value={row.status} onChange={onStatus} choices={choices} />
        ) : (
          <Button disabledBecause={refusal}>{STATUS_WORDS[row.status]}</Button>
        )}
        {more}
      </div>
    </header>
  )
}
