import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import * as words from '#words/shared/work.tsx'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import type { BulkMember } from '../../../domain/work/bulk.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { useBackend } from '../backend.tsx'
import { CONFIRM_CAPS } from '../keys/confirm-caps.ts'
import { QueryFailed } from '../QueryFailed.tsx'
import { BulkProgress, Obstacles } from './BulkProgress.tsx'
import { previewParts, startParts } from './bulk-parts.ts'
import { useBulk } from './use-bulk.ts'

interface BulkDialogProps {
  readonly title: string
  /** As they were when the person chose them: they and no others, at these versions. */
  readonly members: readonly BulkMember[]
  /** A few of them by name. */
  readonly named: string
  /** What chose them, for the record; null where a person did, one by one. */
  readonly query: string | null
  readonly change: AlertChange
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
  /** Back to the fields. */
  readonly onBack: () => void
}

/** What will change and why not the others, before anything is done; then how far it is, and what became of each. */
export function BulkDialog({ title, members, named, query, change, onClose, onChanged, onBack }: BulkDialogProps) {
  const backend = useBackend()
  const request = { members: members.map(({ id, version }) => ({ id, version })), query, change }
  const id = useId()
  const work = useBulk(null, onChanged)
  const preview = useQuery({
    // Of this dialog: hundreds of thousands of members are no key.
    queryKey: ['alerts', 'bulk-preview', id, change],
    queryFn: ({ signal }) => previewParts(backend, request, signal),
    // Once it runs, each of its own steps would ask again.
    enabled: work.bulk === null && !work.isBusy,
    gcTime: 0,
    staleTime: 0,
  })
  if (work.bulk !== null) return <RunningBulk title={title} work={work} bulk={work.bulk} onClose={onClose} />
  const will = preview.data?.willChange
  const begin = () => void work.begin(() => startParts(backend, request))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={will === undefined || will === 0 || work.isBusy ? undefined : begin}
      title={title}
      description={<HostileText text={named} />}
      footer={
        <>
          <Button look="ghost" onClick={onBack}>
            {words.back}
          </Button>
          <Button
            look="ink"
            isBusy={work.isBusy}
            disabledBecause={will === undefined ? words.whatWillChange : will === 0 ? words.noneOfThem : null}
            keys={CONFIRM_CAPS}
            onClick={begin}
          >
            {will === undefined ? words.changeThem : words.change(will)}
          </Button>
        </>
      }
    >
      {work.error === null ? null : <QueryFailed error={work.error} onRetry={() => void preview.refetch()} />}
      {preview.data === undefined ? (
        preview.error === null ? (
          <p className="text-text-3">{words.lookingWhat}</p>
        ) : (
          <QueryFailed error={preview.error} onRetry={() => void preview.refetch()} />
        )
      ) : (
        <div className="flex flex-col gap-3">
          <p className="text-lead">{words.howManyChange(preview.data.willChange, preview.data.total)}</p>
          <Obstacles others={preview.data.others} />
          {change.reason === undefined ? null : (
            <p className="text-text-2">{words.oneReasonForAll(<HostileText text={change.reason} maxLength={300} />)}</p>
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
  const leave = () => {
    if (!isOver) work.stop()
    // What was asked to be taken back a moment ago goes on without the dialog.
    else if (mayUndo && !work.isBusy) work.offerBack(bulk)
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={leave}
      onConfirm={work.isBusy ? undefined : isOver ? leave : () => void work.goOn(bulk.id)}
      title={title}
      footer={
        isOver ? (
          <>
            {mayUndo ? (
              <Button look="ghost" isBusy={work.isBusy} onClick={() => void work.undo(bulk.id)}>
                {words.takeItBack}
              </Button>
            ) : null}
            <Button look="ink" keys={CONFIRM_CAPS} onClick={leave}>
              {words.done}
            </Button>
          </>
        ) : work.isBusy ? (
          <Button onClick={work.stop}>{words.stopAfterThisStep}</Button>
        ) : (
          <>
            <Button look="ghost" onClick={() => void work.leaveRest(bulk.id)}>
              {words.leaveTheRest}
            </Button>
            <Button look="ink" keys={CONFIRM_CAPS} onClick={() => void work.goOn(bulk.id)}>
              {words.goOn}
            </Button>
          </>
        )
      }
    >
      <BulkProgress bulk={bulk} isBusy={work.isBusy} error={work.error} />
    </Dialog>
  )
}
