import { useQuery } from '@tanstack/react-query'
import * as words from '#words/cases.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { CaseSummary } from '../../domain/views/case-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { casesQuery } from '../shared/cases/queries.ts'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useUrlWords } from '../shared/url-state.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { FootLine, NotApplicable, ScreenBar } from '../ui/layout.tsx'
import { EmptyState, LoadingState, StaleState } from '../ui/states.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Time } from '../ui/Time.tsx'

/** Alerts that are worked as one: what is open, whose it is, how bad it still is. */
export function CasesPage() {
  const backend = useBackend()
  const [url, changeUrl] = useUrlWords()
  const tab = url['list'] === 'closed' ? 'closed' : 'open'
  const cases = useQuery(casesQuery(backend, tab))
  return (
    <>
      <ScreenBar title={words.title}>
        <Tabs
          label={words.tabs}
          value={tab}
          onChange={(list) => changeUrl({ list: list === 'closed' ? 'closed' : null })}
          tabs={[
            { value: 'open', label: words.open },
            { value: 'closed', label: words.closed },
          ]}
        />
      </ScreenBar>
      {cases.isRefetchError ? (
        <StaleState title={words.stale} onRetry={() => void cases.refetch()}>
          {words.staleDetail}
        </StaleState>
      ) : null}
      {cases.data === undefined ? (
        cases.isError ? (
          <QueryFailed error={cases.error} onRetry={() => void cases.refetch()} />
        ) : (
          <LoadingState label={words.loading} />
        )
      ) : cases.data.length === 0 ? (
        <EmptyState title={words.emptyTitle} tone={tab === 'open' ? 'healthy' : 'none'}>
          {tab === 'open' ? words.empty : words.noneClosed}
        </EmptyState>
      ) : (
        <ul aria-label={words.title} className="min-h-0 grow overflow-y-auto">
          {cases.data.map((one) => (
            <CaseLine key={one.id} summary={one} />
          ))}
        </ul>
      )}
      {cases.data === undefined || tab === 'closed' ? null : <FootLine start={words.foot(cases.data.length)} />}
    </>
  )
}

function CaseLine({ summary }: { readonly summary: CaseSummary }) {
  return (
    <li className="grid items-center gap-x-6 gap-y-1 border-b border-line px-4 py-2.5 tablet:grid-cols-[64px_minmax(0,1fr)_150px_150px_110px_80px]">
      <span className="font-mono text-small text-text-3">{caseName(summary.number)}</span>
      <Link
        to="/cases/$caseId"
        params={{ caseId: summary.id }}
        className="inline-flex min-h-6 min-w-0 items-center rounded-s font-strong hover:underline"
      >
        <HostileText text={summary.name} className="truncate" />
      </Link>
      <span className="truncate text-text-2">
        {summary.owner === null ? (
          <span className="text-text-3">{words.nobody}</span>
        ) : (
          <HostileText text={summary.owner.name} />
        )}
      </span>
      <span className="text-small tabular-nums">{words.ofOpen(summary.openAlerts, summary.alerts)}</span>
      <span title={words.tierOf}>
        {summary.highestTier === null ? <NotApplicable /> : <TierMark tier={summary.highestTier} words="short" />}
      </span>
      <span className="text-small text-text-3 tablet:text-end" title={words.updated}>
        <Time at={summary.updatedAt} look="age" />
      </span>
    </li>
  )
}
