import { useState } from 'react'
import { DISPOSITIONS, type Disposition } from '../../../domain/alert/alert.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { ChoiceGroup } from './ChoiceGroup.tsx'
import { onCtrlEnter } from './on-ctrl-enter.ts'
import { AlertMovedOn, useChangeAlert } from './use-change-alert.ts'
import { WorkFailed } from './WorkFailed.tsx'
import { alertName, DISPOSITION_WORDS } from './words.ts'

const MEANINGS: Readonly<Record<Disposition, string>> = {
  'true-positive': 'It happened and it was an attack',
  'benign-positive': 'It happened and it was allowed',
  'false-positive': 'It did not happen, or the rule is wrong',
  undetermined: 'Nobody could find out',
}

interface CloseDialogProps {
  /** As they were when the person pressed the key; at least one. */
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  /** Called for each alert as it is closed. */
  readonly onClosed: (row: AlertRow) => void
}

/** Closing says what the alert turned out to be, and why: the answer is what measures the trigger from now on. */
export function CloseDialog({ rows, onClose, onClosed }: CloseDialogProps) {
  const [disposition, setDisposition] = useState<Disposition | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [left, setLeft] = useState(rows)
  const work = useChangeAlert()
  const [row] = left
  const hasMoved = work.error instanceof AlertMovedOn
  const isReasonShort = reason.trim().length < 3

  const close = async () => {
    setIsTried(true)
    if (disposition === null || isReasonShort || work.isPending) return
    const change = { status: 'closed' as const, disposition, reason: reason.trim() }
    const open = [...left]
    for (let next = open[0]; next !== undefined; next = open[0]) {
      try {
        onClosed(await work.mutateAsync({ row: next, change }))
        open.shift()
        setLeft([...open])
      } catch (error) {
        // The dialog shows why, with the alert as it is now; the others wait behind it.
        if (error instanceof AlertMovedOn) setLeft([error.row, ...open.slice(1)])
        return
      }
    }
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        left.length > 1 ? `Close ${left.length} alerts` : `Close ${row === undefined ? '' : alertName(row.number)}`
      }
      description={
        row === undefined ? undefined : (
          <HostileText text={left.length > 1 ? left.map(({ number }) => alertName(number)).join(', ') : row.title} />
        )
      }
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Leave it open
          </Button>
          <Button look="ink" keys={['Ctrl', '↵']} isBusy={work.isPending} onClick={() => void close()}>
            {hasMoved ? 'Close it all the same' : left.length > 1 ? `Close ${left.length} alerts` : 'Close alert'}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void close()
        }}
      >
        {work.error === null ? null : (
          <WorkFailed
            error={work.error}
            notDone={`${row === undefined ? 'It' : alertName(row.number)} is not closed.`}
          />
        )}
        <ChoiceGroup
          legend="What was it?"
          name="disposition"
          value={disposition}
          onChange={setDisposition}
          error={isTried && disposition === null ? 'Choose one: it is what the trigger is measured by.' : null}
          choices={DISPOSITIONS.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).map((value) => ({
            value,
            label: DISPOSITION_WORDS[value],
            detail: MEANINGS[value],
          }))}
        />
        <TextArea
          label="Why"
          value={reason}
          onChange={setReason}
          onKeyDown={onCtrlEnter(() => void close())}
          maxLength={2000}
          hint="Goes into the record under your name. Whoever sees the next one like it reads this."
          error={isTried && isReasonShort ? 'Say in a few words how you know.' : null}
        />
      </form>
    </Dialog>
  )
}

const ORDER: readonly Disposition[] = ['true-positive', 'benign-positive', 'false-positive', 'undetermined']
