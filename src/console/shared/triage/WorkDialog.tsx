import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { alertName, namesOf } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import { BackendError } from '../../../backend/port.ts'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import { Button } from '../../ui/Button.tsx'
import { nowMs } from '../../ui/clock.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { useBackend } from '../backend.tsx'
import { CONFIRM_CAPS } from '../keys/confirm-caps.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { offerToTakeBack } from './desk-work.ts'
import { useKeptIntents } from './kept-intents.ts'
import { useMany } from './many.ts'
import { AlertMovedOn, useChangeAlert } from './use-change-alert.ts'
import { WorkFailed } from './WorkFailed.tsx'

/** How a piece of work is called: "Close", "closed", and what the way out leaves. */
export interface WorkWords {
  readonly verb: string
  readonly done: string
  readonly leave: string
}

export interface WorkDialogProps {
  readonly words: WorkWords
  /** As they were when the person pressed the key; at least one, or none where a query chose many. */
  readonly rows: readonly AlertRow[]
  /** What is asked for each alert; null while something is missing, which the fields then say. */
  readonly change: () => AlertChange | null
  readonly onClose: () => void
  /** Called for each alert as it is changed. */
  readonly onChanged: (row: AlertRow) => void
  /** The fields. */
  readonly children: ReactNode
}

/**
 * A dialog that changes alerts as the person saw them. If somebody was faster it says what happened, keeps what was typed, and asks
 * again. For several alerts it shows first what will change and what not.
 */
export function WorkDialog({ words: length, rows, change, onClose, onChanged, children }: WorkDialogProps) {
  const many = useMany()
  const count = many?.members.length ?? rows.length
  const [row, setRow] = useState(rows[0])
  const [bulk, setBulk] = useState<AlertChange | null>(null)
  const backend = useBackend()
  const queries = useQueryClient()
  const work = useChangeAlert()
  const hasMoved = work.error instanceof AlertMovedOn
  const isKept = work.error instanceof BackendError && work.error.kind === 'offline'
  const name = row === undefined ? words.it : alertName(row.number)

  const send = async () => {
    const wanted = change()
    if (wanted === null || work.isPending) return
    if (many !== null || rows.length > 1) return setBulk(wanted)
    if (row === undefined) return
    try {
      const changed = await work.mutateAsync({ row, change: wanted })
      onChanged(changed)
      offerToTakeBack({ backend, queries, onChanged, onSeen: onChanged }, changed, words.nameIs(name, length.done))
      useKeptIntents.getState().drop(row.id)
      onClose()
    } catch (error) {
      // The dialog shows why, with the alert as it is now.
      if (error instanceof AlertMovedOn) setRow(error.row)
      else if (error instanceof BackendError && error.kind === 'offline') {
        useKeptIntents.getState().keep({ words: length, row, change: wanted, at: nowMs() })
      }
    }
  }
  const isSeveral = many !== null || rows.length > 1
  const title = isSeveral ? `${length.verb} ${words.alerts(count)}` : `${length.verb} ${name}`
  if (bulk !== null) {
    return (
      <BulkDialog
        title={title}
        members={many?.members ?? rows}
        named={namesOf(many?.first ?? rows, count)}
        query={many?.query ?? null}
        change={bulk}
        onClose={onClose}
        onChanged={onChanged}
        onBack={() => setBulk(null)}
      />
    )
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={() => void send()}
      title={title}
      description={<HostileText text={isSeveral ? namesOf(many?.first ?? rows, count) : (row?.title ?? '')} />}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {length.leave}
          </Button>
          <Button look="ink" keys={CONFIRM_CAPS} isBusy={work.isPending} onClick={() => void send()}>
            {hasMoved
              ? words.itAllTheSame(length.verb)
              : isSeveral
                ? `${length.verb} ${words.alerts(count)}…`
                : words.alert(length.verb)}
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
        {work.error === null ? null : (
          <WorkFailed error={work.error} notDone={words.isNotItIsKept(name, length.done, isKept)} />
        )}
        {children}
      </form>
    </Dialog>
  )
}
