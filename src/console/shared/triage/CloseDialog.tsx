import { useState } from 'react'
import { DISPOSITION_WORDS } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { ChoiceGroup } from './ChoiceGroup.tsx'
import { ReasonField, useReason } from './ReasonField.tsx'
import { WorkDialog } from './WorkDialog.tsx'

/** Nobody closes an alert without saying what it was: undetermined is what it is until then. */
const MEANINGS = words.meanings
type Verdict = keyof typeof MEANINGS

interface CloseDialogProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
  readonly onChanged: (row: AlertRow) => void
}

/** Closing says what the alert turned out to be, and why: the answer is what measures the trigger from now on. */
export function CloseDialog({ rows, onClose, onChanged }: CloseDialogProps) {
  const [disposition, setDisposition] = useState<Verdict | null>(null)
  const reason = useReason()
  const change = () => {
    const given = reason.ask()
    return disposition === null || given === null ? null : { status: 'closed' as const, disposition, reason: given }
  }
  return (
    <WorkDialog words={words.closeDialog} rows={rows} change={change} onClose={onClose} onChanged={onChanged}>
      <ChoiceGroup
        legend={words.whatWasIt}
        name="disposition"
        value={disposition}
        onChange={setDisposition}
        error={reason.isAsked && disposition === null ? words.chooseOne : null}
        choices={(Object.keys(MEANINGS) as Verdict[]).map((value) => ({
          value,
          label: DISPOSITION_WORDS[value],
          detail: MEANINGS[value],
        }))}
      />
      <ReasonField reason={reason} hint={words.goesIntoTheRecord} />
    </WorkDialog>
  )
}
