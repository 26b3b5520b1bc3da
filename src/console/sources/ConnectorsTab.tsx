import { useQuery } from '@tanstack/react-query'
import { CircleCheck, OctagonAlert } from 'lucide-react'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts, Section } from '../ui/layout.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'
import { connectorsQuery } from './queries.ts'

/** What carries actions out: what each can do, with which rights, whether it answers, and against what it was ever tried. */
export function ConnectorsTab() {
  const connectors = useQuery(connectorsQuery(useBackend()))
  if (connectors.isPending) return <LoadingState label="Asking the connectors how they are" />
  if (connectors.data === undefined) {
    return <QueryFailed error={connectors.error} onRetry={() => void connectors.refetch()} />
  }
  if (connectors.data.length === 0) {
    return (
      <EmptyState title="No connector is configured">
        Alerts are classified and decided, but every gate is blocked until something can carry an action out.
      </EmptyState>
    )
  }
  return (
    <div className="px-6 py-2">
      {connectors.data.map((connector) => (
        <Section
          key={connector.id}
          title={
            <>
              {connector.title} <span className="ms-2 font-mono text-small text-text-3">{connector.id}</span>
            </>
          }
          aside={
            <>
              checked <Time at={connector.health.checkedAt} />
            </>
          }
        >
          <Facts
            facts={[
              {
                label: 'Health',
                value: (
                  <span className="inline-flex items-center gap-2">
                    {connector.health.ok ? (
                      <CircleCheck aria-hidden size={14} className="text-ok" />
                    ) : (
                      <OctagonAlert aria-hidden size={14} className="text-bad" />
                    )}
                    <span className="font-strong">{connector.health.ok ? 'Answers' : 'Does not answer'}</span>
                    <span className="text-text-2">
                      <HostileText text={connector.health.detail} />
                    </span>
                  </span>
                ),
              },
              { label: 'Can do', value: <span className="font-mono text-small">{connector.actions.join('  ')}</span> },
              {
                label: 'Needs',
                value: (
                  <ul>
                    {connector.leastPrivilege.map((right) => (
                      <li key={right}>
                        <HostileText text={right} mono />
                      </li>
                    ))}
                  </ul>
                ),
                source: 'least privilege',
              },
              { label: 'Tried against', value: connector.triedAgainst },
            ]}
          />
        </Section>
      ))}
    </div>
  )
}
