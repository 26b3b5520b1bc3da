import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/plan.tsx'
import type { BreakGlassView } from '../../../domain/views/plan-views.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Section } from '../../ui/layout.tsx'
import { Time } from '../../ui/Time.tsx'
import { useBackend } from '../backend.tsx'
import { failureWords } from '../backend-error.ts'
import { sayRefusal } from '../use-refusal.ts'
import { GlassReviewDialog } from './GlassReviewDialog.tsx'

/** Who let the plan run without its approvals, why, and what somebody else found of that. */
export function GlassNotice({ glass }: { readonly glass: BreakGlassView }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [isReviewing, setIsReviewing] = useState(false)
  const review = useMutation({
    mutationFn: (found: { verdict: 'justified' | 'not-justified'; reason: string }) =>
      backend.reviewBreakGlass(glass.planId, found.verdict, found.reason),
    onSuccess: () => setIsReviewing(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  return (
    <Section title={words.theGlassWasBroken} aside={<Time at={glass.at} look="clock" />}>
      <p className="text-bad">
        {words.ranWithoutApprovals(
          <HostileText text={glass.person.name} className="font-title" />,
          glass.passkey === null ? null : glass.passkey.isRevoked ? words.signedWithRevoked : words.signedWithAKey,
        )}
      </p>
      <p className="mt-1 text-text-2">
        “<HostileText text={glass.reason} className="[overflow-wrap:anywhere] whitespace-normal!" />”
      </p>
      {glass.review === null ? (
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <span className="text-doubt">{words.reviewDue(<Time at={glass.reviewDueAt} look="both" />)}</span>
          <Button disabledBecause={sayRefusal(glass.mayReview)} onClick={() => setIsReviewing(true)}>
            {words.reviewIt}
          </Button>
        </div>
      ) : (
        <p className="mt-2 text-text-2">
          {words.reviewFound(
            glass.review.verdict === 'justified',
            <HostileText text={glass.review.by.name} />,
            <Time at={glass.review.at} look="both" />,
            <HostileText text={glass.review.reason} className="[overflow-wrap:anywhere] whitespace-normal!" />,
          )}
        </p>
      )}
      {isReviewing ? (
        <GlassReviewDialog
          who={glass.person.name}
          isBusy={review.isPending}
          error={review.error === null ? null : failureWords(review.error).detail}
          onClose={() => setIsReviewing(false)}
          onReview={(verdict, reason) => review.mutate({ verdict, reason })}
        />
      ) : null}
    </Section>
  )
}
