import { clsx } from 'clsx'
import { useRef, useState } from 'react'
import * as words from '#words/policy.tsx'

interface SmallNumberProps {
  /** Accessible name: "People needed in stage Access". */
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** The id of the words that say why the last wish was not carried out; null if it was. */
  readonly refusalId: string | null
  /** What was written is handed on as it is, so that whoever refuses it can say why. `gesture` is the same while the field has the focus. */
  readonly onChange: (value: number, gesture: string) => void
  /** For whoever puts the focus here. */
  readonly place: string
}

let gestures = 0

/** A number that is written, or stepped with the arrows: by one, with Shift by ten. */
export function SmallNumber({ label, value, min, max, refusalId, onChange, place }: SmallNumberProps) {
  const gesture = useRef('')
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      data-place={place}
      type="text"
      inputMode="numeric"
      role="spinbutton"
      autoComplete="off"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-invalid={refusalId !== null || undefined}
      aria-describedby={refusalId ?? undefined}
      value={typed ?? String(value)}
      onFocus={(event) => {
        gestures += 1
        gesture.current = words.smallNumber(gestures)
        event.target.select()
      }}
      onChange={(event) => {
        setTyped(event.target.value)
        if (/^\d+$/.test(event.target.value.trim())) onChange(Number(event.target.value), gesture.current)
      }}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
        if (step === 0) return
        event.preventDefault()
        setTyped(null)
        onChange(Math.min(max, Math.max(min, value + step * (event.shiftKey ? 10 : 1))), gesture.current)
      }}
      className={clsx(
        'h-6 w-9 shrink-0 rounded-s border bg-sunken px-1 text-center text-small text-text tabular-nums in-data-[theme=light]:bg-surface touch:h-11',
        refusalId === null ? 'border-line-strong' : 'border-doubt',
      )}
    />
  )
}
