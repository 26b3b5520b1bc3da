import { useQuery } from '@tanstack/react-query'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import { READING_WORDS_PER_MINUTE, SITTING_GAP_MS, TIRING_PER_HOUR } from '../../domain/plan/approval-habits.ts'
import type { ApprovalHabits } from '../../domain/views/habit-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { secondsText } from '../shared/triage/Breaks.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'

const DAYS = 30

/** How people decide, for managers and auditors: only what the record proves, with how each number comes about. */
export function HabitList() {
  const backend = useBackend()
  const habits = useQuery({
    queryKey: ['plans', 'habits', DAYS],
    queryFn: ({ signal }) => backend.approvalHabits(DAYS, signal),
  })
  if (habits.data === undefined) {
    return habits.isError ? (
      <QueryFailed error={habits.error} onRetry={() => void habits.refetch()} />
    ) : (
      <LoadingState label={words.readingTheRecord} />
    )
  }
  if (habits.data.people.length === 0) {
    return <EmptyState title={words.nobodyDecided(DAYS)}>{words.habitsAreEmpty}</EmptyState>
  }
  return (
    <div className="min-h-0 grow overflow-y-auto px-4 py-3 tablet:px-6">
      <p className="max-w-200 text-text-2">
        {words.whatIsHurried(
          habits.data.decisions,
          DAYS,
          READING_WORDS_PER_MINUTE,
          SITTING_GAP_MS / 1000,
          TIRING_PER_HOUR,
        )}
      </p>
      <ul aria-label={words.peopleWhoDecide} className="mt-3 max-w-200">
        {habits.data.people.map((one) => (
          <PersonLine key={one.person.id} one={one} />
        ))}
      </ul>
    </div>
  )
}

function PersonLine({ one }: { readonly one: ApprovalHabits['people'][number] }) {
  return (
    <li className="border-b border-line py-3 last:border-b-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <HostileText text={one.person.name} className="font-title" />
        <span className="flex flex-wrap gap-x-6 tabular-nums">
          <span>{words.decisionsOfPerson(one.decisions, one.approvals)}</span>
          <span className={one.hurried > 0 ? 'text-bad' : 'text-text-2'}>{words.hurried(one.hurried)}</span>
          <span className={one.isTiring ? 'text-doubt' : 'text-text-2'}>
            {words.atMostInAnHour(one.busiest.decisions, one.isTiring)}
          </span>
        </span>
      </p>
      {one.isTiring ? (
        <p className="text-small text-text-3">{words.busiestHour(<Time at={one.busiest.from} look="both" />)}</p>
      ) : null}
      {one.hurries.length === 0 ? null : (
        <ul aria-label={words.hurriedDecisions(one.person.name)} className="mt-1 text-small text-text-2">
          {one.hurries.map(({ at, plans, hadMs, takesMs }) => (
            <li key={at} className="flex flex-wrap gap-x-3">
              <Time at={at} look="both" />
              <span className="flex flex-wrap gap-x-1.5">
                {plans.map(({ id, number }) => (
                  <Link
                    key={id}
                    to="/plans/$planId"
                    params={{ planId: id }}
                    className="font-mono text-accent hover:underline"
                  >
                    {planName(number)}
                  </Link>
                ))}
              </span>
              <span>
                {words.hurriedBy(secondsText(Math.floor(hadMs / 1000)), secondsText(Math.ceil(takesMs / 1000)))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
