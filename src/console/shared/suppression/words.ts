import type { Impact } from '../../../domain/suppression/impact-schema.ts'
import { SPARED, SPARED_WORDS } from '../../../domain/suppression/spared.ts'
import { countText, plural } from '../../ui/number-text.ts'

/** The English of suppressing in one place. */
export const words = {
  title: (what: string) => `Suppress ${what}`,
  alike: 'what is like it',
  found: 'what a query finds',
  description:
    'Alerts that fit are stored and decided as ever; they stay out of the queue until the end, and come back then.',
  send: 'Suppress',
  leave: 'Leave them in the queue',
  failed: 'Not suppressed',
  done: (name: string, holding: number) => `${name} holds ${plural(holding, 'alert')} back.`,
  properties: 'Which property?',
  query: 'Alerts that fit',
  queryHint: 'The language of the queue, with what is settled when an alert arrives.',
  end: 'Until when?',
  endHint: 'at most 90 days',
  other: 'Another time',
  until: (zone: string) => `Until (${zone})`,
  why: 'Goes into the record under your name, with the numbers above. You answer for it until the end.',
  counting: 'Counting the whole history…',
  notCounted: 'The history could not be counted, so nothing can be suppressed now.',
  waits: 'The history is being counted.',
  chooseEnd: 'Choose how long.',
  giveEnd: 'Give a day and a time.',
  byWeek: 'By week',
  week: 'Week from',
  held: 'Held back',
  spared: 'Still shown',
  truth: 'These were true, and would not have been seen:',
  moreTrue: (count: number) => `and ${plural(count, 'more')}`,
  sawThem: 'I have seen them, and it is right to hold such alerts back',
  seeFirst: 'Look at the ones that were true first.',
} as const

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
