import * as words from '#words/shared/plan.tsx'
import { sayRule } from '../../../domain/plan/quorum.ts'
import type { PlanView, StageView } from '../../../domain/views/plan-views.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Section } from '../../ui/layout.tsx'
import { Time } from '../../ui/Time.tsx'
import { GateMark } from '../marks/GateMark.tsx'
import { byEffect } from './group-reasons.ts'

/** Whose approval it takes, and who gave it: the seats of each stage as the gateway counts them. */
export function Seats({ plan }: { readonly plan: PlanView }) {
  const { body, votes, summary } = plan
  const rejection = votes.find(({ choice }) => choice === 'reject')
  return (
    <Section
      title={words.quorum}
      aside={<GateMark gate={body.gate.kind} votes={summary.approvals} quorum={summary.quorum} />}
    >
      {body.gate.quorum === 0 ? <p className="text-text-2">{words.itRunsByItself}</p> : null}
      {plan.seats.map((stage, at) => (
        // Stages have no names of their own that would have to differ.
        <StageSeats
          key={`${at}-${stage.title}`}
          stage={stage}
          votes={votes}
          isOnly={plan.seats.length === 1}
          isOver={plan.state !== 'pending'}
        />
      ))}
      {rejection === undefined ? null : (
        <p className="mt-2 text-bad">
          {words.rejectedBy(
            <HostileText text={rejection.person.name} />,
            rejection.reason === '' ? null : (
              <>
                : “<HostileText text={rejection.reason} />”
              </>
            ),
          )}
        </p>
      )}
      {byEffect(body.gate.reasons).map(({ effect, rules, inputs }) => (
        <p key={effect} className="mt-1 text-small text-text-3" title={rules.join(', ')}>
          <HostileText text={`${effect}: ${inputs.join('; ')}`} className="whitespace-normal!" />
        </p>
      ))}
    </Section>
  )
}

interface StageSeatsProps {
  readonly stage: StageView
  readonly votes: PlanView['votes']
  readonly isOnly: boolean
  /** Nobody takes a seat any more. */
  readonly isOver: boolean
}

function StageSeats({ stage, votes, isOnly, isOver }: StageSeatsProps) {
  const isWhole = stage.need === stage.seats.length
  return (
    <div className="mt-2 first:mt-0">
      {isOnly && isWhole ? null : (
        <p className="text-small text-text-3">
          <HostileText text={stage.title} />
          {isWhole ? '' : words.ofSeats(stage.need, stage.seats.length)}
        </p>
      )}
      <ul className="flex flex-col gap-1.5">
        {stage.seats.map(({ rule, holder }, i) => {
          const vote = votes.find(({ person, choice }) => choice === 'approve' && person.id === holder)
          const isSpare = vote === undefined && stage.missing === 0
          return (
            <li key={holder ?? `free-${i}`} className="flex items-baseline justify-between gap-3">
              <span className="min-w-0">
                {vote === undefined ? (
                  <span className="text-text-2">
                    {isSpare ? words.notNeeded : isOver ? words.emptySeat : words.freeSeat}
                  </span>
                ) : (
                  <HostileText text={vote.person.name} className="font-title" />
                )}{' '}
                <span className="text-text-2">
                  <SeatWords rule={rule} team={vote?.person.team ?? null} />
                </span>
              </span>
              {vote === undefined ? null : (
                <span className="shrink-0 text-small text-text-3">
                  {vote.passkey === null
                    ? words.approved
                    : vote.passkey.isRevoked
                      ? words.signedKeyRevoked
                      : words.signed}{' '}
                  <Time at={vote.at} look="clock" />
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

type Rule = StageView['seats'][number]['rule']

/** `team` is that of whoever sits there, or null. */
function SeatWords({ rule, team }: { readonly rule: Rule; readonly team: string | null }) {
  if (rule.of === 'anybody') return team === null ? words.anyApproverBut : <HostileText text={team} />
  if (rule.of === 'domain') return words.seatFor(sayRule(rule))
  return words.ownerTeam(<HostileText text={rule.team} />)
}
