import { clsx } from 'clsx'
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import * as words from '#words/queue.ts'
import type { Histogram } from '../../engine/worker/queue-client.ts'
import { announce } from '../ui/announce.ts'
import { nowMs } from '../ui/clock.ts'
import { countText } from '../ui/number-text.ts'
import { useUiSettings } from '../ui/settings.tsx'
import { absoluteText, dateText, spanText } from '../ui/time-text.ts'

const TIERS = 5

interface TimeBarsProps {
  readonly histogram: Histogram
  /** Epoch ms UTC, `to` excluded; null lets go of the stretch. */
  readonly onBrush: (range: { readonly from: number; readonly to: number } | null) => void
  readonly hasBrush: boolean
}

interface Stretch {
  readonly anchor: number
  readonly end: number
}

/** How the view's alerts lie in time. A stretch is chosen by dragging, or with Shift and the arrows; its numbers are read out. */
export function TimeBars({ histogram, onBrush, hasBrush }: TimeBarsProps) {
  const { zone } = useUiSettings()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [stretch, setStretch] = useState<Stretch | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const { from, widthMs, counts, before, after } = histogram
  const bars = counts.length / TIERS
  const of = (bar: number, tiers: readonly number[]) =>
    tiers.reduce((sum, tier) => sum + (counts[bar * TIERS + tier] ?? 0), 0)
  const totals = Array.from({ length: bars }, (_, bar) => of(bar, [0, 1, 2, 3, 4]))
  const most = Math.max(1, ...totals)
  const sum = (tiers: readonly number[]) => totals.reduce((all, _, bar) => all + of(bar, tiers), 0)

  const barAt = (clientX: number) => {
    const rect = box.current?.getBoundingClientRect()
    if (rect === undefined) return 0
    return Math.min(bars - 1, Math.max(0, Math.floor(((clientX - rect.left) / rect.width) * bars)))
  }
  const keep = ({ anchor, end }: Stretch) => {
    const [first, last] = [Math.min(anchor, end), Math.max(anchor, end)]
    onBrush({ from: from + first * widthMs, to: from + (last + 1) * widthMs })
    setStretch(null)
  }
  const say = (bar: number) =>
    announce(words.bar(absoluteText(from + bar * widthMs, nowMs(), zone), totals[bar] ?? 0, of(bar, [3, 4])))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const at = Math.min(bars - 1, Math.max(0, (stretch?.end ?? (step > 0 ? -1 : bars)) + step))
      setStretch({ anchor: event.shiftKey ? (stretch?.anchor ?? at) : at, end: at })
      say(at)
    } else if (event.key === 'Enter' && stretch !== null) {
      event.preventDefault()
      keep(stretch)
    } else if (event.key === 'Escape' && (stretch !== null || hasBrush)) {
      event.preventDefault()
      event.stopPropagation()
      setStretch(null)
      if (stretch === null) onBrush(null)
    }
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const bar = barAt(event.clientX)
    setStretch({ anchor: bar, end: bar })
  }
  const first = stretch === null ? -1 : Math.min(stretch.anchor, stretch.end)
  const last = stretch === null ? -1 : Math.max(stretch.anchor, stretch.end)
  // What a stretch would keep, else what the pointer is on: in one place, so that nothing moves under it.
  const read =
    stretch !== null ? { first, last } : pointed !== null && pointed < bars ? { first: pointed, last: pointed } : null
  const textOf = (bar: number, end: number) => spanText(from + bar * widthMs, from + end * widthMs, nowMs(), zone)
  const reading =
    read === null
      ? textOf(0, bars)
      : words.stretch(
          textOf(read.first, read.last + 1),
          totals.slice(read.first, read.last + 1).reduce((all, one) => all + one, 0),
        )
  return (
    <figure className="@container shrink-0 border-b border-line px-4 py-1.5">
      <figcaption className="flex items-center gap-4 overflow-hidden text-micro whitespace-nowrap text-text-3">
        <span className="flex min-w-0 items-center gap-4 overflow-hidden">
          <span className="hidden @min-[820px]:inline">{words.bars}</span>
          <Legend part="urgent" label={words.urgent} count={sum([3, 4])} />
          <Legend part="contain" label={words.contain} count={sum([2])} />
          <Legend part="other" label={words.other} count={sum([0, 1])} />
        </span>
        <span className="ms-auto flex shrink-0 items-center gap-4">
          {before === null ? null : (
            <Outside onOpen={() => onBrush(before)}>{words.older(before.count, dateText(before.from, zone))}</Outside>
          )}
          {after === null ? null : (
            <Outside onOpen={() => onBrush(after)}>{words.ahead(after.count, dateText(after.to, zone))}</Outside>
          )}
          <span className={clsx('tabular-nums', read !== null && 'text-text')}>{reading}</span>
        </span>
      </figcaption>
      <p id={`${id}-help`} className="sr-only">
        {words.barsHelp}
      </p>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        data-ring="inside"
        aria-label={words.bars}
        aria-describedby={`${id}-help`}
        aria-valuemin={0}
        aria-valuemax={bars - 1}
        aria-valuenow={Math.max(0, stretch?.end ?? bars - 1)}
        aria-valuetext={words.bar(
          absoluteText(from + Math.max(0, stretch?.end ?? bars - 1) * widthMs, nowMs(), zone),
          totals[stretch?.end ?? bars - 1] ?? 0,
          of(stretch?.end ?? bars - 1, [3, 4]),
        )}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => {
          setPointed(barAt(event.clientX))
          if (stretch !== null && event.buttons === 1) setStretch({ ...stretch, end: barAt(event.clientX) })
        }}
        onPointerLeave={() => setPointed(null)}
        onPointerUp={() => stretch !== null && keep(stretch)}
        className="mt-1 flex h-10 cursor-crosshair touch-none items-end gap-px"
      >
        {totals.map((total, bar) => (
          <span
            key={bar}
            aria-hidden
            className={clsx(
              'flex h-full min-w-0 flex-1 flex-col justify-end',
              bar >= first && bar <= last ? 'bg-select' : bar === pointed && 'bg-hover',
            )}
          >
            <Part part="urgent" share={of(bar, [3, 4]) / most} />
            <Part part="contain" share={of(bar, [2]) / most} />
            <Part part="other" share={total === 0 ? 0 : Math.max(0.04, of(bar, [0, 1]) / most)} />
          </span>
        ))}
      </div>
    </figure>
  )
}

