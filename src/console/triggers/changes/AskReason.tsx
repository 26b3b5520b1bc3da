import { useState } from 'react'
import { failureWords } from '../../shared/backend-error.ts'
import { onCtrlEnter } from '../../shared/triage/on-ctrl-enter.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextArea } from '../../ui/TextField.tsx'

interface AskReasonProps {
  readonly title: string
  readonly description: string
  readonly confirm: string
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onConfirm: (reason: string) => void
}

/** A step that needs a reason and nothing else. */
export function AskReason({ title, description, confirm, isBusy, error, onClose, onConfirm }: AskReasonProps) {
  const [reason, setReason] = useState('')
  const isShort = reason.trim().length < 3
  const send = () => {
    if (!isShort && !isBusy) onConfirm(reason.trim())
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button
            look="ink"
            keys={['Ctrl', '↵']}
            isBusy={isBusy}
            disabledBecause={isShort ? 'Say why, in a few words.' : null}
            onClick={send}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error === null ? null : (
          <Banner tone="bad" isUrgent title={`Not done. ${failureWords(error).title}.`}>
            <HostileText text={failureWords(error).detail} />
          </Banner>
        )}
        <TextArea label="Why" value={reason} onChange={setReason} maxLength={2000} onKeyDown={onCtrlEnter(send)} />
      </div>
    </Dialog>
  )
}
