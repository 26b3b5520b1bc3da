import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface BannerProps {
  readonly tone: 'doubt' | 'bad' | 'plain'
  readonly icon?: ReactNode
  /** The fact, in one sentence. */
  readonly title: ReactNode
  /** What still works, what waits, what to do. */
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** True where work must stop for it (plan changed, global stop): read out at once. Else politely. */
  readonly isUrgent?: boolean
}

const TONES = {
  doubt: 'border-doubt/55 bg-[color-mix(in_oklab,var(--doubt)_11%,var(--surface))]',
  bad: 'border-bad/55 bg-[color-mix(in_oklab,var(--bad)_11%,var(--surface))]',
  plain: 'border-line bg-surface',
}
const ICON = { doubt: 'text-doubt', bad: 'text-bad', plain: 'text-text-2' }

/** Takes its own line above what it speaks of; it never covers a row. */
export function Banner({ tone, icon, title, children, action, isUrgent = false }: BannerProps) {
  return (
    <div
      role={isUrgent ? 'alert' : 'status'}
      className={clsx('flex items-center gap-3 border-b px-4 py-2 text-small', TONES[tone])}
    >
      {icon === undefined ? null : <span className={clsx('shrink-0', ICON[tone])}>{icon}</span>}
      <p className="min-w-0 grow text-text-2">
        <span className="font-title text-text">{title}</span> {children}
      </p>
      {action}
    </div>
  )
}
