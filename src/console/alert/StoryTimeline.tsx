import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import * as words from '#words/alert.tsx'
import { alertName, DISPOSITION_WORDS, STATUS_WORDS } from '#words/shared/triage.ts'
import type { StoryAlert, StoryView } from '../../domain/views/story-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { storyQuery } from '../shared/triage/queries.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { reasonLine, shownPart } from './story-part.ts'

const HEADING = 'story'

/** "part of a story of 14": the way from the head of the page down to it. Nothing where the alert stands alone. */
export function StoryHint({ alertId }: { readonly alertId: string }) {
  const { data } = useQuery(storyQuery(useBackend(), alertId))
  if (data === undefined || data.alerts.length < 2) return null
  return (
    <button
      type="button"
      className="rounded-s text-accent underline-offset-2 hover:underline"
      onClick={() => {
        const heading = document.getElementById(HEADING)
        heading?.scrollIntoView({ block: 'start' })
        heading?.focus({ preventScroll: true })
      }}
    >
      {words.partOfAStory(data.alerts.length, data.isComplete)}
    </button>
  )
}

/** What hangs together with this alert, in the order in which it happened, each with why. */
export function StoryTimeline({ alertId }: { readonly alertId: string }) {
  const story = useQuery(storyQuery(useBackend(), alertId))
  const title = (
    <span id={HEADING} tabIndex={-1} className="rounded-s">
      {words.story}
    </span>
  )
  if (story.data === undefined) {
    return (
      <Section title={title}>
        {story.error === null ? (
          <p className="text-text-3">{words.readingStory}</p>
        ) : (
          <QueryFailed error={story.error} onRetry={() => void story.refetch()} />
        )}
      </Section>
    )
  }
  const { alerts, cautions } = story.data
  return (
    <Section title={title} aside={alerts.length < 2 ? undefined : <Span story={story.data} />}>
      {alerts.length < 2 ? (
        <p className="text-text-2">{words.itStandsAlone}</p>
      ) : (
        <Timeline alerts={alerts} currentId={alertId} />
      )}
      {cautions.map((caution) => (
        <p key={caution} className="mt-2 text-small text-text-2">
          <HostileText text={caution} />
        </p>
      ))}
    </Section>
  )
}

/** How much it is and from when to when. */
function Span({ story: { alerts, isComplete } }: { readonly story: StoryView }) {
  const identities = new Set(alerts.map(({ id, identityId }) => identityId ?? id)).size
  return words.storySpan(
    alerts.length,
    isComplete,
    identities,
    <Time at={Math.min(...alerts.map(({ firstSeenAt }) => firstSeenAt))} look="clock" />,
    <Time at={Math.max(...alerts.map(({ lastSeenAt }) => lastSeenAt))} look="clock" />,
  )
}

interface TimelineProps {
  readonly alerts: readonly StoryAlert[]
  readonly currentId: string
}

function Timeline({ alerts, currentId }: TimelineProps) {
  const [isWhole, setWhole] = useState(false)
  const current = alerts.findIndex(({ id }) => id === currentId)
  const { from, to } = shownPart(alerts.length, current, isWhole)
  const hidden = alerts.length - (to - from)
  return (
    <>
      <ol start={from + 1}>
        {alerts.slice(from, to).map((alert) => (
          <Step key={alert.id} alert={alert} isCurrent={alert.id === currentId} />
        ))}
      </ol>
      {hidden === 0 ? null : (
        <p className="mt-2">
          <Button look="ghost" onClick={() => setWhole(true)}>
            {words.showAll(alerts.length)}
          </Button>
        </p>
      )}
    </>
  )
}

/** One alert on the line of time: when, how strong the answer, what, whose, why it belongs here. */
function Step({ alert, isCurrent }: { readonly alert: StoryAlert; readonly isCurrent: boolean }) {
  const { id, number, title, tier, status, disposition, identityName, firstSeenAt, because } = alert
  const reason = reasonLine(because)
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={clsx(
        'grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-3 border-b border-line last:border-b-0 tablet:grid-cols-[156px_12px_40px_minmax(0,1fr)_auto]',
        isCurrent && 'bg-select',
      )}
    >
      <span className="hidden pt-1.5 text-small text-text-3 tablet:block">
        <Time at={firstSeenAt} look="clock" />
      </span>
      <Dot isCurrent={isCurrent} />
      <span className="hidden pt-1 tablet:block">
        <TierMark tier={tier} words="short" />
      </span>
      <div className="min-w-0 py-1">
        <p className="flex min-w-0 items-baseline gap-x-3">
          {isCurrent ? (
            <span className="shrink-0 font-mono text-small text-text-2">{alertName(number)}</span>
          ) : (
            <Link
              to="/alerts/$alertId"
              params={{ alertId: id }}
              className="shrink-0 rounded-s font-mono text-small text-accent hover:underline"
            >
              {alertName(number)}
            </Link>
          )}
          <span className={clsx('min-w-0 truncate', isCurrent && 'font-strong')}>
            <HostileText text={title} />
          </span>
        </p>
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-small text-text-3">
          <span className="tablet:hidden">
            <Time at={firstSeenAt} look="clock" />
          </span>
          {identityName === null ? (
            words.noIdentityKnown
          ) : (
            <span className="text-text-2">
              <HostileText text={identityName} mono maxLength={40} />
            </span>
          )}
          {reason === '' ? words.whereItBegins : <HostileText text={reason} maxLength={160} />}
        </p>
      </div>
      <span className="pe-2 pt-1.5 text-small text-text-2">
        {isCurrent ? words.thisAlert : status === 'closed' ? DISPOSITION_WORDS[disposition] : STATUS_WORDS[status]}
      </span>
    </li>
  )
}

/** The line that runs through, and where on it this alert sits; filled for the one that is open. */
function Dot({ isCurrent }: { readonly isCurrent: boolean }) {
  return (
    <span aria-hidden className="relative flex justify-center">
      <span className="absolute inset-y-0 w-px bg-line-strong" />
      <span
        className={clsx(
          'relative mt-2.5 size-2.25 rounded-full border border-line-strong',
          isCurrent ? 'border-accent bg-accent' : 'bg-bg',
        )}
      />
    </span>
  )
}
