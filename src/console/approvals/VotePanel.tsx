import { Check, CircleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Verdict } from '../../domain/people/verdict.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { failureWords } from '../shared/backend-error.ts'
import { useIsOffline } from '../shared/connection.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { useKeyRefusal } from '../shared/passkeys/queries.ts'
import { GlassNotice } from '../shared/plan/GlassNotice.tsx'
import { Rechecks } from '../shared/plan/Rechecks.tsx'
import { Seats } from '../shared/plan/Seats.tsx'
import { Silence } from '../shared/plan/Silence.tsx'
import { Link } from '../shared/router/Link.tsx'
import { hasRole, useSession } from '../shared/session.ts'
import { PLAN_STATE_WORDS, planName } from '../shared/triage/words.ts'
import { sayRefusal } from '../shared/use-refusal.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { useNow } from '../ui/clock.ts'
import { Digest } from '../ui/Digest.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { hidesSomething } from '../ui/hostile-text.ts'
import { Facts, Section } from '../ui/layout.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Time } from '../ui/Time.tsx'
import { changeSince, mustNameTarget, REJECT_REASONS, type Shown, shownOf, targetsOf } from './approval-logic.ts'
import { APPROVALS_KEYS } from './approvals-keys.ts'
import { BreakGlassButton } from './BreakGlassButton.tsx'
import type { Mark } from './marks.ts'
import { RejectDialog } from './RejectDialog.tsx'
import { useVote } from './use-approvals.ts'
import { mark, unmark, useMarks } from './use-marks.ts'
import { useSeen } from './use-seen.ts'

interface VotePanelProps {
  readonly plan: PlanView
  /** The last reading failed: what is shown may not be of this moment. */
  readonly isStale: boolean
  /** It was marked: the list goes on. */
  readonly onMarked: () => void
}

const WAITS = 'Deciding waits for the connection to the gateway.'

