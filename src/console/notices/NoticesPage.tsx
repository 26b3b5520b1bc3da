import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Notice } from '../../domain/views/notice-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { noticesQuery } from '../shared/notices/queries.ts'
import { markSeen } from '../shared/notices/seen.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useSession } from '../shared/session.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { EmptyState, LoadingState, StaleState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'

/** What became of what one asked for, and where the glass was broken: looked at, it is no longer new. */
export function NoticesPage() {
  const notices = useQuery(noticesQuery(useBackend()))
  const personId = useSession()?.person.id
  const newest = notices.data?.[0]?.at
  useEffect(() => {
    if (personId !== undefined && newest !== undefined) markSeen(personId, newest)
  }, [personId, newest])
  return (
    <>
      <ScreenBar title="Notices" end={<OutsideOfTab />} />
      {notices.isRefetchError ? (
        <StaleState title="This list is not of this moment." onRetry={() => void notices.refetch()}>
          What happened since then is not on it.
        </StaleState>
      ) : null}
      {notices.data === undefined ? (
        notices.isError ? (
          <QueryFailed error={notices.error} onRetry={() => void notices.refetch()} />
        ) : (
          <LoadingState label="Loading notices" />
        )
      ) : notices.data.length === 0 ? (
        <EmptyState title="Nothing to tell you" tone="healthy">
          What becomes of plans that you ask for stands here, notes that call you, alerts that somebody gives to you,
          and where somebody breaks the glass for what your team owns.
        </EmptyState>
      ) : (
        <ul aria-label="Notices" className="min-h-0 max-w-200 grow overflow-y-auto px-6 py-2">
          {notices.data.map((notice) => (
            <li key={notice.id} className="border-b border-line py-2.5 last:border-b-0">
              <About notice={notice} />
              <p className="text-small text-text-2">
                <Time at={notice.at} look="both" />
                {notice.detail === null ? null : (
                  <>
                    : <HostileText text={notice.detail} className="[overflow-wrap:anywhere] whitespace-normal!" />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function About({ notice: { planId, alertId, title } }: { readonly notice: Notice }) {
  const words = <HostileText text={title} className="[overflow-wrap:anywhere] whitespace-normal!" />
  if (planId !== null) {
    return (
      <Link to="/plans/$planId" params={{ planId }} className="font-strong hover:underline">
        {words}
      </Link>
    )
  }
  return alertId === null ? (
    <span className="font-strong">{words}</span>
  ) : (
    <Link to="/alerts/$alertId" params={{ alertId }} className="font-strong hover:underline">
      {words}
    </Link>
  )
}

/** Browsers ask only after a click, and a refusal there is final: then the button says where to change it. */
function OutsideOfTab() {
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  if (permission === 'granted') return <span className="text-small text-text-3">Also told outside of this tab</span>
  return (
    <Button
      disabledBecause={
        permission === 'denied' ? 'The browser does not allow it for this address. Change that in its settings.' : null
      }
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      Tell me outside of this tab
    </Button>
  )
}
