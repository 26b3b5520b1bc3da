import { type ReactNode, useId } from 'react'
import * as words from '#words/shared/parts.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, type DialogProps } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { failureWords } from './backend-error.ts'
import { CONFIRM_CAPS } from './keys/confirm-caps.ts'

interface FormDialogProps extends Pick<DialogProps, 'title' | 'description' | 'width'> {
  /** On the button that sends. */
  readonly send: string
  readonly leave?: string
  /** Another way to send, between leaving and sending. */
  readonly also?: ReactNode
  readonly isBusy: boolean
  readonly error: Error | null
  /** What did not happen where there is an error: “Not added”. */
  readonly failed: string
  readonly onClose: () => void
  /** The form was sent: by its button, by Enter, or by Ctrl+Enter from anywhere in it. Whether it is complete is for the caller to say at its fields. */
  readonly onSend: () => void
  readonly children: ReactNode
}

/** A dialog whose fields are sent together. What a backend refused stands above them, and they keep what was written. */
export function FormDialog(props: FormDialogProps) {
  const { send, leave = words.notNow, also, isBusy, error, failed, onClose, onSend, children, ...head } = props
  const formId = useId()
  const confirm = () => {
    if (!isBusy) onSend()
  }
  return (
    <Dialog
      {...head}
      isOpen
      onClose={onClose}
      onConfirm={confirm}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {leave}
          </Button>
          {also}
          <Button look="ink" type="submit" form={formId} keys={CONFIRM_CAPS} isBusy={isBusy}>
            {send}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          confirm()
        }}
      >
        {error === null ? null : (
          <Banner tone="bad" isUrgent title={`${failed}. ${failureWords(error).title}.`}>
            <HostileText text={failureWords(error).detail} />
          </Banner>
        )}
        {children}
      </form>
    </Dialog>
  )
}
