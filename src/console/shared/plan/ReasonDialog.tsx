import { useState } from 'react'
import * as words from '#words/shared/plan.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { failureWords } from '../backend-error.ts'
import { CONFIRM_CAPS } from '../keys/confirm-caps.ts'
import { Sentences } from '../triage/PlanPreview.tsx'

interface ReasonDialogProps {
  readonly title: string
  readonly description: string
  /** What will not come back, said before it is asked for. */
  readonly lost?: readonly string[]
  readonly confirm: string
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onConfirm: (reason: string) => void
}

/** A step that needs a reason and nothing else. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, lost = [], confirm, isBusy, error, onClose, onConfirm } = props
  const [reason, setReason] = useState('')
  const isShort = reason.trim().length < 3
  const send = () => {
    if (!isShort && !isBusy) onConfirm(reason.trim())
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={send}
      title={title}
      description={description}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button
            look="ink"
            keys={CONFIRM_CAPS}
            isBusy={isBusy}
            disabledBecause={isShort ? words.sayWhy : null}
            onClick={send}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error === null ? null : (
          <Banner tone="bad" isUrgent title={words.notDone(failureWords(error).title)}>
            <HostileText text={failureWords(error).detail} />
          </Banner>
        )}
        {lost.length === 0 ? null : <Sentences title={words.whatItDoesNotBring} sentences={lost} none="" />}
        <TextArea label={words.why} value={reason} onChange={setReason} maxLength={2000} />
      </div>
    </Dialog>
  )
}
