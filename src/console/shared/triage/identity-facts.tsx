import type { ReactNode } from 'react'
import type { Identity } from '../../../domain/identity/identity.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { type Fact, Unknown } from '../../ui/layout.tsx'
import { plural } from '../../ui/number-text.ts'
import { Time } from '../../ui/Time.tsx'

/** Whose it is and what it reaches, each fact with its source and age. What nobody told us is "unknown", never left out. */
export function identityFacts(identity: Identity): readonly Fact[] {
  const rows: readonly [label: string, field: keyof Identity, value: ReactNode][] = [
    ['Owner', 'businessOwner', text(identity.businessOwner, 'No owner is known')],
    ['Run by', 'technicalOwner', text(identity.technicalOwner, 'Nobody is named')],
    ['Environment', 'environment', text(environmentText(identity))],
    ['Criticality', 'criticality', identity.criticality === null ? <Unknown /> : `${identity.criticality} of 5`],
    ['Runs on', 'workload', text(identity.workload, undefined, true)],
    ['Tenancy', 'tenancy', text(identity.tenancy)],
    ['Privilege', 'privilege', text(identity.privilege)],
    ['Reaches', 'sensitiveResources', reachText(identity.sensitiveResources)],
    ['Rotation', 'rotationDays', rotationText(identity)],
    [
      'Checked',
      'validatedAt',
      identity.validatedAt === null ? <Unknown>never</Unknown> : <Time at={identity.validatedAt} />,
    ],
  ]
  return rows.map(([label, field, value]) => ({ label, value, source: <Source of={identity} field={field} /> }))
}

function Source({ of: identity, field }: { readonly of: Identity; readonly field: keyof Identity }) {
  const from = identity.provenance[field]
  if (from === undefined) return <span>no source</span>
  return (
    <>
      <HostileText text={from.source} />, <Time at={from.observedAt} look="age" />
    </>
  )
}

function text(value: string | null, unknown = 'unknown', mono = false): ReactNode {
  return value === null ? <Unknown>{unknown}</Unknown> : <HostileText text={value} mono={mono} maxLength={60} />
}

function environmentText({ environment, account }: Identity): string | null {
  if (environment === null) return account
  return account === null ? environment : `${environment}, ${account}`
}

function reachText(count: number | null): ReactNode {
  if (count === null) return <Unknown />
  return count === 0 ? 'no sensitive store' : plural(count, 'sensitive store')
}

function rotationText({ rotationDays, credentials }: Identity): ReactNode {
  const active = credentials.filter(({ state }) => state === 'active').length
  const held = active === 0 ? 'holds no lasting credential' : plural(active, 'active credential')
  if (rotationDays === null)
    return active === 0 ? (
      held
    ) : (
      <>
        {held}, <Unknown>no policy known</Unknown>
      </>
    )
  return `every ${plural(rotationDays, 'day')}, ${held}`
}
