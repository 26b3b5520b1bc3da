import * as words from '#words/identity.tsx'
import { alertName, PLAN_STATE_WORDS, planName, STATUS_WORDS } from '#words/shared/triage.ts'
import { STATUSES } from '../../domain/alert/alert.ts'
import type { IdentityDetail } from '../../domain/views/other-views.ts'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

const ROW = 'flex min-h-8 flex-wrap items-center gap-x-4 gap-y-0.5 border-b border-line py-1 last:border-b-0'

export function AlertsAndPlans({ detail }: { readonly detail: IdentityDetail }) {
  const { alerts, plans } = detail
  return (
    <>
      <Section title={words.alerts} aside={words.alertCount(alerts.length)}>
        {alerts.length === 0 ? <p className="text-text-2">{words.noAlert}</p> : null}
        <ul>
          {alerts.map((alert) => (
            <li key={alert.id} className={ROW}>
              <span className="w-16 shrink-0 font-mono text-small">
                <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className="text-accent hover:underline">
                  {alertName(alert.number)}
                </Link>
              </span>
              <SeverityMark severity={alert.severity} />
              <TierMark tier={alert.tier} words="short" />
              <HostileText text={alert.title} className="min-w-0 grow truncate" />
              <span className="text-text-2">{statusWord(alert.status)}</span>
              <span className="w-12 text-end text-small text-text-3">
                <Time at={alert.lastSeenAt} look="age" />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {plans.length === 0 ? null : (
        <Section title={words.plans} aside={words.planCount(plans.length)}>
          <ul>
            {plans.map((plan) => (
              <li key={plan.id} className={ROW}>
                <span className="w-16 shrink-0 font-mono text-small">
                  <Link to="/plans/$planId" params={{ planId: plan.id }} className="text-accent hover:underline">
                    {planName(plan.number)}
                  </Link>
                </span>
                <HostileText text={plan.title} className="min-w-0 grow truncate" />
                <span className="text-text-2">{PLAN_STATE_WORDS[plan.state]}</span>
                <VerificationMark state={plan.containment} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function statusWord(status: string): string {
  const known = STATUSES.find((option) => option === status)
  return known === undefined ? status : STATUS_WORDS[known]
}
