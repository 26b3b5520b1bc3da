import type { LabStatus } from '../../../engine/worker/client.ts'
import { QueryFailed } from '../../shared/QueryFailed.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { LoadingLine } from '../../ui/LoadingLine.tsx'
import { countText, plural } from '../../ui/number-text.ts'
import { Time } from '../../ui/Time.tsx'
import { GO_RECORDS, type LoadedHistory } from './history-loader.ts'
import type { Trial } from './use-try.ts'

interface TrialLineProps {
  readonly trial: Trial
  readonly history: LoadedHistory
  readonly status: LabStatus
  readonly onRestart: () => void
  readonly onLoadMore: () => void
}

/** What the text does, in one sentence with its basis: on how many of how many records, since when, and what was not looked at. */
export function TrialLine({ trial, history, status, onRestart, onLoadMore }: TrialLineProps) {
  const { records, isLoading, hasMore, error } = history
  const oldest = records.at(-1)
  const result = trial.kind === 'done' ? trial.result : null
  return (
    <div className="shrink-0 border-b border-line">
      {isLoading ? <LoadingLine label="Loading records" share={(records.length % GO_RECORDS) / GO_RECORDS} /> : null}
      <p
        role="status"
        className="flex min-h-9 flex-wrap items-center gap-x-2 px-4 py-1 text-small text-text-2 tabular-nums"
      >
        {trial.kind === 'done' && result === null ? (
          <span className="text-doubt">
            The text cannot be read{trial.last === null ? '.' : ': this is what it did before.'}{' '}
          </span>
        ) : null}
        {result === null ? null : <span className="font-title text-text">Matches {countText(result.firedCount)} </span>}
        <span>
          {result === null ? '' : 'of '}
          {plural(records.length, 'record')}
          {oldest === undefined ? null : (
            <>
              {' '}
              received since <Time at={oldest.receivedAt} look="clock" />
            </>
          )}
        </span>
        {result === null ? null : <span className="text-text-3">reads {countText(result.readCount)}</span>}
        {result !== null && result.unseenCount > 0 ? (
          <span className="text-doubt">{countText(result.unseenCount)} not looked at: time ran out</span>
        ) : null}
        {hasMore && !isLoading ? (
          <Button look="ghost" onClick={onLoadMore}>
            Load older
          </Button>
        ) : null}
      </p>
      {error === null ? null : <QueryFailed error={error} onRetry={onLoadMore} />}
      {trial.kind === 'stopped' ? (
        <Banner
          tone="bad"
          isUrgent
          title={trial.because === 'hang' ? 'This text was stopped.' : 'This text ended the worker.'}
        >
          {trial.because === 'hang'
            ? 'It answered nothing for 3 s. The worker was replaced and goes on with what you write next.'
            : 'It was replaced and goes on with what you write next.'}
        </Banner>
      ) : null}
      {trial.kind === 'failed' ? (
        <Banner tone="bad" title="It could not be tried.">
          {trial.message}
        </Banner>
      ) : null}
      {status.kind === 'gone' ? (
        <Banner
          tone="bad"
          isUrgent
          title="Nothing is tried any more."
          action={<Button onClick={onRestart}>Try again</Button>}
        >
          Three workers in a row ended without an answer. Writing and proposing work on.
        </Banner>
      ) : null}
    </div>
  )
}
