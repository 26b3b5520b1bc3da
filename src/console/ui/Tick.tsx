import { Check } from 'lucide-react'

/**
 * The tick of a grid row. Not a control: the grid's own keys and its row state carry the meaning to everybody. It reads that state by
 * the stylesheet, so that a row which is selected draws no cell anew.
 */
export function Tick() {
  return (
    <span
      aria-hidden
      className="inline-flex size-3.5 items-center justify-center rounded-s border border-line-strong bg-sunken in-data-[theme=light]:bg-surface text-on-ink in-aria-selected:border-ink in-aria-selected:bg-ink"
    >
      <Check size={12} strokeWidth={3} className="invisible in-aria-selected:visible" />
    </span>
  )
}