/** Alerts that no bar holds, and the way to them. */
function Outside({ onOpen, children }: { readonly onOpen: () => void; readonly children: string }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="-my-1 inline-flex min-h-6 items-center rounded-s text-accent tabular-nums hover:underline touch:min-h-11"
    >
      {children}
    </button>
  )
}

/** Told apart without a hue as well: full, an outline, and grey, which forced colours make hatched. */
const PARTS = {
  urgent: 'bg-t4 forced:bg-[CanvasText]',
  contain: 'border border-t2 bg-t2/25 forced:border-[CanvasText] forced:bg-[Canvas]',
  other:
    'bg-line-strong forced:forced-color-adjust-none forced:bg-[Canvas] forced:bg-[image:repeating-linear-gradient(135deg,CanvasText_0_1px,Canvas_1px_3px)]',
} as const

function Part({ part, share }: { readonly part: keyof typeof PARTS; readonly share: number }) {
  // An outline has a height of its own, also around nothing.
  return share === 0 ? null : <span className={PARTS[part]} style={{ height: `${share * 100}%` }} />
}

function Legend({
  part,
  label,
  count,
}: {
  readonly part: keyof typeof PARTS
  readonly label: string
  readonly count: number
}) {
  return (
    <span className="hidden items-center gap-1.5 tablet:inline-flex">
      <span aria-hidden className={clsx('size-2', PARTS[part])} />
      {label} <span className="tabular-nums">{countText(count)}</span>
    </span>
  )
}
