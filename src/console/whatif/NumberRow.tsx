import { clsx } from 'clsx'
import { RotateCcw } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react'
import * as words from '#words/whatif.tsx'
import { IconButton } from '../ui/Button.tsx'
import { useLingering } from '../ui/use-lingering.ts'
import { SLIDER } from './slider.ts'

interface NumberRowProps {
  /** Accessible name of slider and number alike: "Bands of confidence: Medium from". */
  readonly name: string
  readonly label: string
  readonly value: number
  /** What it is in what the draft is compared with. */
  readonly was: number
  readonly min: number
  readonly max: number
  readonly unit: string
  /** The id of the words that say why the last wish was not carried out; null if it was. */
  readonly refusalId: string | null
  /** `gesture` is the same for one movement of the hand. */
  readonly onChange: (value: number, gesture: string) => void
}

let gestures = 0

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }
const COARSE = 10

/** A row of `NumberRows`, a number as a slider and as digits: arrows by one, Shift by ten, Enter to the digits, Backspace to what it was. */
export function NumberRow({ name, label, value, was, min, max, unit, refusalId, onChange }: NumberRowProps) {
  const gesture = useRef('')
  const digits = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  // The hand passes the value that it began with.
  const isChanged = useLingering(value !== was)
  const begin = () => {
    gestures += 1
    gesture.current = `number ${gestures}`
  }
  const change = (next: number) => {
    const bounded = Math.min(max, Math.max(min, next))
    if (Number.isFinite(bounded) && bounded !== value) onChange(bounded, gesture.current)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (!event.repeat) begin()
    const step = STEPS[event.key]
    if (step !== undefined && event.shiftKey) change(value + step * COARSE)
    else if (event.key === 'Enter') digits.current?.select()
    else if (event.key === 'Backspace') change(was)
    else return
    event.preventDefault()
  }
  return (
    <div className="grid h-(--row) grid-cols-[minmax(0,1fr)_88px_38px_24px] wide:grid-cols-[minmax(0,1fr)_128px_38px_24px] items-center gap-x-2">
      <span className={clsx('truncate', isChanged ? 'font-title text-text' : 'text-text-2')} title={label}>
        {label}
        {unit === '' ? null : <span className="text-text-3">, {unit}</span>}
        {isChanged ? <span className="sr-only"> {words.changedWas(was)}</span> : null}
      </span>
      <input
        type="range"
        aria-label={name}
        aria-describedby={refusalId ?? undefined}
        aria-valuetext={unit === '' ? undefined : `${value} ${unit}`}
        min={min}
        max={max}
        step={1}
        value={value}
        data-changed={isChanged || undefined}
        onPointerDown={begin}
        onKeyDown={onKeyDown}
        onChange={(event) => change(event.target.valueAsNumber)}
        className={SLIDER}
        style={{ '--was': (was - min) / Math.max(1, max - min) } as CSSProperties}
      />
      <input
        ref={digits}
        type="text"
        inputMode="numeric"
        role="spinbutton"
        autoComplete="off"
        aria-label={name}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-describedby={refusalId ?? undefined}
        value={typed ?? String(value)}
        onFocus={begin}
        onChange={(event) => {
          setTyped(event.target.value)
          if (/^\d+$/.test(event.target.value.trim())) change(Number(event.target.value))
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          const step = STEPS[event.key]
          if (step === undefined || Math.abs(step) !== 1 || !event.key.match(/Up|Down/)) return
          event.preventDefault()
          setTyped(null)
          change(value + step * (event.shiftKey ? COARSE : 1))
        }}
        className={clsx(
          'h-6 w-9.5 rounded-s border bg-sunken px-1 text-end text-small tabular-nums in-data-[theme=light]:bg-surface touch:h-11',
          refusalId === null ? 'border-line-strong' : 'border-doubt',
        )}
      />
      {isChanged ? (
        <IconButton
          label={words.backTo(name, was)}
          icon={<RotateCcw aria-hidden size={13} />}
          className="size-6!"
          onClick={() => {
            begin()
            change(was)
          }}
        />
      ) : (
        <span />
      )}
    </div>
  )
}
