import { clsx } from 'clsx'
import { AlarmClock, AlarmClockOff } from 'lucide-react'
import * as words from '#words/shared/triage.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { useNow } from '../../ui/clock.ts'
import { NotApplicable } from '../../ui/layout.tsx'
import { hoursMinutes } from '../../ui/time-text.ts'

const SOON_MS = 15 * 60_000

interface SlaProps {
  readonly row: Pick<AlertRow, 'slaDueAt' | 'slaPause' | 'status'>
  /** In a narrow column only the time; the word "breached" is then read out. */
  readonly look?: 'cell' | 'full'
}

/** Time until somebody should have acknowledged it, by the policy's minutes. Whoever has taken it has met it: a dash. */
export function Sla({ row, look = 'cell' }: SlaProps) {
  const now = useNow(1000)
  if (row.slaPause !== null && row.status === 'new') {
    return (
      <span className={clsx('inline-flex items-center text-text-2', look === 'full' && 'gap-1')}>
        <AlarmClockOff aria-hidden size={12} className="shrink-0" />
        <span className={look === 'cell' ? 'read-out' : undefined}>{words.paused}</span>
      </span>
    )
  }
  if (row.slaDueAt === null || row.status !== 'new') return <NotApplicable />
  const leftMs = row.slaDueAt - now
  if (leftMs > 0) {
    return <span className={leftMs < SOON_MS ? 'font-title tabular-nums' : 'tabular-nums'}>{hoursMinutes(leftMs)}</span>
  }
  return (
    <span className="inline-flex items-center gap-1 text-bad tabular-nums">
      <AlarmClock aria-hidden size={12} className="shrink-0" />
      {look === 'full' ? <span>{words.breached}</span> : null}
      <span>
        {look === 'cell' ? <span className="read-out">{words.breached} </span> : null}
        {overText(-leftMs)}
      </span>
    </span>
  )
}

/** `0:12`; from two days on the hours no longer matter. */
function overText(ms: number): string {
  const days = Math.floor(ms / 86_400_000)
  return days >= 2 ? `${days}d` : hoursMinutes(ms)
}
