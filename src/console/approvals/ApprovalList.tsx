import { clsx } from 'clsx'
import type { RefObject } from 'react'
import * as words from '#words/approvals.tsx'
import { PLAN_STATE_WORDS, planName } from '#words/shared/triage.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Time } from '../ui/Time.tsx'
import type { Mark } from './marks.ts'
import { useMarks } from './use-marks.ts'

interface ApprovalListProps {
  readonly label: string
  readonly plans: readonly PlanSummary[]
  readonly open: string | null
  readonly onOpen: (id: string) => void
  readonly box: RefObject<HTMLUListElement | null>
  /** On a phone the open plan takes the page, and Back returns to the list. */
  readonly isFolded: boolean
}

/** Who waits, by time left. */
export function ApprovalList({ label, plans, open, onOpen, box, isFolded }: ApprovalListProps) {
  const { marks } = useMarks()
  if (plans.length === 0) return null
  return (
    <ul
      ref={box}
      aria-label={label}
      className={clsx(
        'min-h-0 grow overflow-y-auto border-line tablet:w-66 tablet:shrink-0 tablet:grow-0 tablet:border-e',
        isFolded && 'hidden tablet:block',
      )}
    >
      {plans.map((plan) => (
        <li key={plan.id} className="border-b border-line">
          <button
            type="button"
            data-plan={plan.id}
            data-ring="inside"
            aria-current={plan.id === open}
            onClick={() => onOpen(plan.id)}
            className={clsx(
              'flex w-full flex-col gap-0.5 border-s-3 px-4 py-2.5 text-start',
              plan.id === open ? 'border-accent bg-select' : 'border-transparent hover:bg-hover',
            )}
          >
            <span className="flex items-baseline justify-between gap-2 text-small">
              <span className="font-mono text-text-3">{planName(plan.number)}</span>
              {plan.state === 'pending' ? (
                <span>
                  {/* In a button a timer is nothing that is read: its time is part of the name, and stands still there. */}
                  <span aria-hidden>
                    <Countdown
                      until={plan.expiresAt}
                      label={words.expiresIn(planName(plan.number))}
                      overText={words.expired}
                    />
                  </span>
                  <span className="read-out">{words.expiresAt(<Time at={plan.expiresAt} look="clock" />)}</span>
                </span>
              ) : (
                <span className="text-text-2">{PLAN_STATE_WORDS[plan.state]}</span>
              )}
            </span>
            <span className="flex items-baseline justify-between gap-2">
              <span className="font-title">{actionOf(plan.action).title}</span>
              <MarkWord choice={marks.find(({ planId }) => planId === plan.id)?.choice ?? null} />
            </span>
            <HostileText text={plan.identityName} mono maxLength={30} className="text-text-2" />
            <span className="mt-0.5 flex items-center gap-3 text-small text-text-2 *:shrink-0 *:last:shrink">
              <TierMark tier={plan.tier} words="short" />
              {plan.state === 'pending' ? (
                <GateMark gate={plan.gate} votes={plan.approvals} quorum={plan.quorum} />
              ) : (
                <VerificationMark state={plan.containment} />
              )}
              {plan.state === 'pending' ? (
                <HostileText text={plan.requestedBy.name} className="ms-auto min-w-0 truncate text-text-3" />
              ) : null}
            </span>
            {plan.state === 'pending' ? null : <DecidedLines plan={plan} />}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** When it was decided and by whom comes first; the request is what it answered. */
function DecidedLines({ plan: { decided, requestedBy, requestedAt } }: { readonly plan: PlanSummary }) {
  const names = decided?.by.map(({ name }) => name).join(', ') ?? ''
  return (
    <>
      <span className="text-small text-text-2">
        {decided === null
          ? words.withoutApprovals
          : words.decided(
              decided.kind,
              names === '' ? null : <HostileText text={names} maxLength={80} />,
              <Time at={decided.at} />,
            )}
      </span>
      <span className="text-small text-text-3">
        {words.asked(<HostileText text={requestedBy.name} maxLength={40} />, <Time at={requestedAt} />)}
      </span>
    </>
  )
}

function MarkWord({ choice }: { readonly choice: Mark['choice'] | null }) {
  if (choice === null) return null
  return <span className="text-small text-accent">{words.marked(choice)}</span>
}
