import * as words from '#words/plan.tsx'
import { spell } from '../../domain/plan/restoration.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { sayRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

interface DeadlineProps {
  readonly plan: PlanView
  /** Why nothing can be done now, e.g. no connection; null where it can. */
  readonly waits: string | null
  readonly onConfirm: () => void
}

/** Of a temporary containment: when it is taken back by itself, who can say that it stays, and who did. Else nothing. */
export function Deadline({ plan, waits, onConfirm }: DeadlineProps) {
  const { at, note, confirmed } = plan.restore
  const afterMs = plan.body.restoreAfterMs ?? null
  if (confirmed !== null) {
    return (
      <Section title={words.itStays}>
        <p>
          {words.confirmedBy(
            <HostileText text={confirmed.name} />,
            <Time at={confirmed.at} look="both" />,
            <HostileText text={confirmed.reason} />,
          )}
        </p>
      </Section>
    )
  }
  if (at === null) {
    if (afterMs === null || plan.state === 'done' || plan.undoneBy !== null) return null
    return (
      <Section title={words.temporary}>
        <p>{words.takenBackByItself(spell(afterMs))}</p>
      </Section>
    )
  }
  return (
    <Section title={words.takenBack} aside={<Time at={at} look="clock" />}>
      <Countdown until={at} label={words.takenBack} overText={words.beingTakenBack} size="heading" />
      <p className="mt-1 text-text-2">{words.unlessSomebodyElse}</p>
      {note === null ? null : (
        <p role="alert" className="mt-1 text-bad">
          {words.notTakenBackYet(<HostileText text={note} />)}
        </p>
      )}
      <div className="mt-2">
        <Button disabledBecause={sayRefusal(plan.mayConfirm) ?? waits} onClick={onConfirm}>
          {words.confirmThatItStays}
        </Button>
      </div>
      {plan.mayConfirm.allowed ? null : (
        <p className="mt-1 text-small text-text-3">
          <HostileText text={plan.mayConfirm.because} />
        </p>
      )}
    </Section>
  )
}
