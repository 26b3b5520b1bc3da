import * as words from '#words/approvals.tsx'
import { PLAN_STATE_WORDS } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { GlassNotice } from '../shared/plan/GlassNotice.tsx'
import { Rechecks } from '../shared/plan/Rechecks.tsx'
import { Seats } from '../shared/plan/Seats.tsx'
import { Silence } from '../shared/plan/Silence.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { APPROVALS_KEYS } from './approvals-keys.ts'

interface GateStateProps {
  readonly plan: PlanView
  /** It is being asked why the plan gets more time. */
  readonly isExtending: boolean
  readonly onExtending: (isExtending: boolean) => void
  readonly onExtended: (after: PlanView) => void
}

/** How far the gate is: who holds its seats, how long it waits or what came of it, and the comparison of this moment. */
export function GateState({ plan, isExtending, onExtending, onExtended }: GateStateProps) {
  const hint = useKeyHint(APPROVALS_KEYS)
  const { body } = plan
  return (
    <div className="border-t border-line px-4 tablet:min-h-0 tablet:grow tablet:overflow-y-auto tablet:border-t-0">
      {plan.glass === null ? null : <GlassNotice glass={plan.glass} />}
      <Seats plan={plan} />
      {plan.state === 'pending' ? (
        <Section title={words.expires} aside={<Time at={body.expiresAt} look="clock" />}>
          {/* On a phone it stands at the foot, beside the buttons. */}
          <span className="hidden tablet:inline">
            <Countdown until={body.expiresAt} label={words.expires} overText={words.expired} size="heading" speaks />
          </span>
          <p className="text-small text-text-3">{words.silenceNeverApproves}</p>
          <Silence
            plan={plan}
            isAsking={isExtending}
            onAsking={onExtending}
            keys={hint('extend')}
            onExtended={onExtended}
          />
        </Section>
      ) : (
        <Section title={words.state}>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="font-title">{PLAN_STATE_WORDS[plan.state]}</span>
            <VerificationMark state={plan.containment} />
          </p>
          {plan.stateReason === null ? null : (
            <p className="mt-1 text-text-2">
              <HostileText text={plan.stateReason} />
            </p>
          )}
          <Link
            to="/plans/$planId"
            params={{ planId: body.id }}
            className="mt-2 inline-block text-accent hover:underline"
          >
            {words.stepsLink}
          </Link>
        </Section>
      )}
      {plan.recheck.length === 0 ? null : (
        <Section title={words.checkedAgain}>
          <Rechecks rechecks={plan.recheck} said={plan.stateReason} />
        </Section>
      )}
    </div>
  )
}
