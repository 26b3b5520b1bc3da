import type { Backtest, BacktestDifference, Judgements } from '../../../domain/change/backtest.ts'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

/** "3 judged true, 1 false, 12 not judged": only what there is; "none" for nothing. */
export function judgementWords(judgements: Judgements): string {
  const parts = [
    [judgements['true-positive'], 'judged true'],
    [judgements['benign-positive'], 'benign'],
    [judgements['false-positive'], 'false'],
    [judgements.undetermined, 'not judged'],
  ] as const
  const said = parts.flatMap(([count, word]) => (count === 0 ? [] : [`${countText(count)} ${word}`]))
  return said.length === 0 ? 'none' : said.join(', ')
}

/** What the change would have done, in sentences; the first that matters most. */
export function backtestSentences({ hits, caught, missed, decisions }: Backtest): readonly string[] {
  const sentences: string[] = []
  if (hits !== null) {
    sentences.push(`It fires on ${countText(hits.after)}, the version in force on ${countText(hits.before)}.`)
  }
  if (missed !== null && missed.count > 0) sentences.push(`No longer: ${differenceWords(missed)}.`)
  if (caught !== null && caught.count > 0) sentences.push(`Newly: ${differenceWords(caught)}.`)
  const { alerts, changed, newlyAutomatic, noLongerAutomatic } = decisions
  if (alerts > 0) {
    const moved = changed === 0 ? 'none changes' : `${countText(changed)} change tier or gate`
    sentences.push(`Of ${plural(alerts, 'open alert')} decided again, ${moved}.`)
  }
  if (newlyAutomatic > 0) sentences.push(`${countText(newlyAutomatic)} would run without a vote, and did not.`)
  if (noLongerAutomatic > 0) sentences.push(`${countText(noLongerAutomatic)} would no longer run without a vote.`)
  return sentences
}

/** True where the change would have let go of what people called a true positive: said before anything else. */
export function losesTruePositives({ missed }: Backtest): boolean {
  return missed !== null && missed.judgements['true-positive'] > 0
}

/** On what the numbers rest. */
export function basisWords({ basis, hits }: Backtest): string {
  const { records, formats, isBounded, unreadable, judgedAlerts, facts } = basis
  if (hits === null) return 'Over the open alerts of this moment.'
  const parts = [
    `${plural(records, 'record')} of ${formats.length === 0 ? 'no format' : formats.join(', ')}`,
    isBounded ? 'older ones were not looked at' : 'all there are',
    ...(judgedAlerts === 0 ? [] : [`besides the records of ${plural(judgedAlerts, 'judged alert')}`]),
    ...(unreadable === 0 ? [] : [`${countText(unreadable)} could not be read`]),
    facts === 'stored' ? 'facts as they were known then' : 'no facts asked for',
  ]
  return `Over ${parts.join(', ')}.`
}

function differenceWords({ count, judgements }: BacktestDifference): string {
  return `${plural(count, 'record')} (${judgementWords(judgements)})`
}
