import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import * as words from '#words/ui.ts'

export interface ChipProps {
  /** What is filtered by; "not" stands before it as a word, never as a colour alone. */
  readonly field: string
  readonly isNegated?: boolean
  readonly children: ReactNode
  /** Turns it round. Without it the words are no button. */
  readonly onTurn?: () => void
  readonly turnLabel?: string
  readonly onRemove: () => void
  /** Names the remove button: "Remove filter severity". */
  readonly removeLabel: string
}

/** A filter that stands, with the way to turn it round and to take it off. */
export function Chip({ field, isNegated = false, children, onTurn, turnLabel, onRemove, removeLabel }: ChipProps) {
  const said = (
    <>
      {isNegated ? <span className="font-title text-del">{words.not}</span> : null}
      <span className="max-w-40 shrink-0 truncate text-text-3">{field}</span>
      <span className="truncate font-strong">{children}</span>
    </>
  )
  return (
    <span className="inline-flex h-6 max-w-80 items-center rounded-s border border-line bg-surface text-small touch:h-11">
      {onTurn === undefined ? (
        <span className="inline-flex min-w-0 items-center gap-1.5 ps-2">{said}</span>
      ) : (
        <button
          type="button"
          title={turnLabel}
          onClick={onTurn}
          data-ring="inside"
          className="inline-flex h-full min-w-0 items-center gap-1.5 rounded-s ps-2 pe-1 hover:bg-hover"
        >
          {said}
        </button>
      )}
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
