import { CircleCheck, CirclePause, OctagonAlert } from 'lucide-react'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { ConnectorKindView, ConnectorView } from '../../domain/views/other-views.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts, Section, Unknown } from '../ui/layout.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'

interface ConnectorCardProps {
  readonly connector: ConnectorView
  /** Null for the twin and for what the environment names. */
  readonly kind: ConnectorKindView | null
  readonly refusal: string | null
  readonly onEdit: () => void
  readonly onSwitch: () => void
}

/** One connector. Secrets are told by name and age only: nobody can read them again, also here. */
export function ConnectorCard({ connector, kind, refusal, onEdit, onSwitch }: ConnectorCardProps) {
  const labelOf = (name: string) => kind?.fields.find((field) => field.name === name)?.label ?? name
  return (
    <Section
      title={
        <>
          <HostileText text={connector.title} />{' '}
          <span className="ms-2 font-mono text-small text-text-3">{connector.id}</span>{' '}
          {connector.standIn === null ? null : <Tag>exercises only</Tag>}
          {connector.isOn ? null : <Tag>switched off</Tag>}
        </>
      }
      aside={
        connector.kind === null ? null : (
          <span className="flex gap-2">
            <Button look="ghost" disabledBecause={refusal} onClick={onEdit}>
              Change
            </Button>
            <Button look="ghost" disabledBecause={refusal} onClick={onSwitch}>
              {connector.isOn ? 'Switch off' : 'Switch on'}
            </Button>
          </span>
        )
      }
    >
      <Facts
        facts={[
          { label: 'Health', value: <Health health={connector.health} /> },
          ...(kind === null ? [] : [{ label: 'Kind', value: kind.title }]),
          ...(connector.standIn === null
            ? []
            : [
                {
                  label: 'Stand-in',
                  value: <HostileText text={connector.standIn.account} mono />,
                  source: 'closed and opened in exercises; no plan goes here',
                },
              ]),
          ...Object.entries(connector.settings).map(([name, value]) => ({
            label: labelOf(name),
            value: value === '' ? 'not set' : <HostileText text={value} mono />,
          })),
          ...connector.secrets.map(({ name, setAt }) => ({
            label: labelOf(name),
            value: (
              <>
                set <Time at={setAt} />
              </>
            ),
            source: 'sealed, never readable again',
          })),
          {
            label: 'Can do',
            value: connector.actions.map((action) => actionOf(action).title).join(', '),
          },
          {
            label: 'Needs',
            value: (
              <ul>
                {connector.leastPrivilege.map((right) => (
                  <li key={right}>
                    <HostileText text={right} />
                  </li>
                ))}
              </ul>
            ),
            source: 'least privilege',
          },
          {
            label: 'Tried against',
            value: connector.isTried ? (
              connector.triedAgainst
            ) : (
              <>
                <Unknown>Not yet tried against the live service.</Unknown> {connector.triedAgainst}
              </>
            ),
          },
          ...(connector.limits === null
            ? []
            : [
                {
                  label: 'Gets at most',
                  value: `${connector.limits.concurrent} steps at a time, ${connector.limits.perMinute} a minute`,
                },
              ]),
          ...(connector.changedAt === null
            ? []
            : [
                {
                  label: 'Changed',
                  value: (
                    <>
                      <Time at={connector.changedAt} /> by <HostileText text={connector.changedBy ?? ''} />
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  )
}

function Health({ health }: { readonly health: ConnectorView['health'] }) {
  if (health === null) {
    return (
      <span className="inline-flex items-center gap-2">
        <CirclePause aria-hidden size={14} className="text-text-3" />
        <span className="font-strong">Switched off</span>
        <span className="text-text-2">Nothing is sent to it and nobody asks it.</span>
      </span>
    )
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {health.ok ? (
        <CircleCheck aria-hidden size={14} className="text-ok" />
      ) : (
        <OctagonAlert aria-hidden size={14} className="text-bad" />
      )}
      <span className="font-strong">{health.ok ? 'Answers' : 'Does not answer'}</span>
      <span className="text-text-2">
        <HostileText text={health.detail} />
      </span>
      <span className="text-small text-text-3">
        checked <Time at={health.checkedAt} />
      </span>
    </span>
  )
}
