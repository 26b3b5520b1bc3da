import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { ReasonField, useReason } from './ReasonField.tsx'
import { WorkDialog } from './WorkDialog.tsx'

const WORDS = { verb: 'Pause the clock of', done: 'paused', leave: 'Let it run' }

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
    <WorkDialog words={WORDS} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <ReasonField
        reason={reason}
        hint="Everybody sees who paused it and why. It goes on with the time that is left, or at once if the alert becomes worse."
      />
    </WorkDialog>
  )
}
