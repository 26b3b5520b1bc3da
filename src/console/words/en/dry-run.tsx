import type { ReactNode } from 'react'
import type { DryRunCounts } from '../../../domain/change/backtest.ts'
import type { DryRunOutcome } from '../../../domain/trigger/dry-run.ts'
import { countText } from '../../ui/number-text.ts'
import { judgementWords } from './backtest.ts'
import { plural } from './plural.ts'

export const tab = 'Dry run'
export const none = 'Nothing has fired under this text yet. Alerts of the sample estate are not counted.'
export const newest = (shown: number) => `The newest ${countText(shown)}`
export const alerts = 'Alerts'
export const nobodyKnown = 'identity unknown'
export const records = (count: number) => plural(count, 'record')
export const stops = (count: number) => (count === 0 ? 'stops nothing' : `stops ${plural(count, 'consumer')}`)
export const given = (time: ReactNode) => <>A reviewed change gave this text automation {time}.</>
export const givenInSample = (time: ReactNode) => (
  <>
    In the invented past of the sample estate a reviewed change gave this text automation {time}. What is counted here
    are its alerts in the sample; with the sample, both go, and the text asks people until it has had a dry run here.
  </>
)

export const OUTCOME_WORDS: Readonly<Record<DryRunOutcome, string>> = {
  automatic: 'Would act by itself',
  asks: 'Asks people',
  blocked: 'Blocked',
  observes: 'Observes',
  corroborates: 'Corroborates another',
}

const DAY_MS = 86_400_000

/** Days are rounded down, so that a dry run never looks longer than it is. */
function days(ms: number): string {
  return (Math.floor((10 * ms) / DAY_MS) / 10).toLocaleString('en')
}

/** "3 of 7 days, 4 of 10 alerts: not long enough to act by itself." */
export function lengthSentence({ length, asked, isLongEnough }: DryRunCounts): string {
  const said = `${days(length.ms)} of ${days(asked.ms)} days, ${countText(length.alerts)} of ${countText(asked.alerts)} alerts`
  return isLongEnough
    ? `${said}: long enough for a reviewed change to let it act by itself.`
    : `${said}: too short to act by itself. Until then it asks people.`
}

/** What it did or would have done, in sentences; the first that matters most. */
export function dryRunSentences({
  outcomes,
  approvals,
  identities,
  stops,
  judged,
  isBounded,
}: DryRunCounts): readonly string[] {
  const { automatic, asks, blocked, observes, corroborates } = outcomes
  if (automatic + asks + blocked + observes + corroborates === 0) return []
  const broken = stops === 0 ? 'no consumer would have stopped' : `${plural(stops, 'consumer')} would have stopped`
  return [
    `It would have acted by itself on ${plural(automatic, 'alert')}${automatic === 0 ? '' : `: ${broken}`}.`,
    ...(asks === 0 ? [] : [`On ${countText(asks)} it would have asked for ${plural(approvals, 'approval')}.`]),
    ...(blocked === 0 ? [] : [`${countText(blocked)} would have been blocked.`]),
    ...(observes === 0 ? [] : [`On ${countText(observes)} there was nothing to contain.`]),
    ...(corroborates === 0 ? [] : [`On ${countText(corroborates)} a stronger trigger would have led.`]),
    `On ${plural(identities, 'known identity', 'known identities')}. People called them: ${judgementWords(judged)}.`,
    ...(isBounded ? ['Counted over the newest of them.'] : []),
  ]
}
