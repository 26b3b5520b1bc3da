import { clsx } from 'clsx'
import { RotateCcw } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { IconButton } from '../ui/Button.tsx'
import { type DraftStore, useDraft } from './draft-store.ts'
import { SLIDER } from './slider.ts'

interface NumberRowProps {
  /** Accessible name of slider and number alike: "Bands of confidence: Medium from". */
  readonly name: string
  readonly label: string
  readonly draft: DraftStore
  /** The number in a draft. */
  readonly read: (present: ScenarioContent) => number
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

/**
 * A number as a slider and as digits: arrows by one, Shift by ten, Enter to the digits, Backspace to what it was. Stands in
 * `NumberRows`. Both fields follow the draft by hand, so that a drag draws nothing anew but them.
 */
export function NumberRow({ name, label, draft, read, was, min, max, unit, refusalId, onChange }: NumberRowProps) {
  const gesture = useRef('')
  const slider = useRef<HTMLInputElement>(null)
  const digits = useRef<HTMLInputElement>(null)
  const isTyping = useRef(false)
  const [start] = useState(() => read(draft.present()))
  const isChanged = useDraft(draft, (present) => read(present) !== was)
  const now = () => read(draft.present())
  useLayoutEffect(() => {
    let shown: number | null = null
    const show = () => {
      const value = read(draft.present())
      if (value === shown || slider.current === null || digits.current === null) return
      shown = value
      slider.current.value = String(value)
      if (unit !== '') slider.current.ariaValueText = `${value} ${unit}`
      // What is being written stays as it is written: "07" is 7, and the next digit is still to come.
      if (!isTyping.current) digits.current.value = String(value)
      digits.current.ariaValueNow = String(value)
    }
    show()
    return draft.edits.subscribe(show)
  }, [draft, read, unit])

  const begin = () => {
    gestures += 1
    gesture.current = `number ${gestures}`
  }
  const change = (next: number) => {
    const bounded = Math.min(max, Math.max(min, next))
    if (Number.isFinite(bounded) && bounded !== now()) onChange(bounded, gesture.current)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (!event.repeat) begin()
    const step = STEPS[event.key]
    if (step !== undefined && event.shiftKey) change(now() + step * COARSE)
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
        {isChanged ? <span className="sr-only"> changed, was {was}</span> : null}
      </span>
      <input
        ref={slider}
        type="range"
        aria-label={name}
        aria-describedby={refusalId ?? undefined}
        min={min}
        max={max}
        step={1}
        defaultValue={start}
        data-changed={isChanged || undefined}
        onPointerDown={begin}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          change(event.target.valueAsNumber)
          // A wish that was refused leaves the slider where the draft is.
          if (event.target.valueAsNumber !== now()) event.target.value = String(now())
        }}
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
        aria-valuenow={start}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-describedby={refusalId ?? undefined}
        defaultValue={start}
        onFocus={begin}
        onChange={(event) => {
          if (!/^\d+$/.test(event.target.value.trim())) return
          isTyping.current = true
          change(Number(event.target.value))
          isTyping.current = false
        }}
        onBlur={(event) => {
          event.target.value = String(now())
        }}
        onKeyDown={(event) => {
          const step = STEPS[event.key]
          if (step === undefined || Math.abs(step) !== 1 || !event.key.match(/Up|Down/)) return
          event.preventDefault()
          change(now() + step * (event.shiftKey ? COARSE : 1))
          event.currentTarget.value = String(now())
        }}
        className={clsx(
          'h-6 w-9.5 rounded-s border bg-sunken px-1 text-end text-small tabular-nums in-data-[theme=light]:bg-surface touch:h-11',
          refusalId === null ? 'border-line-strong' : 'border-doubt',
        )}
      />
      {isChanged ? (
        <IconButton
          label={`${name}: back to ${was}`}
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
