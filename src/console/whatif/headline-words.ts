import type { WhatIfAnswerTo } from '../../engine/worker/whatif-client.ts'
import { countText } from '../ui/number-text.ts'
import { clockText, dateText, type Zone } from '../ui/time-text.ts'
import { type Headline, headlineOf } from './counts.ts'
import type { Words } from './drawing/slots.ts'
import { signed } from './words.ts'

interface Note {
  readonly is: Headline
  readonly was: Headline
  /** Of the draft: all its alerts, and those that people judged to be true attacks. */
  readonly alerts: number
  readonly truePositives: number
  readonly zone: Zone
}

/** One number that a draft is judged by. */
interface Figure {
  readonly name: string
  readonly label: string
  readonly count: (headline: Headline) => number
  readonly note: (note: Note) => string
}

/** What would be contained, run alone, be asked of people, be broken, be missed: in the order in which they stand. */
export const FIGURES: readonly Figure[] = [
  {
    name: 'contained',
    label: 'Contained',
    count: ({ contained }) => contained,
    note: ({ is, was, alerts }) => `${signed(is.contained - was.contained)} of ${countText(alerts)}`,
  },
  {
    name: 'automatic',
    label: 'Automatic',
    count: ({ automatic }) => automatic,
    note: ({ is, was }) => `${signed(is.automatic - was.automatic)} without a vote`,
  },
  {
    name: 'votes',
    label: 'Approvals a day',
    count: ({ votesPerDay }) => votesPerDay,
    note: ({ is: { peak }, zone }) =>
      peak.votes === 0 ? 'nobody is asked' : `peak hour ${countText(peak.votes)}, ${hourText(peak.at, zone)}`,
  },
  {
    name: 'breaks',
    label: 'Would break much',
    count: ({ breaks }) => breaks.high + breaks.severe,
    note: ({ is: { breaks } }) => `${countText(breaks.severe)} severe, ${countText(breaks.high)} high`,
  },
  {
    name: 'missed',
    label: 'True attacks missed',
    count: ({ missed }) => missed,
    note: ({ truePositives }) => `of ${countText(truePositives)} judged true`,
  },
]

/** What the figures say of an answer: `NAME.now`, `.was`, `.note`, and `.held` of the alerts that are held back, empty where none are. */
export function headlineWords({ run, tail }: Pick<WhatIfAnswerTo<'run'>, 'run' | 'tail'>, zone: Zone): Words {
  const [was, is] = [headlineOf(run.before), headlineOf(run.after)]
  const held = tail === null ? null : ([headlineOf(tail.before), headlineOf(tail.after)] as const)
  const { alerts, truePositives } = run.after
  const words: Record<string, string> = {}
  for (const { name, count, note } of FIGURES) {
    words[`${name}.now`] = countText(count(is))
    words[`${name}.was`] = `was ${countText(count(was))}`
    words[`${name}.note`] = note({ is, was, alerts, truePositives, zone })
    words[`${name}.held`] =
      held === null ? '' : `held back: ${countText(count(held[1]))} was ${countText(count(held[0]))}`
  }
  return words
}

function hourText(at: number, zone: Zone): string {
  return `${dateText(at, zone).replace(/ \d{4}$/, '')} ${clockText(at, zone).slice(0, 5)}`
}
