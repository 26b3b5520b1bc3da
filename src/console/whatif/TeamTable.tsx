import type { Breaker, Compared } from '../../engine/worker/whatif-client.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section, Unknown } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'

const SHOWN = 8

interface TeamTableProps {
  readonly run: Compared
  readonly limitPercent: number
  /** What budgets hold back in the order of time; null while it is not counted. */
  readonly breaker: Breaker | null
}

/** Whose identities automatic steps would touch, against the share of one owner that they may. */
export function TeamTable({ run, limitPercent, breaker }: TeamTableProps) {
  const teams = run.after.teams.filter(({ automatic }) => automatic > 0)
  const before = new Map(run.before.teams.map((team) => [team.team, team.touched]))
  return (
    <Section title="Teams touched" aside={`limit ${limitPercent} % of an owner’s identities at a time`}>
      {teams.length === 0 ? (
        <p className="text-text-2">No step would run without a vote.</p>
      ) : (
        <table className="w-full text-small tabular-nums" aria-label="Teams touched">
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="text-start font-text">
                Owner
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                Automatic
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                Identities
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                Share over the whole time
              </th>
            </tr>
          </thead>
          <tbody>
            {teams.slice(0, SHOWN).map((one) => {
              const percent = one.identities === 0 ? 0 : Math.round((one.touched / one.identities) * 100)
              return (
                <tr key={one.team ?? ''} className="border-t border-line">
                  <td className="py-1 pe-2">
                    {one.team === null ? <Unknown>nobody known</Unknown> : <HostileText text={one.team} />}
                  </td>
                  <td className="py-1 ps-3 text-end">{countText(one.automatic)}</td>
                  <td className="py-1 ps-3 text-end">
                    {one.touched} of {one.identities}
                    <span className="text-text-3"> was {before.get(one.team) ?? 0}</span>
                  </td>
                  <td className={`py-1 ps-3 text-end ${percent > limitPercent ? 'text-doubt' : ''}`}>
                    {percent} %{percent > limitPercent ? ', above the limit' : ''}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {breaker === null || breaker.automatic === 0 ? null : (
        <p className="pt-1 text-small text-text-2">
          In the order of time ≈ {countText(breaker.pastTrigger + breaker.pastOwner)} of {countText(breaker.automatic)}{' '}
          automatic steps would wait for a person: {countText(breaker.pastTrigger)} past a trigger’s hourly budget,{' '}
          {countText(breaker.pastOwner)} past the share of one owner.
        </p>
      )}
    </Section>
  )
}
