import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ArrowLeft } from 'lucide-react'
import * as words from '#words/approvals.tsx'
import { alertName, planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { Guide } from '../shared/Guide.tsx'
import { GivenReason } from '../shared/plan/GivenReason.tsx'
import { Payload } from '../shared/plan/Payload.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Breaks, secondsText } from '../shared/triage/Breaks.tsx'
import { Restored, Sentences, Staged, stepHeading } from '../shared/triage/PlanPreview.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'
import { breakageSentence, undoSentences } from './approval-logic.ts'
import { Evidence } from './Evidence.tsx'
import { planQuery } from './use-approvals.ts'
import { VotePanel } from './VotePanel.tsx'

interface ApprovalCaseProps {
  readonly planId: string
  /** False for the first of a list that nobody chose: on a phone the list stands alone then. */
  readonly isChosen: boolean
  readonly onBack: () => void
  readonly onMarked: () => void
}

/** One plan to decide on: consequence, then evidence, then the very bytes; the decision beside it. */
export function ApprovalCase({ planId, isChosen, onBack, onMarked }: ApprovalCaseProps) {
  const plan = useQuery(planQuery(useBackend(), planId))
  if (plan.data === undefined) {
    return plan.error === null ? (
      <LoadingState label={words.loadingThePlan} />
    ) : (
      <QueryFailed error={plan.error} onRetry={() => void plan.refetch()} />
    )
  }
  return (
    <div
      className={clsx(
        'min-h-0 min-w-0 grow flex-col overflow-y-auto tablet:flex tablet:flex-row tablet:overflow-hidden',
        isChosen ? 'flex' : 'hidden',
      )}
    >
      <article className="min-w-0 grow px-4 py-4 tablet:min-h-0 tablet:overflow-y-auto tablet:px-6">
        <Button
          look="ghost"
          icon={<ArrowLeft aria-hidden size={14} />}
          className="-ms-2.5 tablet:hidden"
          onClick={onBack}
        >
          {words.allApprovals}
        </Button>
        <Consequence plan={plan.data} />
      </article>
      <VotePanel plan={plan.data} isStale={plan.isRefetchError} onMarked={onMarked} />
    </div>
  )
}

function Consequence({ plan }: { readonly plan: PlanView }) {
  const { body, summary } = plan
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-small text-text-3">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Link
            to="/plans/$planId"
            params={{ planId: body.id }}
            className="inline-flex min-h-6 items-center font-mono text-accent hover:underline"
          >
            {planName(body.number)}
          </Link>
          <span>{words.playbookVersion(body.playbook.id, body.playbook.version)}</span>
          <span>
            {words.forAlert(
              <Link
                to="/alerts/$alertId"
                params={{ alertId: body.alert.id }}
                className="inline-flex min-h-6 items-center font-mono text-accent hover:underline"
              >
                {alertName(body.alert.number)}
              </Link>,
            )}
          </span>
        </span>
        <span>
          {words.askedBy(
            <HostileText text={body.requestedBy.name} />,
            <HostileText text={body.requestedBy.team} />,
            <Time at={body.requestedAt} look="clock" />,
          )}
        </span>
      </p>
      <h2 className="mt-2 text-lead font-title [overflow-wrap:anywhere]">
        <HostileText text={`${summary.title}.`} />
        <br />
        {breakageSentence(body.steps)}
      </h2>
      <p className="mt-2 text-text-2">
        <HostileText text={body.alert.title} />
      </p>
      <GivenReason text={body.reason} />
      <div className="mt-3 empty:hidden">
        <Restored body={body} />
        <Staged body={body} />
      </div>
      <div className="mt-4">
        {body.steps.map((step) => (
          <Section
            key={step.ordinal}
            title={stepHeading(step, body.steps) ?? words.whatBreaks}
            aside={step.predicted.isComplete ? words.byTheMap : words.mapIsNotWhole}
          >
            <Breaks disruption={step.predicted} first={8} />
            <div className="mt-4 grid gap-x-8 gap-y-3 wide:grid-cols-2">
              <Sentences title={words.whatSurvives} sentences={step.survives} none={words.nothingThatIsKnown} />
              <Sentences title={words.howItIsUndone} sentences={undoSentences(step.undo, secondsText)} none="" />
            </div>
          </Section>
        ))}
        <Guide guide={plan.guide} />
        <Evidence alertId={body.alert.id} digests={body.evidence} />
        <Section title={words.exactlyWhatIsSent} aside={words.howManyRequests(body.steps.length)}>
          <div className="flex flex-col gap-3">
            {body.steps.map((step) => (
              <Payload key={step.ordinal} step={step} titles={plan.connectorTitles} />
            ))}
          </div>
        </Section>
      </div>
    </>
  )
}
