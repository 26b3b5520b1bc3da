import * as words from '#words/changes.tsx'
import type { Prediction } from '../../../domain/change/prediction.ts'
import { GATE_WORDS } from '../../shared/marks/GateMark.tsx'
import { type Fact, Facts } from '../../ui/layout.tsx'
import { countText } from '../../ui/number-text.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { dateText } from '../../ui/time-text.ts'

const CONTAINED_FROM = 2
/** From the words and not from the decision, whose schemas this page does not need. */
const GATES = Object.keys(GATE_WORDS)

/** What the proposer says that it will come to, over the history that was tried. The reviewer answers for it, too. */
export function PredictionView({ prediction }: { readonly prediction: Prediction }) {
  const { zone } = useUiSettings()
  const { cells, approvals, alerts, from, to } = prediction
  const sum = (isMeant: (tier: number, gate: number) => boolean) =>
    cells
      .slice(0, -1)
      .reduce((all, count, i) => all + (isMeant(Math.floor(i / GATES.length), i % GATES.length) ? count : 0), 0)
  const days = Math.max(1, approvals.perDay.length)
  const facts: readonly Fact[] = [
    { label: words.alerts, value: words.alertsFromTo(alerts, dateText(from, zone), dateText(to, zone)) },
    { label: words.tierTwoAndAbove, value: countText(sum((tier) => tier >= CONTAINED_FROM)) },
    { label: words.withoutAVote, value: countText(sum((tier, gate) => tier >= CONTAINED_FROM && gate === 0)) },
    { label: words.approvals, value: words.aDay(Math.round((approvals.total / days) * 10) / 10) },
  ]
  return <Facts facts={facts} />
}
