import { clsx } from 'clsx'
import { Fragment, useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { ApproverGroup } from '../../domain/plan/approver-group.ts'
import { sayRule } from '../../domain/plan/quorum.ts'
import type { SeatRule } from '../../domain/plan/stage.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { countText } from '../ui/number-text.ts'
import { useUiSettings } from '../ui/settings.tsx'
import { clockText, dateText } from '../ui/time-text.ts'
import type { Answers } from './answers.ts'
import { groupRows } from './approval-groups.ts'
import { shownDays } from './shown-days.ts'
import { useRested } from './use-lab.ts'

const GROUPS_SHOWN = 6

/** Who is asked, how often, and when most at once. */
export function ApprovalGroups({ answers }: { readonly answers: Answers }) {
  const { zone } = useUiSettings()
  const [isAllShown, setIsAllShown] = useState(false)
  const { run, isLate } = useRested(answers, 0)
  if (run === null) return null
  const { before, after } = run.answer.run
  const days = shownDays(after.approvals, before.approvals)
  const { rows, rest } = groupRows(
    after.approvals,
    before.approvals,
    days.first,
    isAllShown ? Number.MAX_SAFE_INTEGER : GROUPS_SHOWN,
  )
  const perDay = (total: number) => countText(Math.round((total / days.count) * 10) / 10)
  const daily = (total: number, was: number) => (
    <td className="py-1 ps-3 text-end">
      {perDay(total)}
      {total === was ? null : <span className="block whitespace-nowrap text-text-3">{words.was(perDay(was))}</span>}
    </td>
  )
  return (
    <div
      aria-busy={isLate}
      className={clsx('[contain-intrinsic-size:auto_160px] [content-visibility:auto]', isLate && 'late')}
    >
      <table className="mt-1 w-full text-small tabular-nums" aria-label={words.approvalsByGroup}>
        <thead className="text-text-3">
          <tr className="h-7">
            <th scope="col" className="text-start font-text">
              {words.asked}
            </th>
            <th scope="col" className="ps-3 text-end font-text whitespace-nowrap">
              {words.aDay}
            </th>
            <th scope="col" className="ps-3 text-end font-text whitespace-nowrap">
              {words.busiestDay}
            </th>
            <th scope="col" className="ps-3 text-end font-text whitespace-nowrap">
              {words.peakHour}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, group, total, before: was, busiest, peak }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className="py-1 pe-2 text-start font-text">
                <GroupName group={group} />
              </th>
              {daily(total, was)}
              <td className="py-1 ps-3 text-end">{countText(busiest)}</td>
              <td className="py-1 ps-3 text-end">
                {peak === null ? words.noPeak : countText(peak.votes)}{' '}
                {peak === null ? null : (
                  <span className="inline-block whitespace-nowrap text-text-3">
                    {hourText(peak.minute * 60_000, zone)}
                  </span>
                )}
              </td>
            </tr>
          ))}
          {rest === null ? null : (
            <tr className="border-t border-line">
              <th scope="row" className="py-1 pe-2 text-start font-text text-text-2">
                {words.moreGroups(rest.groups)}
              </th>
              {daily(rest.total, rest.before)}
              <td className="py-1 ps-3 text-end">{countText(rest.busiest)}</td>
              <td className="py-1 ps-3 text-end text-text-3">{words.atMostEach(rest.highestPeak)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {rest !== null || isAllShown ? (
        <button
          type="button"
          className="mt-1 text-small text-text-2 underline underline-offset-2"
          aria-expanded={isAllShown}
          onClick={() => setIsAllShown(!isAllShown)}
        >
          {isAllShown ? words.onlyMostAsked : words.allGroups}
        </button>
      ) : null}
    </div>
  )
}

/** "IAM or platform", with what kind of group that is. */
function GroupName({ group }: { readonly group: ApproverGroup }) {
  const [first] = group
  return (
    <>
      {group.map((rule, place) => (
        <Fragment key={sayRule(rule)}>
          {place === 0 ? null : <span className="text-text-3">{words.orElse(place === group.length - 1)}</span>}
          <RuleName rule={rule} />
        </Fragment>
      ))}
      {first === undefined || first.of === 'anybody' ? null : (
        <>
          {' '}
          <span className="inline-block text-text-3">{words.kindOfGroup(first.of, group.length)}</span>
        </>
      )}
    </>
  )
}

function RuleName({ rule }: { readonly rule: SeatRule }) {
  if (rule.of === 'anybody') return words.anyApprover
  return rule.of === 'team' ? <HostileText text={rule.team} /> : sayRule(rule)
}

function hourText(at: number, zone: Parameters<typeof dateText>[1]): string {
  return `${dateText(at, zone).replace(/ \d{4}$/, '')} ${clockText(at, zone).slice(0, 5)}`
}
