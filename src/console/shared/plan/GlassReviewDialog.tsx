import { useState } from 'react'
import * as words from '#words/shared/plan.tsx'
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
  const refusal = reason.trim().length < 10 ? words.sayWhyInASentence : null
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.wasItJustified}
      description={words.letItRun(<HostileText text={who} />)}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button disabledBecause={refusal} isBusy={isBusy} onClick={() => onReview('not-justified', reason.trim())}>
            {words.notJustified}
          </Button>
          <Button
            look="ink"
            disabledBecause={refusal}
            isBusy={isBusy}
            onClick={() => onReview('justified', reason.trim())}
          >
            {words.justified}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error === null ? null : (
          <Banner tone="bad" isUrgent title={words.notReviewed}>
            <HostileText text={error} />
          </Banner>
        )}
        <TextArea label={words.why} value={reason} onChange={setReason} maxLength={2000} />
      </div>
    </Dialog>
  )
}
