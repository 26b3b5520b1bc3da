import { CircleCheck, CirclePause, OctagonAlert } from 'lucide-react'
import * as words from '#words/sources.tsx'
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
  const fieldOf = (name: string) => kind?.fields.find((field) => field.name === name)
  const labelOf = (name: string) => fieldOf(name)?.label ?? name
  return (
    <Section
      title={
        <>
          <HostileText text={connector.title} />{' '}
          <span className="ms-2 font-mono text-small text-text-3">{connector.id}</span>{' '}
          {connector.standIn === null ? null : <Tag>{words.exercisesOnly}</Tag>}
          {connector.isOn ? null : <Tag>{words.switchedOff}</Tag>}
        </>
      }
      aside={
        connector.kind === null ? null : (
          <span className="flex gap-2">
            <Button look="ghost" disabledBecause={refusal} onClick={onEdit}>
              {words.change}
            </Button>
            <Button look="ghost" disabledBecause={refusal} onClick={onSwitch}>
              {connector.isOn ? words.switchOff : words.switchOn}
            </Button>
          </span>
        )
      }
    >
      <Facts
        facts={[
          { label: words.health, value: <Health health={connector.health} /> },
          ...(kind === null ? [] : [{ label: words.kind, value: kind.title }]),
          ...(connector.standIn === null
            ? []
            : [
                {
                  label: words.standIn,
                  value: <HostileText text={connector.standIn.account} mono />,
                  source: words.closedAndOpened,
                },
              ]),
          ...Object.entries(connector.settings).map(([name, value]) => ({
            label: labelOf(name),
            value: <Setting lines={fieldOf(name)?.kind === 'lines' ? value.split('\n') : [value]} />,
          })),
          ...connector.secrets.map(({ name, setAt }) => ({
            label: labelOf(name),
            value: words.setSince(<Time at={setAt} />),
            source: words.sealedNeverReadable,
          })),
          {
            label: words.canDo,
            value: connector.actions.map((action) => actionOf(action).title).join(', '),
          },
          {
            label: words.needs,
            value: (
              <ul>
                {connector.leastPrivilege.map((right) => (
                  <li key={right}>
                    <HostileText text={right} />
                  </li>
                ))}
              </ul>
            ),
            source: words.leastPrivilege,
          },
          {
            label: words.triedAgainst,
            value: connector.isTried ? (
              connector.triedAgainst
            ) : (
              <>
                <Unknown>{words.notYetTriedAgainst}</Unknown> {connector.triedAgainst}
              </>
            ),
          },
          ...(connector.limits === null
            ? []
            : [
                {
                  label: words.getsAtMost,
                  value: words.stepsAtATime(connector.limits.concurrent, connector.limits.perMinute),
                },
              ]),
          ...(connector.changedAt === null
            ? []
            : [
                {
                  label: words.changed,
                  value: words.changedBy(
                    <Time at={connector.changedAt} />,
                    <HostileText text={connector.changedBy ?? ''} />,
                  ),
                },
              ]),
        ]}
      />
    </Section>
  )
}

/** A value as it was written: one line, or a list where the field takes several. */
function Setting({ lines }: { readonly lines: readonly string[] }) {
  const written = lines.filter((line) => line.trim() !== '')
  if (written.length === 0) return words.notSet
  return (
    <ul>
      {written.map((line, i) => (
        // A line may stand twice.
        <li key={`${i} ${line}`}>
          <HostileText text={line} mono />
        </li>
      ))}
    </ul>
  )
}

function Health({ health }: { readonly health: ConnectorView['health'] }) {
  if (health === null) {
    return (
      <span className="inline-flex items-center gap-2">
        <CirclePause aria-hidden size={14} className="text-text-3" />
        <span className="font-strong">{words.isSwitchedOff}</span>
        <span className="text-text-2">{words.nothingIsSent}</span>
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
      <span className="font-strong">{health.ok ? words.answers : words.doesNotAnswer}</span>
      <span className="text-text-2">
        <HostileText text={health.detail} />
      </span>
      <span className="text-small text-text-3">{words.checked(<Time at={health.checkedAt} />)}</span>
    </span>
  )
}
