import { clsx } from 'clsx'
import { AlarmClockOff } from 'lucide-react'
import * as words from '#words/shared/triage.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { useSinceNow } from '../../ui/clock.ts'
import { NotApplicable } from '../../ui/layout.tsx'
import { hoursMinutes, minutesLeft } from '../../ui/time-text.ts'

const MINUTE_MS = 60_000
/** Minutes. */
const SOON = 15

interface SlaProps {
  readonly row: Pick<AlertRow, 'slaDueAt' | 'slaPause' | 'status'>
  /** In a narrow column only the time; the word "breached" is then read out. */
  readonly look?: 'cell' | 'full'
}

/** Time until somebody should have acknowledged it, by the policy's minutes. Whoever has taken it has met it: a dash. */
export function Sla({ row, look = 'cell' }: SlaProps) {
  const dueAt = row.status === 'new' ? row.slaDueAt : null
  const left = useSinceNow((now) => (dueAt === null ? 0 : minutesLeft(dueAt - now)))
  if (row.slaPause !== null && row.status === 'new') {
    return (
      <span className={clsx('inline-flex items-center text-text-2', look === 'full' && 'gap-1')}>
        <AlarmClockOff aria-hidden size={12} className="shrink-0" />
        <span className={look === 'cell' ? 'read-out' : undefined}>{words.paused}</span>
      </span>
    )
  }
  if (dueAt === null) return <NotApplicable />
  if (left >= 0) {
    return (
      <span className={left < SOON ? 'font-title tabular-nums' : 'tabular-nums'}>{hoursMinutes(left * MINUTE_MS)}</span>
    )
  }
  return (
    <span className="inline-flex items-center gap-1 text-bad tabular-nums">
      <Alarm />
      {look === 'full' ? <span>{words.breached}</span> : null}
      <span>
        {look === 'cell' ? <span className="read-out">{words.breached} </span> : null}
        {overText((-1 - left) * MINUTE_MS)}
      </span>
    </span>
  )
}

/** `0:12`; from two days on the hours no longer matter. */
function overText(ms: number): string {
  const days = Math.floor(ms / 86_400_000)
  return days >= 2 ? `${days}d` : hoursMinutes(ms)
}

/** Lucide's alarm clock as one path: most of a shift's rows have one. */
function Alarm() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" width={12} height={12} className="glyph">
      <path
        strokeWidth="2"
        d="M20 13a8 8 0 1 1-16 0 8 8 0 0 1 16 0M12 9v4l2 2M5 3 2 6m20 0-3-3M6.38 18.7 4 21m13.64-2.33L20 21"
      />
    </svg>
  )
}
