import { Check } from 'lucide-react'

/** The tick of a grid row. Not a control: the grid's own keys and its row state carry the meaning to everybody. */
export function Tick({ isOn }: { readonly isOn: boolean }) {
  return (
    <span
      aria-hidden
      data-on={isOn || undefined}
      className="inline-flex size-3.5 items-center justify-center rounded-s border border-line-strong bg-sunken in-data-[theme=light]:bg-surface text-on-ink data-on:border-ink data-on:bg-ink"
    >
      {isOn ? <Check size={12} strokeWidth={3} /> : null}
    </span>
  )
}
