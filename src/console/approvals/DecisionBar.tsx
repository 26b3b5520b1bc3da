import { Check } from 'lucide-react'
import type { Ref } from 'react'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { failureWords } from '../shared/backend-error.ts'
import { useIsOffline } from '../shared/connection.ts'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { Digest } from '../ui/Digest.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { hidesSomething } from '../ui/hostile-text.ts'
import { TextField } from '../ui/TextField.tsx'
import { isTargetNamed, mustNameTarget, targetsOf } from './approval-logic.ts'
import { APPROVALS_KEYS } from './approvals-keys.ts'
import { BreakGlassButton } from './BreakGlassButton.tsx'
import type { Decision } from './use-decision.ts'

interface DecisionBarProps {
  readonly plan: PlanView
  readonly isStale: boolean
  readonly decision: Decision
  readonly box: Ref<HTMLDivElement>
  /** Below the last line of the last target: approving waits until it was on the screen. */
  readonly end: Ref<HTMLDivElement>
  /** Marks it, or goes to what is missing for that. */
  readonly onMarkOrLook: () => void
}

/** The end of the page: what exactly is touched, its name written by hand where it is strong, and yes or no to these bytes. */
export function DecisionBar({ plan, isStale, decision, box, end, onMarkOrLook }: DecisionBarProps) {
  const { body, digest } = plan
  const { approveRefusal, rejectRefusal, error, isSigned, named } = decision
  const hint = useKeyHint(APPROVALS_KEYS)
  const isOffline = useIsOffline()
  return (
    <div
      ref={box}
      className="sticky bottom-0 flex shrink-0 flex-col gap-2.5 border-t border-line bg-surface px-4 py-3 tablet:static"
    >
      <p className="text-small tablet:hidden">
        {words.expiresUnlessDecided(
          <Countdown until={body.expiresAt} label={words.expires} overText={words.expired} />,
        )}
      </p>
      <Targets plan={plan} end={end} />
      {mustNameTarget(body) ? (
        <TextField
          label={words.nameField}
          mono
          value={named}
          onChange={decision.onName}
          // A placeholder cannot mark what hides in a name, and a reversed name would read as another.
          placeholder={hidesSomething(body.identity.name) ? '' : body.identity.name}
          end={isTargetNamed(body, named) ? <Check aria-hidden size={14} className="text-ok" /> : undefined}
        />
      ) : null}
      {error === null ? null : (
        <p role="alert" className="text-small text-bad">
          {failureWords(error).title}. <HostileText text={failureWords(error).detail} />
        </p>
      )}
      <div className="flex gap-2">
        <Button
          look="ink"
          size="large"
          className="grow"
          // With marks those keys submit them, and say so beside them.
          {...(decision.hasMarks ? {} : { keys: CONFIRM_CAPS })}
          isBusy={decision.isBusy}
          disabledBecause={approveRefusal}
          onClick={decision.approve}
        >
          {isSigned ? words.signAndApprove : words.approve} {planName(body.number)}
        </Button>
        <Button
          size="large"
          keys={hint('reject')}
          disabledBecause={rejectRefusal}
          onClick={() => decision.beginReject('')}
        >
          {words.reject}
        </Button>
      </div>
      <MarkLine decision={decision} onMarkOrLook={onMarkOrLook} />
      {approveRefusal === null ? null : (
        <p className="text-small text-doubt">
          <HostileText text={approveRefusal} />{' '}
          {decision.isForKey ? (
            <Link to="/keys" className="text-accent hover:underline">
              {words.yourPasskeys}
            </Link>
          ) : null}
        </p>
      )}
      <BreakGlassButton
        plan={plan}
        refusal={isOffline || isStale ? words.waitsForLine : null}
        onBroken={decision.onOwn}
      />
      <p className="flex items-center gap-2 text-small text-text-3">
        {isSigned ? words.passkeySigns : words.youApprovePlan} <Digest hex={digest} of={words.plan} />
      </p>
    </div>
  )
}

/** The way to decide on several together: mark this one, or take its mark off. */
function MarkLine({ decision, onMarkOrLook }: Pick<DecisionBarProps, 'decision' | 'onMarkOrLook'>) {
  const hint = useKeyHint(APPROVALS_KEYS)
  const { marked } = decision
  if (marked === undefined) {
    return (
      <Button look="ghost" keys={hint('approve')} disabledBecause={decision.approveRefusal} onClick={onMarkOrLook}>
        {words.markToApproveWithOthers}
      </Button>
    )
  }
  return (
    <p className="flex items-baseline justify-between gap-2 text-small">
      <span>
        {words.markedTo(marked.choice, <HostileText text={marked.reason === '' ? words.notSentYet : marked.reason} />)}
      </span>
      <Button look="ghost" keys={hint('select')} onClick={decision.takeMarkOff}>
        {words.takeTheMarkOff}
      </Button>
    </p>
  )
}

/** Right above the button, always: what exactly is touched, and how many. */
function Targets({ plan, end }: Pick<DecisionBarProps, 'plan' | 'end'>) {
  const targets = targetsOf(plan.body)
  const whole = '[overflow-wrap:anywhere] whitespace-normal!'
  return (
    <div>
      <p className="text-small text-text-3">{words.touches}</p>
      <HostileText text={plan.body.identity.name} mono className={whole} />
      <ul
        aria-label={words.targets(targets.length)}
        className="max-h-16 overflow-y-auto text-small text-text-2 tablet:max-h-24"
      >
        {targets.map((target, i) => (
          <li key={target}>
            <HostileText text={target} mono className={whole} />
            {i === targets.length - 1 ? <div ref={end} className="h-px" /> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
