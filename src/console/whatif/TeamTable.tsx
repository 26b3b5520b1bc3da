import * as words from '#words/whatif.tsx'
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
    <LateSection title={words.teamsTouched} aside={words.limitOfAnOwners(limitPercent)} isLate={isLate}>
      {teams.length === 0 ? (
        <p className="text-text-2">{words.noStepWouldRun}</p>
      ) : (
        <table className="w-full text-small tabular-nums" aria-label={words.teamsTouched}>
          <thead className="text-text-3">
            <tr className="h-7">
              <th scope="col" className="text-start font-text">
                {words.owner}
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                {words.automatic}
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                {words.identities}
              </th>
              <th scope="col" className="ps-3 text-end font-text">
                {words.shareOverTheWhole}
              </th>
            </tr>
          </thead>
          <tbody>
            {teams.slice(0, SHOWN).map((one) => {
              const percent = one.identities === 0 ? 0 : Math.round((one.touched / one.identities) * 100)
              return (
                <tr key={one.team ?? ''} className="border-t border-line">
                  <td className="py-1 pe-2">
                    {one.team === null ? <Unknown>{words.nobodyKnown}</Unknown> : <HostileText text={one.team} />}
                  </td>
                  <td className="py-1 ps-3 text-end">{countText(one.automatic)}</td>
                  <td className="py-1 ps-3 text-end">
                    {words.containedOf(
                      one.touched,
                      one.identities,
                      <span className="text-text-3"> {words.wasShare(before.get(one.team) ?? 0)}</span>,
                    )}
                  </td>
                  <td className={`py-1 ps-3 text-end ${percent > limitPercent ? 'text-doubt' : ''}`}>
                    {percent} %{percent > limitPercent ? words.aboveTheLimit : ''}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {breaker === null || breaker.automatic === 0 ? null : (
        <p className="pt-1 text-small text-text-2">
          {words.inTheOrderOfTime(
            breaker.pastTrigger + breaker.pastOwner,
            breaker.automatic,
            breaker.pastTrigger,
            breaker.pastOwner,
          )}
        </p>
      )}
    </LateSection>
  )
}
