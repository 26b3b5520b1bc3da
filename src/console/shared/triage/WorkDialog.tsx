import { type ReactNode, useState } from 'react'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { AlertMovedOn, useChangeAlert } from './use-change-alert.ts'
import { WorkFailed } from './WorkFailed.tsx'
import { alertName } from './words.ts'

/** How a piece of work is called: "Close", "closed", and what the way out leaves. */
export interface WorkWords {
  readonly verb: string
  readonly done: string
  readonly leave: string
}

export interface WorkDialogProps {
  readonly words: WorkWords
  /** As they were when the person pressed the key; at least one. */
  readonly rows: readonly AlertRow[]
  /** What is asked for each alert; null while something is missing, which the fields then say. */
  readonly change: () => AlertChange | null
  readonly onClose: () => void
  /** Called for each alert as it is changed. */
  readonly onChanged: (row: AlertRow) => void
  /** The fields; `send` is for Ctrl+Enter inside them. */
  readonly children: (send: () => void) => ReactNode
}

/** A dialog that changes alerts as the person saw them. If somebody was faster it says what happened, keeps what was typed, and asks again. */
export function WorkDialog({ words, rows, change, onClose, onChanged, children }: WorkDialogProps) {
  const [left, setLeft] = useState(rows)
  const work = useChangeAlert()
  const [row] = left
  const hasMoved = work.error instanceof AlertMovedOn
  const name = row === undefined ? 'It' : alertName(row.number)

  const send = async () => {
    const wanted = change()
    if (wanted === null || work.isPending) return
    const open = [...left]
    for (let next = open[0]; next !== undefined; next = open[0]) {
      try {
        onChanged(await work.mutateAsync({ row: next, change: wanted }))
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
  const title = left.length > 1 ? `${words.verb} ${left.length} alerts` : `${words.verb} ${name}`

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={
        row === undefined ? undefined : (
          <HostileText text={left.length > 1 ? left.map(({ number }) => alertName(number)).join(', ') : row.title} />
        )
      }
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.leave}
          </Button>
          <Button look="ink" keys={['Ctrl', '↵']} isBusy={work.isPending} onClick={() => void send()}>
            {hasMoved
              ? `${words.verb} it all the same`
              : left.length > 1
                ? `${words.verb} ${left.length} alerts`
                : `${words.verb} alert`}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {work.error === null ? null : <WorkFailed error={work.error} notDone={`${name} is not ${words.done}.`} />}
        {children(() => void send())}
      </form>
    </Dialog>
  )
}
