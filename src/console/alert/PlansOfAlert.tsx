import { Link } from '@tanstack/react-router'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { PLAN_STATE_WORDS, planName } from '../shared/triage/words.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

/** What was asked for already. It stands above the evidence: whoever opens the alert must see that an answer is under way. */
export function PlansOfAlert({ plans }: { readonly plans: readonly PlanSummary[] }) {
  return (
    <Section title="Plans">
      <ul>
        {plans.map((plan) => (
          <li
            key={plan.id}
            className="flex min-h-8 flex-wrap items-center gap-x-5 border-b border-line last:border-b-0"
          >
            <Link
              to="/plans/$planId"
              params={{ planId: plan.id }}
              className="rounded-s font-mono text-small text-accent hover:underline"
            >
              {planName(plan.number)}
            </Link>
            <span className="min-w-0 grow truncate">
              <HostileText text={plan.title} />
            </span>
            <GateMark gate={plan.gate} {...(plan.gate === 'auto' ? {} : { votes: plan.approvals })} />
            <span className="font-strong">{PLAN_STATE_WORDS[plan.state]}</span>
            <VerificationMark state={plan.containment} />
            <span className="text-small text-text-3">
              <HostileText text={plan.requestedBy.name} />, <Time at={plan.requestedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
