import * as words from '#words/workbench.tsx'
import type { LabStatus } from '../../../engine/worker/client.ts'
import { QueryFailed } from '../../shared/QueryFailed.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { LoadingLine } from '../../ui/LoadingLine.tsx'
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
      {isLoading ? (
        <LoadingLine label={words.loadingRecords} share={(records.length % GO_RECORDS) / GO_RECORDS} />
      ) : null}
      <p
        role="status"
        className="flex min-h-9 flex-wrap items-center gap-x-2 px-4 py-1 text-small text-text-2 tabular-nums"
      >
        {trial.kind === 'done' && result === null ? (
          <span className="text-doubt">{words.theTextCannot(trial.last === null)} </span>
        ) : null}
        {result === null ? null : <span className="font-title text-text">{words.matches(result.firedCount)} </span>}
        <span>
          {result === null ? '' : words.countOf}
          {words.records(records.length)}
          {oldest === undefined ? null : <> {words.receivedSince(<Time at={oldest.receivedAt} look="clock" />)}</>}
        </span>
        {result === null ? null : <span className="text-text-3">{words.readsCount(result.readCount)}</span>}
        {result !== null && result.unseenCount > 0 ? (
          <span className="text-doubt">{words.notLooked(result.unseenCount)}</span>
        ) : null}
        {hasMore && !isLoading ? (
          <Button look="ghost" onClick={onLoadMore}>
            {words.loadOlder}
          </Button>
        ) : null}
      </p>
      {error === null ? null : <QueryFailed error={error} onRetry={onLoadMore} />}
      {trial.kind === 'stopped' ? (
        <Banner tone="bad" isUrgent title={trial.because === 'hang' ? words.thisTextWasStopped : words.thisTextEnded}>
          {trial.because === 'hang' ? words.itAnsweredNothing : words.itWasReplaced}
        </Banner>
      ) : null}
      {trial.kind === 'failed' ? (
        <Banner tone="bad" title={words.itCouldNotBeTried}>
          {trial.message}
        </Banner>
      ) : null}
      {status.kind === 'gone' ? (
        <Banner
          tone="bad"
          isUrgent
          title={words.nothingIsTried}
          action={<Button onClick={onRestart}>{words.tryAgain}</Button>}
        >
          {words.threeWorkers}
        </Banner>
      ) : null}
    </div>
  )
}
