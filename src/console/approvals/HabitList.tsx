import { useQuery } from '@tanstack/react-query'
import { READING_WORDS_PER_MINUTE, SITTING_GAP_MS, TIRING_PER_HOUR } from '../../domain/plan/approval-habits.ts'
import type { ApprovalHabits } from '../../domain/views/habit-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { secondsText } from '../shared/triage/Breaks.tsx'
import { planName } from '../shared/triage/words.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { plural } from '../ui/number-text.ts'
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
      <LoadingState label="Reading the record" />
    )
  }
  if (habits.data.people.length === 0) {
    return (
      <EmptyState title={`Nobody decided on a plan in ${DAYS} days`}>
        How fast and how often each person decides stands here, as the record has it.
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 grow overflow-y-auto px-4 py-3 tablet:px-6">
      <p className="max-w-200 text-text-2">
        {plural(habits.data.decisions, 'decision')} in {DAYS} days. A decision is hurried where less time passed, since
        the person’s last one or since the plan was asked for, than a quick reader takes for what stands on its page (
        {READING_WORDS_PER_MINUTE} words a minute). Decisions within {SITTING_GAP_MS / 1000} seconds of each other count
        together. More than {TIRING_PER_HOUR} in an hour are more than a person weighs one by one.
      </p>
      <ul aria-label="People who decide" className="mt-3 max-w-200">
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
          <span>
            {plural(one.decisions, 'decision')}, {one.approvals} approved
          </span>
          <span className={one.hurried > 0 ? 'text-bad' : 'text-text-2'}>{one.hurried} hurried</span>
          <span className={one.isTiring ? 'text-doubt' : 'text-text-2'}>
            at most {one.busiest.decisions} in an hour{one.isTiring ? ', too many to weigh' : ''}
          </span>
        </span>
      </p>
      {one.isTiring ? (
        <p className="text-small text-text-3">
          The busiest hour began <Time at={one.busiest.from} look="both" />.
        </p>
      ) : null}
      {one.hurries.length === 0 ? null : (
        <ul aria-label={`Hurried decisions of ${one.person.name}`} className="mt-1 text-small text-text-2">
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
                within {secondsText(Math.floor(hadMs / 1000))}, reading takes {secondsText(Math.ceil(takesMs / 1000))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