/** Quorum, time, the comparison of this moment, and the decision. It approves exactly what is on the page, or nothing. */
export function VotePanel({ plan, isStale, onMarked }: VotePanelProps) {
  const { body, summary } = plan
  const vote = useVote(body.id)
  const hint = useKeyHint(APPROVALS_KEYS)
  const session = useSession()
  const isOffline = useIsOffline()
  const now = useNow()
  const [read, setRead] = useState<Shown>(() => shownOf(plan))
  const [named, setNamed] = useState('')
  const [rejectReason, setRejectReason] = useState<string | null>(null)
  const [end, areTargetsSeen] = useSeen<HTMLLIElement>()
  const decision = useRef<HTMLDivElement>(null)

  const mustName = mustNameTarget(body)
  const isNamed = named.trim() === body.identity.name.trim()
  const changed = changeSince(read, shownOf(plan))
  const isOver = now >= body.expiresAt
  const isSigned = body.gate.passkey
  const { marks } = useMarks()
  const own = marks.find(({ planId }) => planId === body.id)
  const keyRefusal = useKeyRefusal(isSigned && plan.state === 'pending' && summary.mayVote.allowed)
  const failing = plan.recheck.find(({ holds }) => !holds)
  const refusalBy = (verdict: Verdict) =>
    plan.state !== 'pending'
      ? `${planName(body.number)} is decided: ${PLAN_STATE_WORDS[plan.state].toLowerCase()}.`
      : isOver
        ? `Expired. Nobody answered in time; ${body.requestedBy.name} can ask again.`
        : !verdict.allowed
          ? sayRefusal(verdict)
          : isOffline || isStale
            ? WAITS
            : null
  const refusal = refusalBy(summary.mayVote)
  const rejectRefusal = refusalBy(summary.mayReject)
  const approveRefusal =
    refusal ??
    (changed !== null
      ? 'The plan changed. Read it again first.'
      : failing !== undefined
        ? `${failing.what}: ${failing.detail}`
        : !areTargetsSeen
          ? 'Look at every target first: the list goes on below.'
          : mustName && !isNamed
            ? `Write the name of the target: ${body.identity.name}`
            : keyRefusal)

  const cast = (choice: 'approve' | 'reject', reason: string) =>
    vote.mutate(
      { choice, digest: plan.digest, reason, signedFor: isSigned && choice === 'approve' ? plan.shownDigest : null },
      {
        onSuccess: (after) => {
          setRead(shownOf(after))
          setRejectReason(null)
          unmark(body.id)
        },
      },
    )
  const markAs = (choice: Mark['choice'], reason: string) => {
    if (session === null) return
    const signedFor = isSigned && choice === 'approve' ? plan.shownDigest : null
    const { id: planId, number } = body
    const isMarked = mark(session.person.id, {
      planId,
      number,
      action: summary.action,
      choice,
      reason,
      digest: plan.digest,
      signedFor,
      trouble: null,
    })
    if (isMarked) {
      setRejectReason(null)
      onMarked()
    }
  }
  const markOrLook = () => {
    if (approveRefusal === null) markAs('approve', '')
    else decision.current?.querySelector<HTMLElement>('input, button')?.focus()
  }
  const approve = () => {
    if (approveRefusal === null && !vote.isPending) cast('approve', '')
  }
  const reject = (reason: string) => {
    if (rejectRefusal === null) setRejectReason(reason)
  }

  useEffect(() => {
    if (changed !== null) announce(`Plan changed. ${changed}`, 'assertive')
  }, [changed])
  useKeys(APPROVALS_KEYS, {
    approve: markOrLook,
    reject: () => reject(''),
    // What is marked is submitted first, by the page.
    confirm: marks.length === 0 ? approve : undefined,
    select: own === undefined ? undefined : () => unmark(body.id),
    ...Object.fromEntries(REJECT_REASONS.map((reason, i) => [`reason-${i}`, () => reject(reason)])),
  })

  return (
    <aside
      aria-label="Decision"
      className="contents bg-surface tablet:flex tablet:w-93 tablet:shrink-0 tablet:flex-col tablet:border-s tablet:border-line"
    >
      {changed === null ? null : (
        <Banner
          tone="doubt"
          isUrgent
          icon={<CircleAlert aria-hidden size={16} />}
          title="Plan changed, read again."
          action={<Button onClick={() => setRead(shownOf(plan))}>I have read it</Button>}
        >
          {changed}
        </Banner>
      )}
      <div className="border-t border-line px-4 tablet:min-h-0 tablet:grow tablet:overflow-y-auto tablet:border-t-0">
        {plan.glass === null ? null : <GlassNotice glass={plan.glass} />}
        <Seats plan={plan} />
        {plan.state === 'pending' ? (
          <Section title="Expires in" aside={<Time at={body.expiresAt} look="clock" />}>
            <Countdown until={body.expiresAt} label="Expires in" overText="expired" size="heading" speaks />
            <p className="text-small text-text-3">
              Silence never approves: then the plan expires and stays in the history.
            </p>
            <Silence plan={plan} />
          </Section>
        ) : (
          <Section title="State">
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
              Steps, read-back and rollback
            </Link>
          </Section>
        )}
        {plan.recheck.length === 0 ? null : (
          <Section title="Checked again just now">
            <Rechecks rechecks={plan.recheck} />
          </Section>
        )}
      </div>
      {plan.state === 'pending' ? (
        <div
          ref={decision}
          className="sticky bottom-0 flex shrink-0 flex-col gap-2.5 border-t border-line bg-surface px-4 py-3 tablet:static"
        >
          <Targets plan={plan} end={end} />
          {mustName ? (
            <TextField
              label="Write the target's name to approve"
              mono
              value={named}
              onChange={setNamed}
              // A placeholder cannot mark what hides in a name, and a reversed name would read as another.
              placeholder={hidesSomething(body.identity.name) ? '' : body.identity.name}
              end={isNamed ? <Check aria-hidden size={14} className="text-ok" /> : undefined}
            />
          ) : null}
          {vote.error === null ? null : (
            <p role="alert" className="text-small text-bad">
              {failureWords(vote.error).title}. <HostileText text={failureWords(vote.error).detail} />
            </p>
          )}
          <div className="flex gap-2">
            <Button
              look="ink"
              size="large"
              className="grow"
              keys={['Ctrl', '↵']}
              isBusy={vote.isPending}
              disabledBecause={approveRefusal}
              onClick={approve}
            >
              {isSigned ? 'Sign and approve' : 'Approve'} {planName(body.number)}
            </Button>
            <Button size="large" keys={hint('reject')} disabledBecause={rejectRefusal} onClick={() => reject('')}>
              Reject
            </Button>
          </div>
          {own === undefined ? (
            <Button look="ghost" keys={hint('approve')} disabledBecause={approveRefusal} onClick={markOrLook}>
              Mark to approve with others
            </Button>
          ) : (
            <p className="flex items-baseline justify-between gap-2 text-small">
              <span>
                Marked to {own.choice}, <HostileText text={own.reason === '' ? 'not sent yet' : own.reason} />
              </span>
              <Button look="ghost" keys={hint('select')} onClick={() => unmark(body.id)}>
                Take the mark off
              </Button>
            </p>
          )}
          {approveRefusal === null ? null : (
            <p className="text-small text-doubt">
              <HostileText text={approveRefusal} />{' '}
              {approveRefusal === keyRefusal ? (
                <Link to="/keys" className="text-accent hover:underline">
                  Your passkeys
                </Link>
              ) : null}
            </p>
          )}
          {hasRole(session, 'break-glass') ? (
            <BreakGlassButton
              plan={plan}
              refusal={isOffline || isStale ? 'This waits for the connection to the gateway.' : null}
            />
          ) : null}
          <p className="flex items-center gap-2 text-small text-text-3">
            {isSigned ? 'Your passkey signs plan' : 'You approve plan'} <Digest hex={plan.digest} of="plan" />
          </p>
        </div>
      ) : null}
      {rejectReason === null ? null : (
        <RejectDialog
          plan={planName(body.number)}
          reason={rejectReason}
          isBusy={vote.isPending}
          error={vote.error === null ? null : failureWords(vote.error).detail}
          onClose={() => setRejectReason(null)}
          onReject={(reason) => cast('reject', reason)}
          onMark={(reason) => markAs('reject', reason)}
        />
      )}
    </aside>
  )
}

/** Right above the button, always: what exactly is touched, and how many. */
function Targets({ plan, end }: { readonly plan: PlanView; readonly end: React.Ref<HTMLLIElement> }) {
  const targets = targetsOf(plan.body)
  return (
    <div>
      <Facts
        facts={[
          {
            label: 'Touches',
            value: (
              <HostileText
                text={plan.body.identity.name}
                mono
                className="[overflow-wrap:anywhere] whitespace-normal!"
              />
            ),
          },
        ]}
      />
      <ul aria-label={`${targets.length} targets`} className="max-h-24 overflow-y-auto text-small text-text-2">
        {targets.map((target, i) => (
          <li key={target} ref={i === targets.length - 1 ? end : undefined}>
            <HostileText text={target} mono className="[overflow-wrap:anywhere] whitespace-normal!" />
          </li>
        ))}
      </ul>
    </div>
  )
}
