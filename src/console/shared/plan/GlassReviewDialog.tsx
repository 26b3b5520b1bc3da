import { useState } from 'react'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextArea } from '../../ui/TextField.tsx'

interface GlassReviewDialogProps {
  readonly who: string
  readonly isBusy: boolean
  readonly error: string | null
  readonly onClose: () => void
  readonly onReview: (verdict: 'justified' | 'not-justified', reason: string) => void
}

/** Two answers and why; there is no third, and it is given once. */
export function GlassReviewDialog({ who, isBusy, error, onClose, onReview }: GlassReviewDialogProps) {
  const [reason, setReason] = useState('')
  const refusal = reason.trim().length < 10 ? 'Say why, in a sentence.' : null
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Was it justified?"
      description={
        <>
          <HostileText text={who} /> let it run without its approvals. What you find stands in the record and is not
          changed afterwards.
        </>
      }
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button disabledBecause={refusal} isBusy={isBusy} onClick={() => onReview('not-justified', reason.trim())}>
            Not justified
          </Button>
          <Button
            look="ink"
            disabledBecause={refusal}
            isBusy={isBusy}
            onClick={() => onReview('justified', reason.trim())}
          >
            Justified
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error === null ? null : (
          <Banner tone="bad" isUrgent title="Not reviewed.">
            <HostileText text={error} />
          </Banner>
        )}
        <TextArea label="Why" value={reason} onChange={setReason} maxLength={2000} />
      </div>
    </Dialog>
  )
}
