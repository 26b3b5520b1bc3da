import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A count or a kind beside a name. No action, no hue unless it says something is unknown. */
export function Tag({ children, tone = 'plain' }: { readonly children: ReactNode; readonly tone?: 'plain' | 'doubt' }) {
  return (
    <span
      className={clsx(
        'inline-flex h-4.5 shrink-0 items-center rounded-s px-1.5 text-micro tabular-nums',
        tone === 'plain' ? 'bg-raised text-text-2 in-data-[theme=light]:bg-hover' : 'bg-doubt/13 text-doubt',
      )}
    >
      {children}
    </span>
  )
}
