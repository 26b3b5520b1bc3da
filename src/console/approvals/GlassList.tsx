import { useQuery } from '@tanstack/react-query'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import { useBackend } from '../shared/backend.tsx'
import { passkeysQuery, useKeyRefusal } from '../shared/passkeys/queries.ts'
import { GlassNotice } from '../shared/plan/GlassNotice.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useSession } from '../shared/session.ts'
import { Banner } from '../ui/Banner.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'

/** Every use of break-glass with its review; those that wait for one stand first. */
export function GlassList() {
  return (
    <div className="flex min-h-0 grow flex-col">
      <KeyForTheGlass />
      <Uses />
    </div>
  )
}

/** Who may break the glass is told in time that they have nothing to sign it with. */
function KeyForTheGlass() {
  const mayBreak = useSession()?.person.roles.includes('break-glass') === true
  const keys = useQuery({ ...passkeysQuery(useBackend()), enabled: mayBreak })
  const refusal = useKeyRefusal(keys.data !== undefined)
  if (refusal === null) return null
  return (
    <Banner tone="doubt" title={words.noKeyForTheGlass}>
      {refusal}
    </Banner>
  )
}

function Uses() {
  const backend = useBackend()
  const uses = useQuery({
    queryKey: ['plans', 'broken-glass'],
    queryFn: ({ signal }) => backend.listBreakGlass(signal),
  })
  if (uses.data === undefined) {
    return uses.isError ? (
      <QueryFailed error={uses.error} onRetry={() => void uses.refetch()} />
    ) : (
      <LoadingState label={words.loadingUsesOfBreak} />
    )
  }
  if (uses.data.length === 0) {
    return (
      <EmptyState title={words.nobodyHasBroken} tone="healthy">
        {words.whatBreakGlassIs}
      </EmptyState>
    )
  }
  const sorted = uses.data.toSorted((a, b) => Number(a.review !== null) - Number(b.review !== null) || b.at - a.at)
  const waiting = sorted.filter(({ review }) => review === null).length
  return (
    <div className="min-h-0 max-w-200 grow overflow-y-auto px-6 py-3">
      <p className="text-text-2">
        {words.usesInSum(
          uses.data.length,
          waiting,
          sorted.filter(({ review }) => review?.verdict === 'not-justified').length,
        )}
      </p>
      <ul aria-label={words.usesOfBreakGlass}>
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
