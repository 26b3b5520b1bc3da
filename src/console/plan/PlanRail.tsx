import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
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
import { sayRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { Digest } from '../ui/Digest.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Deadline } from './Deadline.tsx'
import { ExportApprovals } from './ExportApprovals.tsx'
import { isStoppable } from './plan-progress.ts'

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

/** Who let it pass, what it was bound to, and the two things one can still do. */
export function PlanRail({ plan }: { readonly plan: PlanView }) {
  const { body } = plan
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const isOffline = useIsOffline()
  const [asking, setAsking] = useState<Act | null>(null)
  const stops = isStoppable(plan)
  const isCancellable = plan.mayCancel.rule !== 'cancel.final'
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

  return (
    <aside
      aria-label={words.gateAndUndo}
      className="shrink-0 border-t border-line bg-surface px-4 tablet:w-93 tablet:overflow-y-auto tablet:border-s tablet:border-t-0"
    >
      {plan.glass === null ? null : <GlassNotice glass={plan.glass} />}
      <Seats plan={plan} />
      {plan.state === 'pending' ? (
        <Section title={words.expiresIn}>
          <Countdown until={body.expiresAt} label={words.expiresIn} overText={words.expired} size="heading" />
          <Link
            to="/approvals"
            search={{ list: plan.summary.mayVote.allowed ? '' : 'waiting', plan: body.id }}
            className="ms-3 text-accent hover:underline"
          >
            {plan.summary.mayVote.allowed ? words.decideOn : words.seeInApprovals}
          </Link>
          {plan.summary.mayVote.allowed ? null : (
            <p className="mt-1 text-small text-text-3">
              <HostileText text={plan.summary.mayVote.because} />
            </p>
          )}
          <Silence plan={plan} />
        </Section>
      ) : null}
      {plan.stateReason === null ? null : (
        <Section title={words.whyItStands}>
          <p>
            <HostileText text={plan.stateReason} className="[overflow-wrap:anywhere]" />
          </p>
        </Section>
      )}
      {plan.recheck.length === 0 ? null : (
        <Section title={words.againstWhat}>
          <Rechecks rechecks={plan.recheck} />
        </Section>
      )}
      <Section title={words.boundToTitle}>
        <p className="text-text-2">
          {words.boundTo(
            body.playbook.id,
            body.playbook.version,
            body.policyVersion,
            body.trigger === null ? '' : words.andTrigger(body.trigger.id, body.trigger.version),
          )}
        </p>
        <p className="mt-1 flex items-center gap-2 text-small text-text-3">
          {words.planDigest(<Digest hex={plan.digest} of={words.plan} />)}
        </p>
        {plan.votes.some(({ passkey }) => passkey !== null) || plan.glass?.passkey != null ? (
          <ExportApprovals plan={plan} />
        ) : null}
      </Section>
      <Deadline plan={plan} waits={waits} onConfirm={() => setAsking('confirm')} />
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
      <Section title={words.takingItBack}>
        {plan.undoneBy === null ? null : (
          <p className="mb-2">
            <Link to="/plans/$planId" params={{ planId: plan.undoneBy }} className="text-accent hover:underline">
              {words.takenBackBy}
            </Link>
          </p>
        )}
        {body.undoes === null ? null : (
          <p className="mb-2">
            <Link to="/plans/$planId" params={{ planId: body.undoes }} className="text-accent hover:underline">
              {words.takesBack}
            </Link>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {body.undoes === null ? (
            <Button
              icon={<Undo2 aria-hidden size={14} />}
              disabledBecause={sayRefusal(plan.mayRollBack) ?? waits}
              onClick={() => setAsking('roll-back')}
            >
              {words.rollBack}
            </Button>
          ) : null}
          {isCancellable ? (
            <Button disabledBecause={sayRefusal(plan.mayCancel) ?? waits} onClick={() => setAsking('cancel')}>
              {stops ? words.stop : words.cancelThePlan}
            </Button>
          ) : null}
        </div>
        {body.undoes === null && !plan.mayRollBack.allowed ? (
          <p className="mt-1 text-small text-text-3">
            <HostileText text={plan.mayRollBack.because} />
          </p>
        ) : null}
      </Section>
      {asking === null ? null : (
        <ReasonDialog
          title={`${ASKED[asking].title} ${planName(body.number)}`}
          description={asking === 'cancel' && stops ? words.stopWords : ASKED[asking].description}
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
