import { X } from 'lucide-react'
import type { ReactNode } from 'react'

export interface ChipProps {
  /** What is filtered by; "not" stands before it as a word, never as a colour alone. */
  readonly field: string
  readonly isNegated?: boolean
  readonly children: ReactNode
  readonly onRemove: () => void
  /** Names the remove button: "Remove filter severity". */
  readonly removeLabel: string
}

/** A filter that stands, with the way to take it off. */
export function Chip({ field, isNegated = false, children, onRemove, removeLabel }: ChipProps) {
  return (
    <span className="inline-flex h-6 max-w-72 items-center gap-1.5 rounded-s border border-line bg-surface ps-2 text-small">
      {isNegated ? <span className="font-title text-del">not</span> : null}
      <span className="text-text-3">{field}</span>
      <span className="truncate font-strong">{children}</span>
      <button
        type="button"
        aria-label={removeLabel}
        onClick={onRemove}
        data-ring="inside"
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-s text-text-3 hover:text-text"
      >
        <X aria-hidden size={12} />
      </button>
    </span>
  )
}
