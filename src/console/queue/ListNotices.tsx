import * as words from '#words/queue.ts'
import type { Query } from '../../domain/query/query.ts'
import { WorkTroubles } from '../shared/triage/WorkTroubles.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { useQueueStatus } from './engine/queue-engine.ts'
import type { QueueLines } from './engine/use-queue-lines.ts'
import { UnknownPaths } from './UnknownPaths.tsx'

interface ListNoticesProps {
  readonly lines: QueueLines
  readonly query: Query
  readonly onQuery: (query: Query) => void
  readonly onRetry: () => void
}

/** What is to be known before the rows are read: what was not done, what could not be asked, and what does not follow any more. */
export function ListNotices({ lines, query, onQuery, onRetry }: ListNoticesProps) {
  const { shown, trouble, looked } = lines
  const phase = useQueueStatus((status) => status.phase)
  return (
    <>
      <WorkTroubles />
      {trouble === null ? null : (
        <Banner tone="bad" title={words.viewFailed} action={<Button onClick={lines.refresh}>{words.tryAgain}</Button>}>
          {trouble} {shown === null ? null : words.keep}
        </Banner>
      )}
      {shown !== null && phase === 'failed' ? (
        <Banner tone="bad" title={words.followFailed} action={<Button onClick={onRetry}>{words.tryAgain}</Button>}>
          {words.keep}
        </Banner>
      ) : null}
      <UnknownPaths paths={shown?.unknown ?? []} query={query} onQuery={onQuery} />
      {looked === null ? null : <LoadingLine label={words.raw(looked)} />}
    </>
  )
}
