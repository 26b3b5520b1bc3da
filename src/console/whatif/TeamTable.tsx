import { HostileText } from '../ui/HostileText.tsx'
import { Unknown } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import type { Answers } from './answers.ts'
import { LateSection } from './LateSection.tsx'
import { useRested } from './use-lab.ts'

const SHOWN = 8

/** Whose identities automatic steps would touch, against the share of one owner that they may. */
export function TeamTable({ answers }: { readonly answers: Answers }) {
  const { run, lists, isLate } = useRested(answers, 4)
  if (run === null) return null
  const limitPercent = run.question.draft.policy.gate.autoShareOfOwner
  // What budgets hold back is looked up after the counts: what is of another draft is not shown beside them.
  const breaker = lists?.question.draft === run.question.draft ? lists.answer.breaker : null
  const teams = run.answer.run.after.teams.filter(({ automatic }) => automatic > 0)
  const before = new Map(run.answer.run.before.teams.map((team) => [team.team, team.touched]))
  return (
    <LateSection
      title="Teams touched"
      aside={`limit ${limitPercent} % of an owner’s identities at a time`}
      isLate={isLate}
    >
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
    </LateSection>
  )
}
