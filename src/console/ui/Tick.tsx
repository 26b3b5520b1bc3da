import { Check } from 'lucide-react'

interface TickProps {
  readonly isOn: boolean
  /** Some of what it stands for is selected: a bar where not all of it is. */
  readonly isMixed?: boolean
}

/** The tick of a grid row. Not a control: the grid's own keys and its row state carry the meaning to everybody. */
export function Tick({ isOn, isMixed = false }: TickProps) {
  return (
    <span
      aria-hidden
      data-on={isOn || isMixed || undefined}
      className="inline-flex size-3.5 shrink-0 items-center justify-center rounded-s border border-line-strong bg-sunken in-data-[theme=light]:bg-surface text-on-ink data-on:border-ink data-on:bg-ink"
    >
      {isOn ? (
        <Check size={12} strokeWidth={3} />
      ) : isMixed ? (
        // A border, because forced colours keep it.
        <span className="w-2 border-t-2 border-current" />
      ) : null}
    </span>
  )
}
