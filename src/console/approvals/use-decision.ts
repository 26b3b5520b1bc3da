import { useEffect, useState } from 'react'
import * as words from '#words/approvals.tsx'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useIsOffline } from '../shared/connection.ts'
import { useKeyRefusal } from '../shared/passkeys/queries.ts'
import { useSession } from '../shared/session.ts'
import { announce } from '../ui/announce.ts'
import { useNow } from '../ui/clock.ts'
import { changeSince, type Shown, shownOf, whyNotApprove, whyNotDecide } from './approval-logic.ts'
import type { Mark } from './marks.ts'
import { useVote } from './use-approvals.ts'
import { mark, unmark, useMarks } from './use-marks.ts'

interface DecisionInput {
  readonly plan: PlanView
  /** The last reading failed: what is shown may not be of this moment. */
  readonly isStale: boolean
  readonly areTargetsSeen: boolean
  /** It was marked: the list goes on. */
  readonly onMarked: () => void
}

/** What a person may do about one plan, why not, and the doing of it: to approve or reject it now, or to mark it. */
export type Decision = ReturnType<typeof useDecision>

export function useDecision({ plan, isStale, areTargetsSeen, onMarked }: DecisionInput) {
  const { body, digest, summary } = plan
  const vote = useVote(body.id)
  const session = useSession()
  const isOffline = useIsOffline()
  const now = useNow()
  const { marks } = useMarks()
  const [read, setRead] = useState<Shown>(() => shownOf(plan))
  const [named, setNamed] = useState('')
  /** What a rejection is begun with; null while nobody rejects. */
  const [rejectReason, setRejectReason] = useState<string | null>(null)
  const isSigned = body.gate.passkey
  const keyRefusal = useKeyRefusal(isSigned && plan.state === 'pending' && summary.mayVote.allowed)
  const changed = changeSince(read, shownOf(plan))
  const waits = isOffline || isStale ? words.waits : null
  const rejectRefusal = whyNotDecide(plan, summary.mayReject, now, waits)
  const approveRefusal =
    whyNotDecide(plan, summary.mayVote, now, waits) ??
    whyNotApprove(plan, { changed, areTargetsSeen, named }) ??
    keyRefusal

  useEffect(() => {
    if (changed !== null) announce(words.planChanged(changed), 'assertive')
  }, [changed])

  const signedFor = (choice: Mark['choice']) => (isSigned && choice === 'approve' ? plan.shownDigest : null)
  const cast = (choice: Mark['choice'], reason: string) =>
    vote.mutate(
      { choice, digest, reason, signedFor: signedFor(choice) },
      {
        onSuccess: (after) => {
          setRead(shownOf(after))
          setRejectReason(null)
          unmark(body.id)
        },
      },
    )
  const markAs = (choice: Mark['choice'], reason: string) => {
    if (session === null) return
    const { id: planId, number } = body
    const { action } = summary
    const next = { planId, number, action, choice, reason, digest, signedFor: signedFor(choice), trouble: null }
    if (!mark(session.person.id, next)) return
    setRejectReason(null)
    onMarked()
  }
  return {
    /** What became different since the person began to read, or null. */
    changed,
    onRead: () => setRead(shownOf(plan)),
    /** The person changed it with their own hand: that is no news to them. */
    onOwn: (after: PlanView) => setRead(shownOf(after)),
    named,
    onName: setNamed,
    approveRefusal,
    rejectRefusal,
    /** What stands in the way is that no key of the person's works here. */
    isForKey: keyRefusal !== null && approveRefusal === keyRefusal,
    isSigned,
    isBusy: vote.isPending,
    error: vote.error,
    /** The person's own mark on this plan. */
    marked: marks.find(({ planId }) => planId === body.id),
    hasMarks: marks.length > 0,
    rejectReason,
    approve: () => {
      if (approveRefusal === null && !vote.isPending) cast('approve', '')
    },
    beginReject: (reason: string) => {
      if (rejectRefusal === null) setRejectReason(reason)
    },
    endReject: () => setRejectReason(null),
    reject: (reason: string) => cast('reject', reason),
    markAs,
    takeMarkOff: () => unmark(body.id),
  }
}
