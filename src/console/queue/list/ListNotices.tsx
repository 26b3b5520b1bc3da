import type { useAlertDesk } from '../../shared/triage/use-alert-desk.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { LoadingLine } from '../../ui/LoadingLine.tsx'
import { later } from '../../ui/later.ts'
import { useQueueStatus } from '../engine/queue-engine.ts'
import type { QueueLines } from '../engine/use-queue-lines.ts'
import { words } from '../words.ts'

const NewAlerts = later(() => import('../NewAlerts.tsx').then((module) => module.NewAlerts))
const WorkFailed = later(() => import('../../shared/triage/WorkFailed.tsx').then((module) => module.WorkFailed))

interface ListNoticesProps {
  readonly lines: QueueLines
  readonly desk: Pick<ReturnType<typeof useAlertDesk>, 'trouble' | 'forgetTrouble'>
  readonly isPaused: boolean
  readonly onShowNew: () => void
  readonly onRetry: () => void
}

/** What stands above the rows and is not one of them: what arrived, what was not done, what could not be read. */
export function ListNotices({ lines, desk, isPaused, onShowNew, onRetry }: ListNoticesProps) {
  const phase = useQueueStatus((status) => status.phase)
  const { arrived, arrivedCritical } = useQueueStatus((status) => status.drift)
  const { shown } = lines
  return (
    <>
      {arrived > 0 && !isPaused && shown !== null ? (
        <div className="flex min-h-9 shrink-0 items-center justify-end border-b border-line px-4">
          <NewAlerts count={arrived} critical={arrivedCritical} onShow={onShowNew} />
        </div>
      ) : null}
      {desk.trouble === null ? null : (
        <WorkFailed
          error={desk.trouble.error}
          notDone={desk.trouble.notDone}
          action={<Button onClick={desk.forgetTrouble}>Dismiss</Button>}
        />
      )}
      {lines.trouble === null ? null : (
        <Banner tone="bad" title={words.viewFailed} action={<Button onClick={lines.refresh}>{words.tryAgain}</Button>}>
          {lines.trouble} {shown === null ? null : words.keep}
        </Banner>
      )}
      {shown !== null && phase === 'failed' ? (
        <Banner tone="bad" title={words.followFailed} action={<Button onClick={onRetry}>{words.tryAgain}</Button>}>
          {words.keep}
        </Banner>
      ) : null}
      {lines.looked === null ? null : <LoadingLine label={words.raw(lines.looked)} />}
    </>
  )
}
