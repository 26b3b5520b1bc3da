import * as words from '#words/alert.tsx'
import { PLAN_STATE_WORDS, planName } from '#words/shared/triage.ts'
import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { ActionOption } from '../../domain/decision/decision.ts'
import { nextAction } from '../../domain/decision/next-action.ts'
import { hasComeBack } from '../../domain/plan/came-back.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

interface PlansOfAlertProps {
  /** Newest first. */
  readonly plans: readonly PlanSummary[]
  readonly options: readonly ActionOption[]
  readonly onChoose: (action: ActionId) => void
}

/** States of an undo that was asked for, or is done. */
const UNDOES: ReadonlySet<PlanSummary['state']> = new Set(['pending', 'approved', 'running', 'paused', 'done'])

/** States from which nothing goes on by itself: somebody has to read why. */
const STANDS_STILL: ReadonlySet<PlanSummary['state']> = new Set(['paused', 'failed'])

/** What was asked for already, and what comes next where that left the target open. It stands above the evidence: whoever opens the alert must see that an answer is under way. */
export function PlansOfAlert({ plans, options, onChoose }: PlansOfAlertProps) {
  // What somebody takes back is open because they want it open.
  const takenBack = new Set(
    plans.flatMap(({ undoes, state }) => (undoes !== null && UNDOES.has(state) ? [undoes] : [])),
  )
  const last = plans.find(
    ({ id, state, undoes }) => undoes === null && !takenBack.has(id) && (state === 'done' || state === 'failed'),
  )
  const next = last === undefined ? null : nextAction(options, last.action, last.containment)
  return (
    <Section title={words.plans}>
      {last === undefined || next === null ? null : (
        <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{words.nextSmallest(planName(last.number), next.because)}</span>
          <Button onClick={() => onChoose(next.action)}>{actionOf(next.action).title}</Button>
        </p>
      )}
      <ul>
        {plans.map((plan) => (
          <li
            key={plan.id}
            className="flex min-h-8 flex-wrap items-center gap-x-5 border-b border-line last:border-b-0"
          >
            <Link
              to="/plans/$planId"
              params={{ planId: plan.id }}
              className="rounded-s font-mono text-small text-accent hover:underline"
            >
              {planName(plan.number)}
            </Link>
            <span className="min-w-0 grow truncate">
              <HostileText text={plan.title} />
            </span>
            <GateMark gate={plan.gate} {...(plan.gate === 'auto' ? {} : { votes: plan.approvals })} />
            <span className="font-strong">
              {PLAN_STATE_WORDS[plan.state]}
              {words.stepsDone(plan.steps.all, plan.steps.done)}
            </span>
            <VerificationMark state={plan.containment} />
            <Since
              plan={plan}
              isTakenBack={plans.some(({ undoes, state }) => undoes === plan.id && state === 'done')}
            />
            {plan.restoreAt === null ? null : (
              <span className="text-small text-text-2">
                {words.takenBack(
                  <Countdown
                    until={plan.restoreAt}
                    label={words.planTakenBackIn(planName(plan.number))}
                    overText={words.noTime}
                  />,
                )}
              </span>
            )}
            <span className="text-small text-text-3">
              <HostileText text={plan.requestedBy.name} />, <Time at={plan.requestedAt} />
            </span>
            {STANDS_STILL.has(plan.state) && plan.stateReason !== null ? (
              <p className="basis-full pb-1.5 text-small text-text-2 [overflow-wrap:anywhere]">
                <HostileText text={plan.stateReason} className="whitespace-normal!" />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What became of it since it was done: taken back by people, or open again against their will. */
function Since({ plan, isTakenBack }: { readonly plan: PlanSummary; readonly isTakenBack: boolean }) {
  if (isTakenBack) return <span className="text-small text-text-2">{words.planTakenBack}</span>
  return hasComeBack(plan) ? <span className="text-small text-bad">{words.openAgain}</span> : null
}
