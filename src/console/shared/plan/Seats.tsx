import type { PlanView } from '../../../domain/views/plan-views.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Section } from '../../ui/layout.tsx'
import { Time } from '../../ui/Time.tsx'
import { GateMark } from '../marks/GateMark.tsx'
import { seatsOf } from './seats.ts'

/** Whose approval it takes, and who gave it. */
export function Seats({ plan }: { readonly plan: PlanView }) {
  const { body, votes, summary } = plan
  const rejection = votes.find(({ choice }) => choice === 'reject')
  return (
    <Section title="Quorum" aside={<GateMark gate={body.gate.kind} votes={summary.approvals} />}>
      {body.gate.quorum === 0 ? <p className="text-text-2">It runs by itself: no approval is needed.</p> : null}
      <ul className="flex flex-col gap-1.5">
        {seatsOf(body, votes).map(({ vote, team }, i) => (
          <li key={vote?.person.id ?? `free-${i}`} className="flex items-baseline justify-between gap-3">
            <span className="min-w-0">
              {vote === null ? (
                <span className="text-text-2">Free seat</span>
              ) : (
                <HostileText text={vote.person.name} className="font-title" />
              )}{' '}
              <span className="text-text-2">
                {team === null ? (
                  vote === null ? (
                    'any approver but who asked'
                  ) : (
                    <HostileText text={vote.person.team} />
                  )
                ) : (
                  <>
                    owner team, <HostileText text={team} />
                  </>
                )}
              </span>
            </span>
            {vote === null ? null : (
              <span className="shrink-0 text-small text-text-3">
                {vote.passkey === null ? 'approved' : vote.passkey.isRevoked ? 'signed, key revoked,' : 'signed'}{' '}
                <Time at={vote.at} look="clock" />
              </span>
            )}
          </li>
        ))}
      </ul>
      {rejection === undefined ? null : (
        <p className="mt-2 text-bad">
          Rejected by <HostileText text={rejection.person.name} />
          {rejection.reason === '' ? null : (
            <>
              : “<HostileText text={rejection.reason} />”
            </>
          )}
        </p>
      )}
      {body.gate.reasons.map((reason) => (
        <p key={reason.rule} className="mt-1 text-small text-text-3" title={reason.rule}>
          <HostileText text={`${reason.effect}: ${reason.input}`} />
        </p>
      ))}
    </Section>
  )
}
