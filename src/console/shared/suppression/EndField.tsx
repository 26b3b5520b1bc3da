import { useState } from 'react'
import * as words from '#words/shared/suppression.tsx'
import { whyNotUntil } from '../../../domain/suppression/lasting.ts'
import { nowMs } from '../../ui/clock.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Time } from '../../ui/Time.tsx'
import { ChoiceGroup } from '../triage/ChoiceGroup.tsx'
import { readInstant } from '../triage/hold-ends.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ENDS = [
  { ms: 8 * HOUR_MS, label: words.eightHours },
  { ms: DAY_MS, label: words.oneDay },
  { ms: 7 * DAY_MS, label: words.sevenDays },
  { ms: 30 * DAY_MS, label: words.thirtyDays },
  { ms: 90 * DAY_MS, label: words.ninetyDays },
] as const
const OTHER = 'other'

/** An end as somebody chose it, and what is wrong with it. */
export function useEnd() {
  const { zone } = useUiSettings()
  const [choice, setChoice] = useState<string | null>(null)
  const [other, setOther] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const until = (): number | null => {
    if (choice === OTHER) return readInstant(other, zone)
    return choice === null ? null : nowMs() + Number(choice)
  }
  const refusal = (): string | null => {
    const at = until()
    if (at === null) return choice === OTHER ? words.giveEnd : words.chooseEnd
    return whyNotUntil(at, nowMs())
  }
  return {
    choice,
    setChoice,
    other,
    setOther,
    error: isAsked ? refusal() : null,
    /** The end as it is sent; null where it is none, and the field then says so. */
    ask: (): number | null => {
      setIsAsked(true)
      return refusal() === null ? until() : null
    },
  }
}

export function EndField({ end }: { readonly end: ReturnType<typeof useEnd> }) {
  const { zone } = useUiSettings()
  return (
    <>
      <ChoiceGroup
        legend={words.end}
        name="suppression-end"
        value={end.choice}
        onChange={end.setChoice}
        error={end.choice === OTHER ? null : end.error}
        choices={[
          ...ENDS.map(({ ms, label }) => ({
            value: String(ms),
            label,
            detail: words.untilTime(<Time at={nowMs() + ms} look="clock" />),
          })),
          { value: OTHER, label: words.other, detail: words.endHint },
        ]}
      />
      {end.choice === OTHER ? (
        <TextField
          label={words.until(zone === 'utc' ? 'UTC' : words.yourZone)}
          type="datetime-local"
          value={end.other}
          onChange={end.setOther}
          error={end.error}
        />
      ) : null}
    </>
  )
}
