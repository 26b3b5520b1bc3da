import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import * as words from '#words/notices.ts'
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
      <ScreenBar title={words.notices} end={<OutsideOfTab />} />
      {notices.isRefetchError ? (
        <StaleState title={words.isStale} onRetry={() => void notices.refetch()}>
          {words.staleDetail}
        </StaleState>
      ) : null}
      {notices.data === undefined ? (
        notices.isError ? (
          <QueryFailed error={notices.error} onRetry={() => void notices.refetch()} />
        ) : (
          <LoadingState label={words.loadingNotices} />
        )
      ) : notices.data.length === 0 ? (
        <EmptyState title={words.nothingToTellYou} tone="healthy">
          {words.whatStandsHere}
        </EmptyState>
      ) : (
        <ul aria-label={words.notices} className="min-h-0 max-w-200 grow overflow-y-auto px-6 py-2">
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
  const said = <HostileText text={title} className="[overflow-wrap:anywhere] whitespace-normal!" />
  if (planId !== null) {
    return (
      <Link to="/plans/$planId" params={{ planId }} className="font-strong hover:underline">
        {said}
      </Link>
    )
  }
  return alertId === null ? (
    <span className="font-strong">{said}</span>
  ) : (
    <Link to="/alerts/$alertId" params={{ alertId }} className="font-strong hover:underline">
      {said}
    </Link>
  )
}

/** Browsers ask only after a click, and a refusal there is final: then the button says where to change it. */
function OutsideOfTab() {
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  if (permission === 'granted') return <span className="text-small text-text-3">{words.alsoToldOutside}</span>
  return (
    <Button
      disabledBecause={permission === 'denied' ? words.browserRefuses : null}
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      {words.tellMeOutside}
    </Button>
  )
}
