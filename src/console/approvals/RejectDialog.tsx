import { useState } from 'react'
import * as words from '#words/approvals.tsx'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { REJECT_REASONS } from './approval-logic.ts'

interface RejectDialogProps {
  readonly plan: string
  /** A preset that a key chose, or '' for none yet. */
  readonly reason: string
  readonly isBusy: boolean
  readonly error: string | null
  readonly onClose: () => void
  readonly onReject: (reason: string) => void
  /** Keeps the decision to submit it with others. */
  readonly onMark: (reason: string) => void
}

/** Why not: the requester reads it, and it stands in the record. */
export function RejectDialog({ plan, reason, isBusy, error, onClose, onReject, onMark }: RejectDialogProps) {
  const [text, setText] = useState(reason)
  const isShort = text.trim().length < 3
  const reject = () => {
    if (!isShort && !isBusy) onReject(text.trim())
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={reject}
      title={words.rejectPlan(plan)}
      description={words.whatRejectingDoes}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button disabledBecause={isShort ? words.sayWhyReject : null} onClick={() => onMark(text.trim())}>
            {words.markToReject}
          </Button>
          <Button
            look="ink"
            keys={CONFIRM_CAPS}
            isBusy={isBusy}
            disabledBecause={isShort ? words.sayWhyReject : null}
            onClick={reject}
          >
            {words.reject}
          </Button>
        </>
      }
    >
      {error === null ? null : (
        <Banner tone="bad" isUrgent title={words.notRejected}>
          {error}
        </Banner>
      )}
      <div className="mb-3 flex flex-wrap gap-2">
        {REJECT_REASONS.map((preset) => (
          <Button key={preset} aria-pressed={text === preset} onClick={() => setText(preset)}>
            {preset}
          </Button>
        ))}
      </div>
      <TextArea label={words.reason} value={text} onChange={setText} maxLength={2000} />
    </Dialog>
  )
}
