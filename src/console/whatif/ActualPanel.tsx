import { useQuery } from '@tanstack/react-query'
import * as words from '#words/whatif.tsx'
import type { ActualCounts, Prediction } from '../../domain/change/prediction.ts'
import { GATES } from '../../domain/decision/decision.ts'
import { useBackend } from '../shared/backend.tsx'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { useUiSettings } from '../ui/settings.tsx'
import { fullText } from '../ui/time-text.ts'
import { activeChangeQuery, actualQuery } from './queries.ts'

const DAY_MS = 24 * 60 * 60_000

/** What the last change of the policy was said to come to, and what it came to since. */
export function ActualPanel() {
  const backend = useBackend()
  const { zone } = useUiSettings()
  const active = useQuery(activeChangeQuery(backend))
  const since = active.data?.change.activatedAt ?? null
  const prediction = active.data?.prediction ?? null
  const actual = useQuery({ ...actualQuery(backend, since ?? 0), enabled: since !== null && prediction !== null })
  if (since === null || prediction === null || active.data === null || active.data === undefined) return null
  const title = words.predictedAndActual(active.data.change.number)
  if (actual.data === undefined) {
    return (
      <Section title={title}>
        <p className="text-text-2">{actual.isError ? words.itCouldNotBeCounted : words.beingCounted}</p>
      </Section>
    )
  }
  const rows = rowsOf(prediction, actual.data)
  return (
    <Section title={title} aside={words.inForceSince(fullText(since, zone))}>
      {actual.data.alerts === 0 ? (
        <p className="text-text-2">{words.noAlertCameInSince}</p>
      ) : (
        <table className="w-full text-small tabular-nums" aria-label={title}>
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="text-start font-text">
                {words.aDay}
              </th>
              <th scope="col" className="text-end font-text">
                {words.predicted}
              </th>
              <th scope="col" className="text-end font-text">
                {words.actual}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, predicted, actual: came }) => (
              <tr key={label} className="border-t border-line">
                <th scope="row" className="py-1 text-start font-text">
                  {label}
                </th>
                <td className="py-1 text-end">{predicted}</td>
                <td className="py-1 text-end">{came}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="pt-1 text-small text-text-3">
        {words.sinceOverDays(
          actual.data.alerts,
          Math.max(1, Math.round(daysOf(actual.data))),
          prediction.alerts,
          actual.data.done.automaticPlans,
          actual.data.done.votes,
        )}
      </p>
    </Section>
  )
}

type Counted = Pick<Prediction, 'from' | 'to' | 'alerts' | 'cells' | 'approvals'>

function rowsOf(prediction: Prediction, actual: ActualCounts) {
  const row = (label: string, count: (counts: Counted) => number) => ({
    label,
    predicted: rate(count(prediction), prediction),
    actual: rate(count(actual), actual),
  })
  return [
    row(words.alerts, ({ alerts }) => alerts),
    row(words.tierTwoAndAbove, ({ cells }) => sumWhere(cells, (tier) => tier >= 2)),
    row(words.withoutAVote, ({ cells }) => sumWhere(cells, (tier, gate) => tier >= 2 && gate === 0)),
    row(words.blocked, ({ cells }) => sumWhere(cells, (_tier, gate) => gate === GATES.length - 1)),
    row(words.votesAsked, ({ approvals }) => approvals.total),
  ]
}

function sumWhere(cells: readonly number[], isMeant: (tier: number, gate: number) => boolean): number {
  return cells
    .slice(0, -1)
    .reduce((sum, count, cell) => sum + (isMeant(Math.floor(cell / GATES.length), cell % GATES.length) ? count : 0), 0)
}

function daysOf({ from, to }: Pick<Counted, 'from' | 'to'>): number {
  return (to - from) / DAY_MS
}

/** A day's rate with one digit; of less than a day the count itself, since a rate would be made up. */
function rate(count: number, counts: Counted): string {
  const days = daysOf(counts)
  return days < 1 ? words.inAll(count) : countText(Math.round((count / days) * 10) / 10)
}
