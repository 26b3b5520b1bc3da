import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/layout.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { ConnectorCard } from './ConnectorCard.tsx'
import { EditConnector } from './EditConnector.tsx'
import { connectorKindsQuery, connectorsQuery } from './queries.ts'
import { SwitchConnector } from './SwitchConnector.tsx'

type Asked =
  | { readonly kind: 'nothing' | 'add' }
  | { readonly kind: 'edit' | 'switch'; readonly connector: ConnectorView }

/** What carries actions out: what each can do, with which rights, whether it answers, and against what it was ever tried. */
export function ConnectorsTab() {
  const backend = useBackend()
  const connectors = useQuery(connectorsQuery(backend))
  const kinds = useQuery(connectorKindsQuery(backend)).data ?? []
  const refusal = useRefusal('manage-connectors')
  const [asked, setAsked] = useState<Asked>({ kind: 'nothing' })
  const close = () => setAsked({ kind: 'nothing' })
  if (connectors.isPending) return <LoadingState label={words.askingTheConnectors} />
  if (connectors.data === undefined) {
    return <QueryFailed error={connectors.error} onRetry={() => void connectors.refetch()} />
  }
  const canAdd = kinds.length > 0
  return (
    <div className="px-6 py-2">
      <Section
        title={words.targets}
        aside={
          canAdd ? (
            <Button
              icon={<Plus aria-hidden size={14} />}
              disabledBecause={refusal}
              onClick={() => setAsked({ kind: 'add' })}
            >
              {words.connectATarget}
            </Button>
          ) : null
        }
      >
        {connectors.data.length === 0 ? (
          <EmptyState title={words.noConnectorIsConfigured}>{words.noConnectorDetail}</EmptyState>
        ) : (
          <p className="text-text-2">{words.whereAStepGoes}</p>
        )}
      </Section>
      {connectors.data.map((connector) => (
        <ConnectorCard
          key={connector.id}
          connector={connector}
          kind={kinds.find(({ id }) => id === connector.kind) ?? null}
          refusal={refusal}
          onEdit={() => setAsked({ kind: 'edit', connector })}
          onSwitch={() => setAsked({ kind: 'switch', connector })}
        />
      ))}
      {asked.kind === 'add' ? <EditConnector kinds={kinds} connector={null} onClose={close} /> : null}
      {asked.kind === 'edit' ? <EditConnector kinds={kinds} connector={asked.connector} onClose={close} /> : null}
      {asked.kind === 'switch' ? <SwitchConnector connector={asked.connector} onClose={close} /> : null}
    </div>
  )
}
