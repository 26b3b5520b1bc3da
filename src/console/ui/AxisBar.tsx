import { clsx } from 'clsx'
import * as words from '#words/ui.ts'

export interface AxisBarProps {
  readonly name: string
  /** 0-100. */
  readonly value: number
  /** The band in words. */
  readonly band: string
  /** Where bands begin, 0-100, ascending. */
  readonly ticks: readonly number[]
  readonly tone?: 'plain' | 'cut'
  /** The number rests on guesses for unknown inputs: the bar is hatched and the word says so. */
  readonly isIncomplete?: boolean
}

/** One axis of a decision. Axes stand under each other and are never added up. */
export function AxisBar({ name, value, band, ticks, tone = 'plain', isIncomplete = false }: AxisBarProps) {
  const said = isIncomplete ? words.someInputsUnknown(band) : band
  return (
    <div className="grid min-h-6 grid-cols-[80px_minmax(48px,1fr)_28px_76px] items-center gap-x-2 text-small">
      <span className="text-text-2">{name}</span>
      <span
        role="meter"
        aria-label={name}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={words.axisValue(value, said)}
        className="relative h-1.5 bg-line forced:outline"
      >
        <span
          style={{ width: `${value}%` }}
          className={clsx(
            'absolute inset-y-0 start-0',
            tone === 'cut' ? 'bg-cut' : 'bg-text-2',
            'forced:bg-[CanvasText]',
            isIncomplete && 'hatched',
          )}
        />
        {ticks.map((tick) => (
          <span
            key={tick}
            style={{ insetInlineStart: `${tick}%` }}
            className="absolute -inset-y-0.5 w-px bg-text-3 forced:bg-[GrayText]"
          />
        ))}
      </span>
      <span className="text-end font-title tabular-nums">{value}</span>
      <span className={clsx('truncate', isIncomplete ? 'text-doubt' : 'text-text-2')} title={said}>
        {isIncomplete ? `${band}?` : band}
      </span>
    </div>
  )
}
