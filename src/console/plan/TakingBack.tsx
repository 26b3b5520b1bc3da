import { Undo2 } from 'lucide-react'
import * as words from '#words/plan.tsx'
import { PLAN_STATE_WORDS, planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { Link } from '../shared/router/Link.tsx'
import { sayRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { isStoppable } from './plan-progress.ts'

interface TakingBackProps {
  readonly plan: PlanView
  /** Why nothing can be done now, e.g. no connection; null where it can. */
  readonly waits: string | null
  readonly onRollBack: () => void
  readonly onCancel: () => void
}

/** Whether its effect was taken back and by which plan, and the ways to do so or to stop it. */
export function TakingBack({ plan, waits, onRollBack, onCancel }: TakingBackProps) {
  const { body, takenBack, undoneBy } = plan
  // Of what waits nothing has been sent, and of what is taken back nothing is left.
  const isRolledBack = body.undoes === null && takenBack === null && plan.state !== 'pending'
  const isCancellable = plan.mayCancel.rule !== 'cancel.final'
  return (
    <Section title={words.takingItBack}>
      {takenBack === null || undoneBy === null ? null : (
        <>
          <p>
            {words.takenBackBy(
              <Link to="/plans/$planId" params={{ planId: undoneBy }} className="font-mono text-accent hover:underline">
                {planName(takenBack.number)}
              </Link>,
              takenBack.state === 'done' ? null : PLAN_STATE_WORDS[takenBack.state].toLowerCase(),
            )}
          </p>
          <p className="mt-1 text-text-2">
            <HostileText text={takenBack.reason} className="[overflow-wrap:anywhere] whitespace-normal!" />
          </p>
        </>
      )}
      {body.undoes === null ? null : (
        <p>
          <Link to="/plans/$planId" params={{ planId: body.undoes }} className="text-accent hover:underline">
            {words.takesBack}
          </Link>
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2 first:mt-0 empty:hidden">
        {isRolledBack ? (
          <Button
            icon={<Undo2 aria-hidden size={14} />}
            disabledBecause={sayRefusal(plan.mayRollBack) ?? waits}
            onClick={onRollBack}
          >
            {words.rollBack}
          </Button>
        ) : null}
        {isCancellable ? (
          <Button disabledBecause={sayRefusal(plan.mayCancel) ?? waits} onClick={onCancel}>
            {isStoppable(plan) ? words.stop : words.cancelThePlan}
          </Button>
        ) : null}
      </div>
      {isRolledBack && !plan.mayRollBack.allowed ? (
        <p className="mt-1 text-small text-text-3">
          <HostileText text={plan.mayRollBack.because} />
        </p>
      ) : null}
    </Section>
  )
}
