import type { Compared } from '../../engine/worker/whatif-client.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { useUiSettings } from '../ui/settings.tsx'
import { clockText, dateText } from '../ui/time-text.ts'

type Approvals = Compared['after']['approvals']

const HEIGHT = 72
const WIDTH = 520
const DAY_MS = 24 * 60 * 60_000

/** Votes that the gates ask for, a column a day; the line is how it was. */
export function ApprovalDays({ run }: { readonly run: Compared }) {
  const { zone } = useUiSettings()
  const { approvals: is } = run.after
  const { approvals: was } = run.before
  const most = Math.max(1, ...is.perDay, ...was.perDay)
  const step = WIDTH / Math.max(1, is.perDay.length)
  const y = (votes: number) => HEIGHT - (votes / most) * (HEIGHT - 4)
  const dayOf = (index: number) => dateText((is.firstDay + index) * DAY_MS, zone)
  const line = [...was.perDay].map((votes, i) => `${i === 0 ? 'M' : 'L'}${(i + 0.5) * step} ${y(votes)}`).join('')
  const busiest = is.perDay.indexOf(Math.max(...is.perDay))
  return (
    <Section title="Approvals a day" aside="columns: draft · line: compared with">
      {is.total === 0 && was.total === 0 ? (
        <p className="text-text-2">Nobody is asked on any day.</p>
      ) : (
        <figure>
          <svg
            role="img"
            aria-label={`${countText(is.total)} votes in ${is.perDay.length} days, before ${countText(was.total)}. Busiest day ${dayOf(busiest)} with ${countText(is.perDay[busiest] ?? 0)}.`}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="h-18 w-full"
          >
            <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line-strong)" />
            {[...is.perDay].map((votes, i) =>
              votes === 0 ? null : (
                <rect
                  key={dayOf(i)}
                  x={i * step + step * 0.15}
                  width={Math.max(0.6, step * 0.7)}
                  y={Math.min(y(votes), HEIGHT - 2)}
                  height={Math.max(2, HEIGHT - y(votes))}
                  fill="var(--text-2)"
                >
                  <title>{`${dayOf(i)}: ${countText(votes)}, before ${countText(was.perDay[i] ?? 0)}`}</title>
                </rect>
              ),
            )}
            <path d={line} fill="none" stroke="var(--accent)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
          </svg>
          <figcaption className="flex justify-between text-micro text-text-3 tabular-nums">
            <span>{dayOf(0)}</span>
            <span>at most {countText(most)} a day</span>
            <span>{dayOf(is.perDay.length - 1)}</span>
          </figcaption>
          <GroupTable is={is} was={was} />
        </figure>
      )}
    </Section>
  )
}

const GROUPS_SHOWN = 6

/** Who is asked, how often, and when most at once. */
function GroupTable({ is, was }: { readonly is: Approvals; readonly was: Approvals }) {
  const { zone } = useUiSettings()
  const days = Math.max(1, is.perDay.length)
  const perDay = (total: number) => countText(Math.round((total / days) * 10) / 10)
  const before = new Map(was.groups.map(({ team, total }) => [team, total]))
  return (
    <>
      <table className="mt-1 w-full text-small tabular-nums" aria-label="Approvals by group">
        <thead className="text-text-3">
          <tr className="h-7">
            <th scope="col" className="text-start font-text">
              Asked
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              A day
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              Busiest day
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              Peak hour
            </th>
          </tr>
        </thead>
        <tbody>
          {is.groups.slice(0, GROUPS_SHOWN).map(({ team, total, perDay: days, peak }) => (
            <tr key={team ?? ''} className="border-t border-line">
              <td className="py-1 pe-2">{team === null ? 'Any approver' : <HostileText text={team} />}</td>
              <td className="py-1 ps-3 text-end">
                {perDay(total)}
                {total === before.get(team) ? null : (
                  <span className="block text-text-3">was {perDay(before.get(team) ?? 0)}</span>
                )}
              </td>
              <td className="py-1 ps-3 text-end">{countText(Math.max(0, ...days))}</td>
              <td className="py-1 ps-3 text-end whitespace-nowrap">
                {countText(peak.votes)}
                <span className="text-text-3"> {hourText(peak.minute * 60_000, zone)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {is.groups.length > GROUPS_SHOWN ? (
        <p className="pt-1 text-small text-text-3">and {is.groups.length - GROUPS_SHOWN} more teams, less often</p>
      ) : null}
    </>
  )
}

function hourText(at: number, zone: Parameters<typeof dateText>[1]): string {
  return `${dateText(at, zone).replace(/ \d{4}$/, '')} ${clockText(at, zone).slice(0, 5)}`
}
