import { clsx } from 'clsx'

export interface ProgressBarProps {
  readonly label: string
  readonly value: number
  readonly max: number
  /** The value in words, e.g. "3 of 4 steps": what is read out instead of a percentage. */
  readonly valueText: string
  readonly tone?: 'plain' | 'ok' | 'bad' | 'doubt'
}

const TONES = { plain: 'bg-text-2', ok: 'bg-ok', bad: 'bg-bad', doubt: 'bg-doubt' }

/** Counted work. Changes in one step, never eased: what is shown is what is done. */
export function ProgressBar({ label, value, max, valueText, tone = 'plain' }: ProgressBarProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuetext={valueText}
      className="h-1 w-full overflow-hidden rounded-full bg-line forced:outline"
    >
      <div className={clsx('h-full forced:bg-[CanvasText]', TONES[tone])} style={{ width: `${share * 100}%` }} />
    </div>
  )
}
