import type { ReactNode } from 'react'

interface ScrollBoxProps {
  /** Names the region for whoever comes to it by Tab. */
  readonly label: string
  readonly className: string
  readonly children: ReactNode
}

/** What scrolls must be reached by Tab, or nobody without a pointer sees its end. */
const SCROLLED_BY_KEYS = { role: 'group', tabIndex: 0 } as const

export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  return (
    <div {...SCROLLED_BY_KEYS} aria-label={label} data-ring="inside" className={`overflow-y-auto ${className}`}>
      {children}
    </div>
  )
}
