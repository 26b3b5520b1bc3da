import type { ReactNode } from 'react'
import * as words from '#words/cases.ts'
import { FormDialog } from '../shared/FormDialog.tsx'
import { ReasonField, useReason } from '../shared/triage/ReasonField.tsx'
import { type CaseStep, useCaseStep } from './use-case-step.ts'

interface ReasonedStepProps {
  readonly title: string
  readonly description?: ReactNode
  /** On the button that sends. */
  readonly send: string
  /** What did not happen where it is refused: “Not added”. */
  readonly failed: string
  /** With the reason that was given. */
  readonly step: CaseStep<string>
  /** False while a field besides the reason has to be mended; it says so itself. */
  readonly isReady?: boolean
  /** Fields besides the reason, told whether somebody has tried to send. */
  readonly children?: (isAsked: boolean) => ReactNode
  readonly onClose: () => void
}

/** A change of a case that takes a reason: asked, sent, refused or done in one way, whatever the change is. */
export function ReasonedStep(props: ReasonedStepProps) {
  const { title, description, send, failed, step, isReady = true, children, onClose } = props
  const reason = useReason()
  const change = useCaseStep(step, { onDone: onClose })
  const confirm = () => {
    const given = reason.ask()
    if (given !== null && isReady) change.mutate(given)
  }
  return (
    <FormDialog
      title={title}
      description={description}
      send={send}
      leave={words.leave}
      isBusy={change.isPending}
      error={change.error}
      failed={failed}
      onClose={onClose}
      onSend={confirm}
    >
      {children?.(reason.isAsked)}
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}
