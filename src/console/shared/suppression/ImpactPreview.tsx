import * as words from '#words/shared/suppression.tsx'
import { impactSentences } from '#words/shared/suppression.tsx'
import { alertName } from '#words/shared/triage.ts'
import type { Impact } from '../../../domain/suppression/impact-schema.ts'
import { nowMs } from '../../ui/clock.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { countText } from '../../ui/number-text.ts'
import { Time } from '../../ui/Time.tsx'
import { Link } from '../router/Link.tsx'

const DAY_MS = 86_400_000
const NAMED = 5
/** Bars that fit side by side; more are in the table. */
const MOST_BARS = 52

/** What it would have done to the history: the sum in words, its weeks as bars and as a table, and what was true by name. */
export function ImpactPreview({ impact }: { readonly impact: Impact }) {
  const days = impact.since === null ? 0 : Math.max(1, Math.ceil((nowMs() - impact.since) / DAY_MS))
  const [first, ...others] = impactSentences(impact, days)
  const trueOnes = impact.truePositives.slice(0, NAMED)
  const more = impact.dispositions['true-positive'] - trueOnes.length
  return (
    <div className="flex flex-col gap-2">
      <p className="text-title">{first}</p>
      <p className="text-small text-text-2">{others.join(' ')}</p>
      <Weeks weeks={impact.weeks} />
      {trueOnes.length === 0 ? null : (
        <div className="border-s-2 border-bad ps-3">
          <p className="font-strong">{words.truth}</p>
          <ul>
            {trueOnes.map((alert) => (
              <li key={alert.id} className="flex min-w-0 gap-2 text-small">
                <Link
                  to="/alerts/$alertId"
                  params={{ alertId: alert.id }}
                  target="_blank"
                  className="inline-flex min-h-6 shrink-0 items-center font-mono text-accent hover:underline"
                >
                  {alertName(alert.number)}
                </Link>
                <span className="min-w-0 truncate self-center">
                  <HostileText text={alert.title} />
                  {alert.identityName === null ? null : (
                    <span className="text-text-3">
                      {' '}
                      <HostileText text={alert.identityName} />
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {more > 0 ? <p className="text-small text-text-2">{words.moreTrue(more)}</p> : null}
        </div>
      )}
    </div>
  )
}

function Weeks({ weeks }: { readonly weeks: Impact['weeks'] }) {
  const [first] = weeks
  const last = weeks.at(-1)
  if (first === undefined || last === undefined || weeks.length < 2) return null
  const most = Math.max(...weeks.map(({ held, spared }) => held + spared))
  const known = new Map(weeks.map((week) => [week.from, week]))
  const count = Math.min(MOST_BARS, (last.from - first.from) / (7 * DAY_MS) + 1)
  const bars = Array.from({ length: count }, (_, at) => last.from - (count - 1 - at) * 7 * DAY_MS)
  return (
    <div>
      <div aria-hidden className="flex h-10 items-end gap-px">
        {bars.map((from) => {
          const { held, spared } = known.get(from) ?? { held: 0, spared: 0 }
          return (
            <span key={from} className="flex min-w-0 grow flex-col justify-end self-stretch bg-sunken">
              <span className="bg-line-strong" style={{ height: `${(spared / most) * 100}%` }} />
              <span className="bg-text-2" style={{ height: `${(held / most) * 100}%` }} />
            </span>
          )
        })}
      </div>
      <details className="text-small">
        <summary className="inline-flex min-h-6 cursor-pointer items-center rounded-s text-text-2">
          {words.byWeek}
        </summary>
        <table className="w-full tabular-nums" aria-label={words.byWeek}>
          <thead className="text-text-3">
            <tr>
              <th className="text-start font-text">{words.week}</th>
              <th className="text-end font-text">{words.held}</th>
              <th className="text-end font-text">{words.spared}</th>
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map(({ from, held, spared }) => (
              <tr key={from} className="border-t border-line">
                <td>
                  <Time at={from} look="clock" />
                </td>
                <td className="text-end">{countText(held)}</td>
                <td className="text-end">{countText(spared)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  )
}
