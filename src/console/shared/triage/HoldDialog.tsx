import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { type Hold, whyNotUntil } from '../../../domain/work/hold.ts'
import { nowMs } from '../../ui/clock.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Time } from '../../ui/Time.tsx'
import { useBackend } from '../backend.tsx'
import { ChoiceGroup } from './ChoiceGroup.tsx'
import { endsOffered, readInstant } from './hold-ends.ts'
import { policyQuery } from './queries.ts'
import { ReasonField, useReason } from './ReasonField.tsx'
import { WorkDialog } from './WorkDialog.tsx'

const WORDS = {
  snoozed: { verb: words.snoozeVerb, done: words.snoozed, leave: words.leaveItInTheQueue },
  'risk-accepted': { verb: words.acceptTheRisk, done: words.accepted, leave: words.leaveItOpen },
} as const

const OTHER = 'other'

interface HoldDialogProps {
  readonly kind: Hold['kind']
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
}

/** Puts alerts aside until a time: one that is offered, or any other that the policy allows. */
export function HoldDialog({ kind, rows, onClose, onChanged }: HoldDialogProps) {
  const policy = useQuery(policyQuery(useBackend())).data
  const { zone } = useUiSettings()
  const [end, setEnd] = useState<string | null>(null)
  const [other, setOther] = useState('')
  const reason = useReason()
  const tiers = rows.map(({ tier }) => tier)
  const ends = policy === undefined ? [] : endsOffered(kind, tiers, policy)
  const untilOf = (word: string | null): number | null => {
    if (word === OTHER) return readInstant(other, zone)
    return word === null ? null : nowMs() + Number(word)
  }
  const refusal = (until: number | null): string | null => {
    if (until === null) return end === OTHER ? words.giveADay : words.chooseHowLong
    if (policy === undefined) return words.policyNotLoaded
    const refusals = tiers.map((tier) => whyNotUntil(kind, until, { now: nowMs(), tier, policy }))
    return refusals.find((one) => one !== null) ?? null
  }
  const change = () => {
    const given = reason.ask()
    const until = untilOf(end)
    if (given === null || until === null || refusal(until) !== null) return null
    return kind === 'snoozed' ? { snooze: { until }, reason: given } : { acceptRisk: { until }, reason: given }
  }
  const error = reason.isAsked ? refusal(untilOf(end)) : null
  return (
    <WorkDialog words={WORDS[kind]} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <ChoiceGroup
        legend={words.forHowLong}
        name="end"
        value={end}
        onChange={setEnd}
        error={end === OTHER ? null : error}
        choices={[
          ...ends.map(({ ms, label }) => ({
            value: String(ms),
            label,
            detail: words.until(<Time at={nowMs() + ms} look="clock" />),
          })),
          { value: OTHER, label: words.anotherTime, detail: words.thePolicySaysHow },
        ]}
      />
      {end === OTHER ? (
        <TextField
          label={zone === 'utc' ? words.untilUtc : words.untilYourZone}
          type="datetime-local"
          value={other}
          onChange={setOther}
          error={error}
        />
      ) : null}
      <ReasonField reason={reason} hint={words.hints[kind]} />
    </WorkDialog>
  )
}
