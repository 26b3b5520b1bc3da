import * as words from '#words/ui.ts'
import { useSinceNow } from './clock.ts'
import { useUiSettings } from './settings.tsx'
import { absoluteText, ageText, agoText, clockText, fullText, type Zone } from './time-text.ts'

export interface TimeProps {
  /** Epoch ms UTC. */
  readonly at: number
  /**
   * `age`: `33m`, for lists. `ago`: `33 min ago`. `both`: relative and absolute, for the first mention on a page.
   * `clock`: time of day, with the date if it is another day. `full`: date and time.
   */
  readonly look?: 'age' | 'ago' | 'both' | 'clock' | 'full'
}

/** An instant. What is written follows the zone of the settings; what a machine reads is always UTC. */
export function Time({ at, look = 'ago' }: TimeProps) {
  const { zone } = useUiSettings()
  const isTime = Number.isFinite(at) && Math.abs(at) <= 8.64e15
  const text = useSinceNow((now) => (isTime ? textOf(look, at, now, zone) : ''))
  if (!isTime) return <span className="text-doubt">{words.timeUnknown}</span>
  return (
    <time dateTime={new Date(at).toISOString()} title={fullText(at, zone)} className="whitespace-nowrap tabular-nums">
      {text}
    </time>
  )
}

function textOf(look: NonNullable<TimeProps['look']>, at: number, now: number, zone: Zone): string {
  if (look === 'age') return ageText(at, now)
  if (look === 'ago') return agoText(at, now)
  if (look === 'both') return `${agoText(at, now)}, ${absoluteText(at, now, zone)}`
  return look === 'clock' ? absoluteText(at, now, zone) : fullText(at, zone)
}

/** "state of 12:31:04 UTC": when what is on the screen was true. */
export function StateOf({ at }: { readonly at: number }) {
  const { zone } = useUiSettings()
  return <time dateTime={new Date(at).toISOString()}>{words.stateOf(clockText(at, zone))}</time>
}
