import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import * as words from '#words/plan.tsx'
import { planName } from '#words/shared/triage.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useIsOffline } from '../shared/connection.ts'
import { GlassNotice } from '../shared/plan/GlassNotice.tsx'
import { ReasonDialog } from '../shared/plan/ReasonDialog.tsx'
import { Rechecks } from '../shared/plan/Rechecks.tsx'
import { Seats } from '../shared/plan/Seats.tsx'
import { Silence } from '../shared/plan/Silence.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { Countdown } from '../ui/Countdown.tsx'
import { Digest } from '../ui/Digest.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { Deadline } from './Deadline.tsx'
import { ExportApprovals } from './ExportApprovals.tsx'
import { isStoppable, mayStillTurn } from './plan-progress.ts'
import { TakingBack } from './TakingBack.tsx'

type Act = 'roll-back' | 'cancel' | 'confirm'

const ASKED = {
  cancel: {
    title: words.cancel,
    description: words.cancelDetail,
    confirm: words.cancelThePlan,
  },
  confirm: {
    title: words.confirmReason,
    description: words.confirmDetail,
    confirm: words.itStays,
  },
  'roll-back': {
    title: words.rollBack,
    description: words.rollBackDetail,
    confirm: words.proposeRollback,
  },
} as const satisfies Record<Act, unknown>

/**
 * First what happens by itself and what one can still do, then why it stands where it stands, then who let it pass and what it was bound
 * to. On a phone the first part stays at the foot while something may still turn.
 */
export function PlanRail({ plan }: { readonly plan: PlanView }) {
  const { body } = plan
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const isOffline = useIsOffline()
  const [asking, setAsking] = useState<Act | null>(null)
  const act = useMutation({
    mutationFn: ({ what, reason }: { what: Act; reason: string }) => {
      if (what === 'cancel') return backend.cancelPlan(body.id, reason)
      if (what === 'confirm') return backend.confirmPlan(body.id, reason)
      return backend.proposeRollback(body.id, reason)
    },
    onSuccess: async (after) => {
      setAsking(null)
      await queries.invalidateQueries({ queryKey: ['plans'] })
      if (after.body.id !== body.id) navigate({ to: '/plans/$planId', params: { planId: after.body.id } })
    },
  })
  const waits = isOffline ? words.itWaitsForTheConnection : null
  const deadline = <Deadline plan={plan} waits={waits} onConfirm={() => setAsking('confirm')} />
  const takingBack = (
    <TakingBack
      plan={plan}
      waits={waits}
      onRollBack={() => setAsking('roll-back')}
      onCancel={() => setAsking('cancel')}
    />
  )
  const isOtherwise = plan.recheck.some(({ holds }) => !holds)
  const checks =
    plan.recheck.length === 0 ? null : (
      <Section title={words.againstWhat}>
        <Rechecks rechecks={plan.recheck} said={plan.stateReason} />
      </Section>
    )

  return (
    <aside
      aria-label={words.gateAndUndo}
      className="contents bg-surface tablet:block tablet:w-93 tablet:shrink-0 tablet:overflow-y-auto tablet:border-s tablet:border-line"
    >
      <div
        className={clsx(
          'shrink-0 border-t border-line bg-surface px-4 tablet:static tablet:max-h-none tablet:border-t-0',
          mayStillTurn(plan) ? 'sticky bottom-0 max-h-[45dvh] overflow-y-auto tablet:overflow-visible' : 'hidden',
        )}
      >
        {plan.state === 'pending' ? <Waiting plan={plan} /> : null}
        {plan.restore.at === null ? null : deadline}
        {isStoppable(plan) ? takingBack : null}
      </div>
      <div className="shrink-0 border-t border-line bg-surface px-4 first:border-t-0">
        {isStoppable(plan) ? null : takingBack}
        {plan.restore.at === null ? deadline : null}
        {plan.stateReason === null ? null : (
          <Section title={words.whyItStands}>
            <p>
              <HostileText text={plan.stateReason} className="[overflow-wrap:anywhere]" />
            </p>
          </Section>
        )}
        {plan.glass === null ? null : <GlassNotice glass={plan.glass} />}
        {plan.next === null ? null : (
          <Section title={words.nextSmallestAction}>
            <p>{plan.next.because}</p>
            <Link
              to="/alerts/$alertId"
              params={{ alertId: body.alert.id }}
              search={{ action: plan.next.action }}
              className="text-accent hover:underline"
            >
              {actionOf(plan.next.action).title}
            </Link>
          </Section>
        )}
        {isOtherwise ? checks : null}
        <Seats plan={plan} />
        {isOtherwise ? null : checks}
        <BoundTo plan={plan} />
      </div>
      {asking === null ? null : (
        <ReasonDialog
          title={`${ASKED[asking].title} ${planName(body.number)}`}
          description={asking === 'cancel' && isStoppable(plan) ? words.stopWords : ASKED[asking].description}
          lost={asking === 'roll-back' ? body.steps.flatMap(({ undo }) => undo.cannotRestore) : []}
          confirm={ASKED[asking].confirm}
          isBusy={act.isPending}
          error={act.error}
          onClose={() => setAsking(null)}
          onConfirm={(reason) => act.mutate({ what: asking, reason })}
        />
      )}
    </aside>
  )
}

/** How long it waits for its approvals, and where one gives them. */
function Waiting({ plan }: { readonly plan: PlanView }) {
  const { body, summary } = plan
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Section title={words.expiresIn} aside={<Time at={body.expiresAt} look="clock" />}>
      <Countdown until={body.expiresAt} label={words.expiresIn} overText={words.expired} size="heading" />
      <Link
        to="/approvals"
        search={{ list: summary.mayVote.allowed ? '' : 'waiting', plan: body.id }}
        className="ms-3 text-accent hover:underline"
      >
        {summary.mayVote.allowed ? words.decideOn : words.seeInApprovals}
      </Link>
      {summary.mayVote.allowed ? null : (
        <p className="mt-1 text-small text-text-3">
          <HostileText text={summary.mayVote.because} />
        </p>
      )}
      <Silence plan={plan} isAsking={isAsking} onAsking={setIsAsking} />
    </Section>
  )
}

/** What approvers agreed to, and the file by which anybody checks that they did. */
function BoundTo({ plan: { body, digest, votes, glass }, plan }: { readonly plan: PlanView }) {
  return (
    <Section title={words.boundToTitle}>
      <p className="text-text-2 [overflow-wrap:anywhere]">
        {words.boundTo(
          body.playbook.id,
          body.playbook.version,
          body.policyVersion,
          body.trigger === null ? '' : words.andTrigger(body.trigger.id, body.trigger.version),
        )}
      </p>
      <p className="mt-1 flex items-center gap-2 text-small text-text-3">
        {words.planDigest(<Digest hex={digest} of={words.plan} />)}
      </p>
      {votes.some(({ passkey }) => passkey !== null) || glass?.passkey != null ? <ExportApprovals plan={plan} /> : null}
    </Section>
  )
}
