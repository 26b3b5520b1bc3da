import type { ReactNode } from 'react'
import type { Impact } from '../../../../domain/suppression/impact-schema.ts'
import { SPARED, SPARED_WORDS } from '../../../../domain/suppression/spared.ts'
import { countText } from '../../../ui/number-text.ts'
import { plural } from '../plural.ts'

export const title = (what: string) => `Suppress ${what}`
export const alike = (count: number) =>
  count === 1 ? 'what is like it' : `what is like these ${plural(count, 'alert')}`
export const found = 'what a query finds'
export const description =
  'Alerts that fit are stored and decided as ever; they stay out of the queue until the end, and come back then.'
export const send = 'Suppress'
export const leave = 'Leave them in the queue'
export const failed = 'Not suppressed'
export const done = (name: string, holding: number) => `${name} holds ${plural(holding, 'alert')} back.`
export const lifted = (name: string) => `${name} is over, and what it held is back.`
export const notLifted = (name: string) => `${name} was not taken back.`
/** Goes into the record. */
export const liftedReason = 'Taken back by whoever put it up'
export const properties = 'Which property?'
export const query = 'Alerts that fit'
export const queryHint = 'The language of the queue, with what is settled when an alert arrives.'
export const end = 'Until when?'
export const endHint = 'at most 90 days'
export const other = 'Another time'
export const until = (zone: string) => `Until (${zone})`
export const why = 'Goes into the record under your name, with the numbers above. You answer for it until the end.'
export const counting = 'Counting the whole history…'
export const notCounted = 'The history could not be counted, so nothing can be suppressed now.'
export const chooseEnd = 'Choose how long.'
export const giveEnd = 'Give a day and a time.'
export const byWeek = 'By week'
export const week = 'Week from'
export const held = 'Held back'
export const spared = 'Still shown'
export const truth = 'These were true, and would not have been seen:'
export const moreTrue = (count: number) => `and ${plural(count, 'more')}`
export const sawThem = 'I have seen them, and it is right to hold such alerts back'
export const seeFirst = 'Look at the ones that were true first.'

/** "Would have held 42 of 1,204 alerts since 3 March." and the rest of it, a sentence each. */
export function impactSentences(impact: Impact, days: number): readonly string[] {
  const { held, matched, waiting, dispositions, tiers } = impact
  if (matched === 0) return [`No alert of the history fits it: ${plural(impact.looked, 'alert')} looked at.`]
  const judged = [
    [dispositions['true-positive'], 'true'],
    [dispositions['benign-positive'], 'benign'],
    [dispositions['false-positive'], 'false'],
    [dispositions.undetermined, 'not judged'],
  ] as const
  const said = judged.flatMap(([count, word]) => (count === 0 ? [] : [`${countText(count)} ${word}`]))
  const byTier = tiers.flatMap((count, tier) => (count === 0 ? [] : [`${countText(count)} of T${tier}`]))
  const spared = SPARED.flatMap((why) =>
    impact.spared[why] === 0 ? [] : [`${countText(impact.spared[why])} ${SPARED_WORDS[why]}`],
  )
  const others = matched - held
  return [
    `It would have held ${plural(held, 'alert')} in ${plural(days, 'day')}${held === 0 ? '' : `: ${said.join(', ')}`}.`,
    ...(byTier.length === 0 ? [] : [`They are ${byTier.join(', ')}.`]),
    waiting === 0
      ? 'None of them waits in the queue now.'
      : `${plural(waiting, 'alert')} would leave the queue at once.`,
    ...(others === 0 ? [] : [`${plural(others, 'alert')} that fit would still be shown: ${spared.join(', ')}.`]),
  ]
}

export const eightHours = '8 hours'
export const oneDay = '1 day'
export const sevenDays = '7 days'
export const thirtyDays = '30 days'
export const ninetyDays = '90 days'
export const untilTime = (nowMs: ReactNode) => <>until {nowMs}</>
export const yourZone = 'your zone'

export const takingOrJudging = (reason: ReactNode) => <>{reason} Taking or judging it brings it back.</>
export const suppressedBy = (name: ReactNode) => <>Suppressed by {name}.</>
export const suppressedUntil = (name: ReactNode, owner: ReactNode, until: ReactNode) => (
  <>
    Suppressed by {name} of {owner} until {until}.
  </>
)
