import { AlarmClockOff, Moon, Plus, X } from 'lucide-react'
import * as words from '#words/alert.tsx'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { isHeld } from '../../domain/work/hold.ts'
import { SuppressedBy } from '../shared/suppression/SuppressedBy.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Time } from '../ui/Time.tsx'
import { hoursMinutes } from '../ui/time-text.ts'

interface WorkLinesProps {
  readonly row: AlertRow
  readonly refusal: string | null
  readonly onBringBack: () => void
  readonly onResume: () => void
}

/** What keeps the alert from being looked at, with who and why: nobody should have to find out. */
export function WorkLines({ row, refusal, onBringBack, onResume }: WorkLinesProps) {
  const now = useNow(1000)
  const { hold, slaPause } = row
  return (
    <>
      {row.suppression === null ? null : <SuppressedBy number={row.suppression} />}
      {hold !== null && isHeld(hold, now) ? (
        <Banner
          tone="plain"
          icon={<Moon aria-hidden size={16} />}
          title={words.setAsideUntil(hold.kind === 'snoozed', <Time at={hold.until} look="clock" />)}
          action={
            <Button disabledBecause={refusal} onClick={onBringBack}>
              {hold.kind === 'snoozed' ? words.bringItBack : words.openItAgain}
            </Button>
          }
        >
          <HostileText text={hold.by.name} />, <Time at={hold.at} />: <HostileText text={hold.reason} />
        </Banner>
      ) : null}
      {slaPause === null ? null : (
        <Banner
          tone="plain"
          icon={<AlarmClockOff aria-hidden size={16} />}
          title={words.theClockStands(
            slaPause.leftMs > 0
              ? words.withLeft(hoursMinutes(slaPause.leftMs))
              : words.over(hoursMinutes(-slaPause.leftMs)),
          )}
          action={
            <Button disabledBecause={refusal} onClick={onResume}>
              {words.letItRun}
            </Button>
          }
        >
          <HostileText text={slaPause.by.name} />, <Time at={slaPause.at} />: <HostileText text={slaPause.reason} />
        </Banner>
      )}
    </>
  )
}

interface TagListProps {
  readonly tags: readonly string[]
  /** Null where this person cannot change them: then they are only read. */
  readonly onAdd: (() => void) | null
  readonly onRemove: (tag: string) => void
}

/** Tags in their one form, each with the way to take it off. */
export function TagList({ tags, onAdd, onRemove }: TagListProps) {
  if (tags.length === 0 && onAdd === null) return null
  return (
    <ul aria-label={words.tags} className="flex flex-wrap items-center gap-1.5">
      {tags.map((tag) => (
        <li
          key={tag}
          className="inline-flex h-6 items-center gap-1 rounded-s border border-line bg-surface ps-2 text-small"
        >
          <HostileText text={tag} />
          {onAdd === null ? (
            <span className="pe-1" />
          ) : (
            <button
              type="button"
              aria-label={words.takeOff(tag)}
              onClick={() => onRemove(tag)}
              data-ring="inside"
              className="inline-flex size-6 items-center justify-center rounded-s text-text-3 hover:text-text"
            >
              <X aria-hidden size={12} />
            </button>
          )}
        </li>
      ))}
      {onAdd === null ? null : (
        <li>
          <Button look="ghost" icon={<Plus aria-hidden size={13} />} onClick={onAdd}>
            {words.tag}
          </Button>
        </li>
      )}
    </ul>
  )
}
