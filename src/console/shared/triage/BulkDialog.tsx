import { useQuery } from '@tanstack/react-query'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkRequest, BulkView } from '../../../domain/views/bulk-views.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { countText } from '../../ui/number-text.ts'
import { useBackend } from '../backend.tsx'
import { QueryFailed } from '../QueryFailed.tsx'
import { BulkProgress, Obstacles } from './BulkProgress.tsx'
import { useBulk } from './use-bulk.ts'
import { namesOf } from './words.ts'

interface BulkDialogProps {
  readonly title: string
  /** As they were when the person chose them: they and no others, at these versions. */
  readonly rows: readonly AlertRow[]
  readonly change: AlertChange
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
  /** Back to the fields. */
  readonly onBack: () => void
}

/** What will change and why not the others, before anything is done; then how far it is, and what became of each. */
export function BulkDialog({ title, rows, change, onClose, onChanged, onBack }: BulkDialogProps) {
  const backend = useBackend()
  const request: BulkRequest = {
    members: rows.map(({ id, version }) => ({ id, version })),
    query: null,
    change,
  }
  const preview = useQuery({
    queryKey: ['alerts', 'bulk-preview', request],
    queryFn: ({ signal }) => backend.previewBulk(request, signal),
    gcTime: 0,
    staleTime: 0,
  })
  const work = useBulk(null, onChanged)
  if (work.bulk !== null) return <RunningBulk title={title} work={work} bulk={work.bulk} onClose={onClose} />
  const will = preview.data?.willChange
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={<HostileText text={namesOf(rows)} />}
      footer={
        <>
          <Button look="ghost" onClick={onBack}>
            Back
          </Button>
          <Button
            look="ink"
            isBusy={work.isBusy}
            disabledBecause={
              will === undefined
                ? 'What will change is not known yet.'
                : will === 0
                  ? 'None of them will change.'
                  : null
            }
            onClick={() => void work.begin(() => backend.startBulk(request))}
          >
            {will === undefined ? 'Change them' : `Change ${countText(will)}`}
          </Button>
        </>
      }
    >
      {work.error === null ? null : <QueryFailed error={work.error} onRetry={() => void preview.refetch()} />}
      {preview.data === undefined ? (
        preview.error === null ? (
          <p className="text-text-3">Looking what will change…</p>
        ) : (
          <QueryFailed error={preview.error} onRetry={() => void preview.refetch()} />
        )
      ) : (
        <div className="flex flex-col gap-3">
          <p className="text-lead">
            {countText(preview.data.willChange)} of {countText(preview.data.total)} will change.
          </p>
          <Obstacles others={preview.data.others} />
          {change.reason === undefined ? null : (
            <p className="text-text-2">
              One reason for all of them: “<HostileText text={change.reason} maxLength={300} />”
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}

interface RunningBulkProps {
  readonly title: string
  readonly bulk: BulkView
  readonly work: ReturnType<typeof useBulk>
  readonly onClose: () => void
}

/** An action under way or over: stopped, gone on with, taken back. Closing the dialog leaves it where it stands. */
export function RunningBulk({ title, bulk, work, onClose }: RunningBulkProps) {
  const isOver = bulk.state !== 'running'
  const mayUndo = isOver && bulk.counts.changed > 0 && bulk.undoes === null && bulk.undoneBy === null
  return (
    <Dialog
      isOpen
      onClose={() => {
        work.stop()
        onClose()
      }}
      title={title}
      footer={
        isOver ? (
          <>
            {mayUndo ? (
              <Button look="ghost" isBusy={work.isBusy} onClick={() => void work.undo(bulk.id)}>
                Take it back
              </Button>
            ) : null}
            <Button look="ink" onClick={onClose}>
              Done
            </Button>
          </>
        ) : work.isBusy ? (
          <Button onClick={work.stop}>Stop after this step</Button>
        ) : (
          <>
            <Button look="ghost" onClick={() => void work.leaveRest(bulk.id)}>
              Leave the rest
            </Button>
            <Button look="ink" onClick={() => void work.goOn(bulk.id)}>
              Go on
            </Button>
          </>
        )
      }
    >
      <BulkProgress bulk={bulk} isBusy={work.isBusy} error={work.error} />
    </Dialog>
  )
}
