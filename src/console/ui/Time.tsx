import * as words from '#words/ui.ts'
import { useNow } from './clock.ts'
import { useUiSettings } from './settings.tsx'
import { absoluteText, ageText, agoText, clockText, fullText } from './time-text.ts'

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
  const now = useNow(look === 'clock' || look === 'full' ? 60_000 : 1000)
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return <span className="text-doubt">{words.timeUnknown}</span>
  const texts = {
    age: () => ageText(at, now),
    ago: () => agoText(at, now),
    both: () => `${agoText(at, now)}, ${absoluteText(at, now, zone)}`,
    clock: () => absoluteText(at, now, zone),
    full: () => fullText(at, zone),
  }
  return (
    <time dateTime={new Date(at).toISOString()} title={fullText(at, zone)} className="whitespace-nowrap tabular-nums">
      {texts[look]()}
    </time>
  )
}

/** "state of 12:31:04 UTC": when what is on the screen was true. */
export function StateOf({ at }: { readonly at: number }) {
  const { zone } = useUiSettings()
  return <time dateTime={new Date(at).toISOString()}>{words.stateOf(clockText(at, zone))}</time>
}
