import { useState } from 'react'
import * as words from '#words/changes.tsx'
import { isOpenChange } from '../../../domain/change/change-words.ts'
import type { ChangeView } from '../../../domain/views/change-views.ts'
import { failureWords } from '../../shared/backend-error.ts'
import { useIsOffline } from '../../shared/connection.ts'
import { sayRefusal } from '../../shared/use-refusal.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useChange } from './use-change.ts'

interface ReviewProps {
  readonly change: ChangeView
  /** Before an answer is sent. */
  readonly onDecide: () => void
}

/** The decision about exactly what is on the page: both answers need a reason, and neither is the default. */
export function Review({ change, onDecide }: ReviewProps) {
  const [reason, setReason] = useState('')
  const isOffline = useIsOffline()
  const review =
    (choice: 'approve' | 'reject') => (backend: Parameters<Parameters<typeof useChange>[0]>[0], why: string) =>
      backend.reviewChange(change.id, choice, change.digest, why)
  const approval = useChange(review('approve'), 'approved')
  const rejection = useChange(review('reject'), 'rejected')
  const withdrawal = useChange((backend, why) => backend.withdrawChange(change.id, why), 'withdrawn')
  if (!isOpenChange(change.state)) return null
  const waits = isOffline ? words.thisWaits : null
  const short = reason.trim().length < 3 ? words.sayWhyInAFew : null
  const error = approval.error ?? rejection.error ?? withdrawal.error
  const isBusy = approval.isPending || rejection.isPending || withdrawal.isPending
  const decide = (answer: typeof approval) => {
    onDecide()
    answer.mutate(reason.trim())
  }
  const refused = sayRefusal(change.mayReview)
  return (
    <section aria-label={words.yourDecision} className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
      {error === null ? null : (
        <Banner tone="bad" isUrgent title={words.notDone(failureWords(error).title)}>
          <HostileText text={failureWords(error).detail} />
        </Banner>
      )}
      {change.state === 'proposed' && refused !== null ? (
        <p className="text-text-2">
          <HostileText text={refused} />
        </p>
      ) : null}
      {change.mayReview.allowed || change.mayWithdraw.allowed ? (
        <TextArea
          label={words.why}
          value={reason}
          onChange={setReason}
          maxLength={2000}
          hint={words.itStandsInTheRecord}
        />
      ) : null}
      {change.mayReview.allowed ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="ink"
            size="large"
            isBusy={approval.isPending}
            disabledBecause={waits ?? short ?? (isBusy ? words.waitForTheAnswer : null)}
            onClick={() => decide(approval)}
          >
            {words.approve}
          </Button>
          <Button
            size="large"
            isBusy={rejection.isPending}
            disabledBecause={waits ?? short ?? (isBusy ? words.waitForTheAnswer : null)}
            onClick={() => decide(rejection)}
          >
            {words.reject}
          </Button>
        </div>
      ) : null}
      <Button
        look={change.mayWithdraw.allowed ? 'edge' : 'ghost'}
        className="self-start"
        isBusy={withdrawal.isPending}
        disabledBecause={sayRefusal(change.mayWithdraw) ?? waits ?? short}
        onClick={() => decide(withdrawal)}
      >
        {words.withdraw}
      </Button>
    </section>
  )
}
