import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { ReasonField, useReason } from './ReasonField.tsx'
import { WorkDialog } from './WorkDialog.tsx'

interface ClockDialogProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
}

/** Stops the time until somebody should have acknowledged it: a pause is seen by everybody, with who and why. */
export function ClockDialog({ rows, onClose, onChanged }: ClockDialogProps) {
  const reason = useReason()
  const change = () => {
    const given = reason.ask()
    return given === null ? null : { sla: 'pause' as const, reason: given }
  }
  return (
    <WorkDialog words={words.clockDialog} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <ReasonField reason={reason} hint={words.everybodySees} />
    </WorkDialog>
  )
}
