import { useQuery } from '@tanstack/react-query'
import { ChevronRight, TriangleAlert } from 'lucide-react'
import * as words from '#words/identity.tsx'
import { KIND_WORDS } from '#words/shared/triage.ts'
import type { IdentityDetail } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { Lately } from '../shared/Lately.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { usePageTitle } from '../shared/page-title.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useParams } from '../shared/router/router.ts'
import { identityFacts } from '../shared/triage/identity-facts.tsx'
import { Banner } from '../ui/Banner.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts, ScreenBar, Section } from '../ui/layout.tsx'
import { LoadingState, StaleState } from '../ui/states.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { Credentials } from './Credentials.tsx'
import { AlertsAndPlans } from './IdentityHistory.tsx'
import { windowText } from './identity-map.ts'
import { WhatBreaks } from './WhatBreaks.tsx'

/** One identity: what is known of it and since when, what would break, and what happened to it. */
export function IdentityPage() {
  const { identityId } = useParams()
  const backend = useBackend()
  const id = identityId ?? ''
  const detail = useQuery({
    queryKey: ['identities', 'one', id],
    queryFn: ({ signal }) => backend.getIdentity(id, signal),
  })
  if (detail.data === undefined) {
    return detail.error === null ? (
      <LoadingState label={words.loadingTheIdentity} />
    ) : (
      <QueryFailed error={detail.error} onRetry={() => void detail.refetch()} />
    )
  }
  return (
    <>
      {detail.isRefetchError ? (
        <StaleState
          title={words.youSeeTheState(<Time at={detail.dataUpdatedAt} look="clock" />)}
          onRetry={() => void detail.refetch()}
        />
      ) : null}
      <OneIdentity key={id} detail={detail.data} />
    </>
  )
}

function OneIdentity({ detail }: { readonly detail: IdentityDetail }) {
  const { identity, containment, lookAlikes } = detail
  usePageTitle(identity.name)
  return (
    <>
      <ScreenBar
        title={
          <span className="flex min-w-0 items-center gap-2 text-body font-text">
            <Link to="/identities" className="text-text-2 hover:underline">
              {words.identities}
            </Link>
            <ChevronRight aria-hidden size={14} className="text-text-3" />
            <HostileText text={identity.name} mono maxLength={48} className="min-w-0 truncate font-title" />
          </span>
        }
        end={
          <span className="flex items-center gap-3">
            {containment === null ? null : <VerificationMark state={containment} />}
            <Tag>{KIND_WORDS[identity.kind]}</Tag>
            {identity.isSample ? <Tag>{words.sample}</Tag> : null}
          </span>
        }
      />
      {identity.claimed ? null : (
        <Banner tone="doubt" icon={<TriangleAlert aria-hidden size={16} />} title={words.nobodyHasClaimed}>
          {words.unclaimedDetail}
        </Banner>
      )}
      {lookAlikes.length === 0 ? null : (
        <Banner tone="doubt" icon={<TriangleAlert aria-hidden size={16} />} title={words.itLooksLikeAnother}>
          {words.compareWith(<span className="font-mono">{identity.id}</span>)}{' '}
          {lookAlikes.map((other, i) => (
            <span key={other.id}>
              {i === 0 ? '' : ', '}
              <Link
                to="/identities/$identityId"
                params={{ identityId: other.id }}
                className="text-accent hover:underline"
              >
                <HostileText text={other.name} mono />
              </Link>
            </span>
          ))}
          .
        </Banner>
      )}
      <div className="flex min-h-0 grow flex-col overflow-y-auto tablet:flex-row tablet:overflow-hidden">
        <aside
          aria-label={words.facts}
          className="shrink-0 px-4 py-4 tablet:w-100 tablet:overflow-y-auto tablet:border-e tablet:border-line"
        >
          <h2 className="pb-3 text-lead font-title [overflow-wrap:anywhere]">
            <HostileText text={identity.name} className="font-mono" />
          </h2>
          {identity.description === null ? null : (
            <p className="pb-3 text-text-2">
              <HostileText text={identity.description} />
            </p>
          )}
          <Section title={words.whatIsKnown} aside={words.sourceAndAge}>
            <Facts facts={identityFacts(identity)} />
          </Section>
          <Section title={words.otherNames} aside={words.foundByAnyOfThem}>
            <ul className="flex flex-col gap-0.5">
              {identity.names.map(({ kind, value }) => (
                <li key={`${kind}:${value}`} className="flex items-baseline justify-between gap-3">
                  <HostileText text={value} mono className="min-w-0 [overflow-wrap:anywhere] whitespace-normal!" />
                  <span className="shrink-0 text-micro text-text-3">{kind}</span>
                </li>
              ))}
            </ul>
          </Section>
          <Credentials identity={identity} />
          {identity.grants.length === 0 ? null : (
            <Section title={words.grants}>
              <ul>
                {identity.grants.map((grant) => (
                  <li key={grant}>
                    <HostileText text={grant} mono maxLength={60} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {identity.agent === null ? null : (
            <Section title={words.agent}>
              <p className="text-small text-text-3">{words.mayUse}</p>
              <p className="flex flex-wrap gap-x-3">
                {identity.agent.approvedTools.map((tool) => (
                  <HostileText key={tool} text={tool} mono />
                ))}
              </p>
              <p className="mt-2 text-small text-text-3">{words.hasWork}</p>
              {identity.agent.windows.length === 0 ? <p>{words.atAnyTime}</p> : null}
              {identity.agent.windows.map((window) => (
                <p key={windowText(window)}>{windowText(window)}</p>
              ))}
            </Section>
          )}
        </aside>
        <article className="min-w-0 grow px-4 py-4 tablet:overflow-y-auto tablet:px-6">
          <WhatBreaks detail={detail} />
          <AlertsAndPlans detail={detail} />
          <Lately about={identity.id} />
        </article>
      </div>
    </>
  )
}
