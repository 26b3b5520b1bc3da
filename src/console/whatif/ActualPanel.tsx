import { useQuery } from '@tanstack/react-query'
import type { ActualCounts, Prediction } from '../../domain/change/prediction.ts'
import { GATES } from '../../domain/decision/decision.ts'
import { useBackend } from '../shared/backend.tsx'
import { Section } from '../ui/layout.tsx'
import { countText, plural } from '../ui/number-text.ts'
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
  const title = `Predicted and actual: C-${active.data.change.number}`
  if (actual.data === undefined) {
    return (
      <Section title={title}>
        <p className="text-text-2">
          {actual.isError ? 'It could not be counted. Read again later.' : 'Being counted.'}
        </p>
      </Section>
    )
  }
  const rows = rowsOf(prediction, actual.data)
  return (
    <Section title={title} aside={`in force since ${fullText(since, zone)}`}>
      {actual.data.alerts === 0 ? (
        <p className="text-text-2">No alert came in since. There is nothing to compare yet.</p>
      ) : (
        <table className="w-full text-small tabular-nums" aria-label={title}>
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="text-start font-text">
                A day
              </th>
              <th scope="col" className="text-end font-text">
                Predicted
              </th>
              <th scope="col" className="text-end font-text">
                Actual
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
        {plural(actual.data.alerts, 'alert')} since, over {countText(Math.max(1, Math.round(daysOf(actual.data))))}{' '}
        days; predicted from {plural(prediction.alerts, 'alert')}. {plural(actual.data.done.automaticPlans, 'plan')} ran
        without a vote, {plural(actual.data.done.votes, 'vote')} were cast.
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
    row('Alerts', ({ alerts }) => alerts),
    row('Tier 2 and above', ({ cells }) => sumWhere(cells, (tier) => tier >= 2)),
    row('Without a vote', ({ cells }) => sumWhere(cells, (tier, gate) => tier >= 2 && gate === 0)),
    row('Blocked', ({ cells }) => sumWhere(cells, (_tier, gate) => gate === GATES.length - 1)),
    row('Votes asked for', ({ approvals }) => approvals.total),
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
  return days < 1 ? `${countText(count)} in all` : countText(Math.round((count / days) * 10) / 10)
}
