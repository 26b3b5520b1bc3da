import { CircleAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { failureWords } from '../shared/backend-error.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { REJECT_REASONS } from './approval-logic.ts'
import { APPROVALS_KEYS } from './approvals-keys.ts'
import { DecisionBar } from './DecisionBar.tsx'
import { GateState } from './GateState.tsx'
import { RejectDialog } from './RejectDialog.tsx'
import { useDecision } from './use-decision.ts'
import { useSeen } from './use-seen.ts'

interface VotePanelProps {
  readonly plan: PlanView
  /** The last reading failed: what is shown may not be of this moment. */
  readonly isStale: boolean
  /** It was marked: the list goes on. */
  readonly onMarked: () => void
}

/** Quorum, time, the comparison of this moment, and the decision. It approves exactly what is on the page, or nothing. */
export function VotePanel({ plan, isStale, onMarked }: VotePanelProps) {
  const { number } = plan.body
  const [end, areTargetsSeen] = useSeen<HTMLDivElement>()
  const bar = useRef<HTMLDivElement>(null)
  const decision = useDecision({ plan, isStale, areTargetsSeen, onMarked })
  const [isExtending, setIsExtending] = useState(false)
  const { changed, rejectReason, error } = decision
  const markOrLook = () => {
    if (decision.approveRefusal === null) decision.markAs('approve', '')
    else bar.current?.querySelector<HTMLElement>('input, button')?.focus()
  }
  useKeys(APPROVALS_KEYS, {
    approve: markOrLook,
    reject: () => decision.beginReject(''),
    // What is marked is submitted first, by the page.
    confirm: decision.hasMarks ? undefined : decision.approve,
    select: decision.marked === undefined ? markOrLook : decision.takeMarkOff,
    extend: plan.state === 'pending' && plan.mayExtend.allowed ? () => setIsExtending(true) : undefined,
    ...Object.fromEntries(REJECT_REASONS.map((reason, i) => [`reason-${i}`, () => decision.beginReject(reason)])),
  })
  return (
    <aside
      aria-label={words.decision}
      className="contents bg-surface tablet:flex tablet:w-93 tablet:shrink-0 tablet:flex-col tablet:border-s tablet:border-line"
    >
      {changed === null ? null : (
        <Banner
          tone="doubt"
          isUrgent
          icon={<CircleAlert aria-hidden size={16} />}
          title={words.planChangedTitle}
          action={<Button onClick={decision.onRead}>{words.iHaveRead}</Button>}
        >
          {changed}
        </Banner>
      )}
      <GateState plan={plan} isExtending={isExtending} onExtending={setIsExtending} onExtended={decision.onOwn} />
      {plan.state === 'pending' ? (
        <DecisionBar plan={plan} isStale={isStale} decision={decision} box={bar} end={end} onMarkOrLook={markOrLook} />
      ) : null}
      {rejectReason === null ? null : (
        <RejectDialog
          plan={planName(number)}
          reason={rejectReason}
          isBusy={decision.isBusy}
          error={error === null ? null : failureWords(error).detail}
          onClose={decision.endReject}
          onReject={decision.reject}
          onMark={(reason) => decision.markAs('reject', reason)}
        />
      )}
    </aside>
  )
}
