import { clsx } from 'clsx'
import * as words from '#words/whatif.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { countText } from '../ui/number-text.ts'
import { useUiSettings } from '../ui/settings.tsx'
import { clockText, dateText } from '../ui/time-text.ts'
import type { Answers } from './answers.ts'
import { useRested } from './use-lab.ts'

const GROUPS_SHOWN = 6

/** Who is asked, how often, and when most at once. */
export function ApprovalGroups({ answers }: { readonly answers: Answers }) {
  const { zone } = useUiSettings()
  const { run, isLate } = useRested(answers, 0)
  if (run === null) return null
  const is = run.answer.run.after.approvals
  const was = run.answer.run.before.approvals
  const days = Math.max(1, is.perDay.length)
  const perDay = (total: number) => countText(Math.round((total / days) * 10) / 10)
  const before = new Map(was.groups.map(({ team, total }) => [team, total]))
  return (
    <div
      aria-busy={isLate}
      className={clsx('[contain-intrinsic-size:auto_160px] [content-visibility:auto]', isLate && 'opacity-75')}
    >
      <table className="mt-1 w-full text-small tabular-nums" aria-label={words.approvalsByGroup}>
        <thead className="text-text-3">
          <tr className="h-7">
            <th scope="col" className="text-start font-text">
              {words.asked}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.aDay}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.busiestDay}
            </th>
            <th scope="col" className="ps-3 text-end font-text">
              {words.peakHour}
            </th>
          </tr>
        </thead>
        <tbody>
          {is.groups.slice(0, GROUPS_SHOWN).map(({ team, total, perDay: days, peak }) => (
            <tr key={team ?? ''} className="border-t border-line">
              <td className="py-1 pe-2">{team === null ? words.anyApprover : <HostileText text={team} />}</td>
              <td className="py-1 ps-3 text-end">
                {perDay(total)}
                {total === before.get(team) ? null : (
                  <span className="block whitespace-nowrap text-text-3">
                    {words.was(perDay(before.get(team) ?? 0))}
                  </span>
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
        <p className="pt-1 text-small text-text-3">{words.andMoreTeamsLess(is.groups.length - GROUPS_SHOWN)}</p>
      ) : null}
    </div>
  )
}

function hourText(at: number, zone: Parameters<typeof dateText>[1]): string {
  return `${dateText(at, zone).replace(/ \d{4}$/, '')} ${clockText(at, zone).slice(0, 5)}`
}
