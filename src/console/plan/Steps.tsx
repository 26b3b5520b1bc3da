import { clsx } from 'clsx'
import * as words from '#words/plan.tsx'
import { actionOf, isPreparing, isTelling } from '../../domain/action/catalogue.ts'
import { hasComeBack } from '../../domain/plan/came-back.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import { waitsFor } from '../../domain/plan/step-order.ts'
import type { PlanView, StepView } from '../../domain/views/plan-views.ts'
import { BreakageMark } from '../shared/marks/BreakageMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { stepWords } from './plan-progress.ts'

const CONSUMER = {
  working: ['comes-back', 'works'],
  recovering: ['comes-back', words.isSigningInAgain],
  broken: ['stops', words.isBroken],
} as const

/** Each step with what was read back from the target, never with what the target merely answered. */
export function Steps({ plan }: { readonly plan: PlanView }) {
  if (plan.steps.length === 0) {
    return (
      <Section title={words.steps}>
        <p className="text-text-2">{words.nothingWasSent}</p>
      </Section>
    )
  }
  return (
    <Section title={words.steps} aside={words.asReadBack}>
      <ol className="flex flex-col gap-3">
        {plan.steps.map((step) => (
          <Step key={step.ordinal} step={step} plan={plan} />
        ))}
      </ol>
    </Section>
  )
}

function Step({ step, plan }: { readonly step: StepView; readonly plan: PlanView }) {
  const planned = plan.body.steps.find(({ ordinal }) => ordinal === step.ordinal)
  const of = planned === undefined ? '' : (planned.target.consumer?.name ?? planned.target.credentialIds.join(', '))
  const isInDoubt = step.containment === 'in-doubt' && step.state !== 'failed'
  return (
    <li className="flex gap-3 rounded-m border border-line p-3">
      <span className="w-5 shrink-0 text-end text-text-3 tabular-nums">{step.ordinal}</span>
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span className="font-title">{planned === undefined ? words.step : actionOf(planned.action).title}</span>
          {plan.body.steps.length === 1 || of === '' ? null : <HostileText text={of} mono maxLength={40} />}
          <span className={clsx(step.state === 'failed' ? 'text-bad' : 'text-text-2')}>{stepWords(step)}</span>
          <span className="ms-auto">
            {planned !== undefined && step.containment === 'not-contained' && closesNothing(planned) ? (
              <span className="text-text-3">{words.closesNothing}</span>
            ) : (
              <VerificationMark state={step.containment} />
            )}
          </span>
        </p>
        {planned === undefined || step.state !== 'waiting' ? null : <Waits step={planned} steps={plan.body.steps} />}
        {isInDoubt && step.trouble !== null ? (
          <p className="mt-1 text-doubt">{words.answerLost(<HostileText text={step.trouble} />)}</p>
        ) : null}
        {step.readback === null ? null : <Readback step={step} isInDoubt={isInDoubt} />}
        {planned !== undefined && isOpenAgain(step, planned, plan) ? (
          <p className="mt-1 text-bad">
            {words.openAgain(
              <Time at={step.finishedAt ?? 0} look="clock" />,
              <Time at={step.readAt ?? 0} look="clock" />,
            )}
          </p>
        ) : null}
        {step.state === 'done' && step.containment === 'already-contained' ? (
          <p className="mt-1 text-text-2">{words.wasSoBefore}</p>
        ) : null}
        {step.trouble === null || isInDoubt ? null : (
          <p className={clsx('mt-1', step.state === 'skipped' ? 'text-text-2' : 'text-bad')}>
            <HostileText text={step.trouble} />
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-4 text-small text-text-3">
          {step.startedAt === null ? null : <span>{words.started(<Time at={step.startedAt} look="clock" />)}</span>}
          {/* Of what was never sent nothing is read back. */}
          {step.readAt === null || step.state === 'skipped' || step.isTakenBack ? null : (
            <span>{words.readBack(<Time at={step.readAt} look="clock" />)}</span>
          )}
          {step.attempt > 1 ? <span>{words.attempt(step.attempt)}</span> : null}
        </p>
        {/* How they are since is read back by the plan that took it back. */}
        {step.consumers.length === 0 || step.isTakenBack ? null : (
          <ul aria-label={words.consumersAt} className="mt-2 flex flex-col gap-1">
            {step.consumers.map(({ name, state }) => (
              <li key={name} className="flex items-baseline gap-2">
                {state === 'working' ? (
                  <VerificationMark state="contained" isWordHidden />
                ) : (
                  <BreakageMark breakage={CONSUMER[state][0]} isWordHidden />
                )}
                <HostileText text={name} mono maxLength={60} />
                <span className="text-text-2">{CONSUMER[state][1]}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** What was read back: as it stands, as it was before it was taken back, or as what does not settle a doubt. */
function Readback({ step, isInDoubt }: { readonly step: StepView; readonly isInDoubt: boolean }) {
  const said = <HostileText text={step.readback ?? ''} />
  if (step.isTakenBack) {
    return <p className="mt-1 text-text-3">{words.beforeThat(<Time at={step.readAt ?? 0} look="clock" />, said)}</p>
  }
  return <p className="mt-1">{isInDoubt ? words.askedSince(said) : said}</p>
}

/** A step whose effect was there and is gone, though nobody took it back. */
function isOpenAgain(step: StepView, { action }: PlanStep, { body, undoneBy }: PlanView): boolean {
  if (step.isTakenBack || undoneBy !== null || closesNothing({ action })) return false
  if (step.state !== 'done') return false
  return hasComeBack({ action, state: 'done', containment: step.containment, undoes: body.undoes })
}

/** Prepares or tells: that nothing is contained by it is as it should be, and no state of the target. */
function closesNothing({ action }: Pick<PlanStep, 'action'>): boolean {
  return isPreparing(action) || isTelling(action)
}

function Waits({ step, steps }: { readonly step: PlanStep; readonly steps: readonly PlanStep[] }) {
  const before = waitsFor(step, steps)
  if (before.length === 0) return null
  return <p className="mt-1 text-small text-text-3">{words.afterSteps(before.length, before.join(words.and))}</p>
}
