import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import * as words from '#words/plan.tsx'
import { alertName, PLAN_STATE_WORDS, planName } from '#words/shared/triage.ts'
import { hasComeBack } from '../../domain/plan/came-back.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { Lately } from '../shared/Lately.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { usePageTitle } from '../shared/page-title.ts'
import { GivenReason } from '../shared/plan/GivenReason.tsx'
import { Payload } from '../shared/plan/Payload.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useParams } from '../shared/router/router.ts'
import { Sentences } from '../shared/triage/PlanPreview.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar, Section } from '../ui/layout.tsx'
import { LoadingState, StaleState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'
import { PlanRail } from './PlanRail.tsx'
import { isUnderWay } from './plan-progress.ts'
import { Repointing } from './Repointing.tsx'
import { Steps } from './Steps.tsx'

const LOOK_AGAIN_MS = 1000
/** People take hours: nothing of it happens within a second. */
const lookAgainMs = ({ repointing }: PlanView) => (repointing === null ? LOOK_AGAIN_MS : 4 * LOOK_AGAIN_MS)

/** One plan from being asked for to its end: what happened at the target, as read back, and how to take it back. */
export function PlanPage() {
  const { planId } = useParams()
  const backend = useBackend()
  const id = planId ?? ''
  const plan = useQuery({
    queryKey: ['plans', 'one', id],
    queryFn: ({ signal }) => backend.getPlan(id, signal),
    refetchInterval: (query) =>
      query.state.data !== undefined && isUnderWay(query.state.data) ? lookAgainMs(query.state.data) : false,
  })
  if (plan.data === undefined) {
    return plan.error === null ? (
      <LoadingState label={words.loadingThePlan} />
    ) : (
      <QueryFailed error={plan.error} onRetry={() => void plan.refetch()} />
    )
  }
  return (
    <>
      {plan.isRefetchError ? (
        <StaleState
          title={words.youSeeTheState(<Time at={plan.dataUpdatedAt} look="clock" />)}
          onRetry={() => void plan.refetch()}
        >
          {words.staleDetail}
        </StaleState>
      ) : null}
      <OnePlan plan={plan.data} />
    </>
  )
}

function OnePlan({ plan }: { readonly plan: PlanView }) {
  const { body, summary } = plan
  usePageTitle(`${planName(body.number)} ${body.identity.name}`)
  return (
    <>
      <ScreenBar
        title={
          <span className="flex items-center gap-2 text-body font-text">
            <Link to="/approvals" search={{ list: 'history' }} className="text-text-2 hover:underline">
              {words.approvals}
            </Link>
            <ChevronRight aria-hidden size={14} className="text-text-3" />
            <span className="font-mono font-title">{planName(body.number)}</span>
          </span>
        }
        end={
          <span className="flex items-center gap-4" role="status">
            <span>
              <span className="font-title">{PLAN_STATE_WORDS[plan.state]}</span>
              {summary.steps.all === 1 || plan.steps.length === 0 ? null : (
                <span className="text-text-2">{words.stepsDone(summary.steps.done, summary.steps.all)}</span>
              )}
              {plan.takenBack?.state === 'done' ? words.andTakenBack : hasComeBack(summary) ? words.andOpenAgain : null}
            </span>
            <VerificationMark state={plan.containment} />
          </span>
        }
      />
      <div className="flex min-h-0 grow flex-col overflow-y-auto tablet:flex-row tablet:overflow-hidden">
        <article className="min-w-0 grow px-4 py-4 tablet:min-h-0 tablet:overflow-y-auto tablet:px-6">
          <h2 className="text-lead font-title [overflow-wrap:anywhere]">
            <HostileText text={`${summary.title}.`} />
          </h2>
          <p className="mt-1 text-text-2">
            {words.askedBy(
              <HostileText text={body.requestedBy.name} />,
              <HostileText text={body.requestedBy.team} />,
              <Time at={body.requestedAt} look="both" />,
            )}
          </p>
          <GivenReason text={body.reason} />
          <p className="mt-1 flex flex-wrap gap-x-4 text-text-2">
            <span>
              {words.forAlert(
                <Link to="/alerts/$alertId" params={{ alertId: body.alert.id }} className="text-accent hover:underline">
                  {alertName(body.alert.number)} <HostileText text={body.alert.title} />
                </Link>,
              )}
            </span>
            <span>
              {words.onIdentity(
                <Link
                  to="/identities/$identityId"
                  params={{ identityId: body.identity.id }}
                  className="text-accent hover:underline"
                >
                  <HostileText text={body.identity.name} mono maxLength={48} />
                </Link>,
              )}
            </span>
          </p>
          <div className="mt-4">
            <Repointing plan={plan} />
            <Steps plan={plan} />
            {body.steps.map((step) => (
              <Section key={step.ordinal} title={words.whatItLeaves(body.steps.length, step.ordinal)}>
                <div className="grid gap-x-8 gap-y-3 wide:grid-cols-2">
                  <Sentences title={words.whatSurvives} sentences={step.survives} none={words.nothingThatIsKnown} />
                  <Sentences
                    title={words.lostForGood}
                    sentences={step.undo.cannotRestore}
                    none={step.undo.action === null ? words.itCannotBeUndone : words.nothingThatIsKnown}
                  />
                </div>
              </Section>
            ))}
            <Section title={words.exactlyWhatIsSent} aside={words.underTheDigest}>
              <div className="flex flex-col gap-3">
                {body.steps.map((step) => (
                  <Payload key={step.ordinal} step={step} titles={plan.connectorTitles} />
                ))}
              </div>
            </Section>
            <Lately about={body.id} isWhole />
          </div>
        </article>
        <PlanRail plan={plan} />
      </div>
    </>
  )
}
