import { useQuery } from '@tanstack/react-query'
import { useBackend } from '../shared/backend.tsx'
import { GlassNotice } from '../shared/plan/GlassNotice.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { planName } from '../shared/triage/words.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'

/** Every use of break-glass with its review; those that wait for one stand first. */
export function GlassList() {
  const backend = useBackend()
  const uses = useQuery({
    queryKey: ['plans', 'broken-glass'],
    queryFn: ({ signal }) => backend.listBreakGlass(signal),
  })
  if (uses.data === undefined) {
    return uses.isError ? (
      <QueryFailed error={uses.error} onRetry={() => void uses.refetch()} />
    ) : (
      <LoadingState label="Loading uses of break-glass" />
    )
  }
  if (uses.data.length === 0) {
    return (
      <EmptyState title="Nobody has broken the glass" tone="healthy">
        Who has the role may let a plan run without its approvals. Each use stands here, with who reviewed it.
      </EmptyState>
    )
  }
  const sorted = uses.data.toSorted((a, b) => Number(a.review !== null) - Number(b.review !== null) || b.at - a.at)
  const waiting = sorted.filter(({ review }) => review === null).length
  return (
    <div className="min-h-0 max-w-200 grow overflow-y-auto px-6 py-3">
      <p className="text-text-2">
        {uses.data.length} in all, {waiting} not reviewed,{' '}
        {sorted.filter(({ review }) => review?.verdict === 'not-justified').length} not justified.
      </p>
      <ul aria-label="Uses of break-glass">
        {sorted.map((glass) => (
          <li key={glass.planId} className="border-b border-line py-1 last:border-b-0">
            <p className="pt-3">
              <Link
                to="/plans/$planId"
                params={{ planId: glass.planId }}
                className="font-mono text-accent hover:underline"
              >
                {planName(glass.planNumber)}
              </Link>{' '}
              <HostileText text={glass.title} className="[overflow-wrap:anywhere] whitespace-normal!" />
            </p>
            <GlassNotice glass={glass} />
          </li>
        ))}
      </ul>
    </div>
  )
}
