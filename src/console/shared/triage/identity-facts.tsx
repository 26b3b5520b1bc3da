import type { ReactNode } from 'react'
import * as words from '#words/shared/work.tsx'
import type { Identity } from '../../../domain/identity/identity.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { type Fact, Unknown } from '../../ui/layout.tsx'
import { Time } from '../../ui/Time.tsx'

/** Whose it is and what it reaches, each fact with its source and age. What nobody told us is "unknown", never left out. */
export function identityFacts(identity: Identity): readonly Fact[] {
  const rows: readonly [label: string, field: keyof Identity, value: ReactNode][] = [
    [words.owner, 'businessOwner', text(identity.businessOwner, words.noOwnerIsKnown)],
    [words.runBy, 'technicalOwner', text(identity.technicalOwner, words.nobodyIsNamed)],
    [words.environment, 'environment', text(environmentText(identity))],
    [
      words.criticality,
      'criticality',
      identity.criticality === null ? <Unknown /> : words.criticalityOf(identity.criticality),
    ],
    [words.runsOn, 'workload', text(identity.workload, undefined, true)],
    [words.tenancy, 'tenancy', text(identity.tenancy === null ? null : words.tenancies[identity.tenancy])],
    [words.privilege, 'privilege', text(identity.privilege === null ? null : words.privileges[identity.privilege])],
    [words.reaches, 'sensitiveResources', reachText(identity.sensitiveResources)],
    [words.rotation, 'rotationDays', rotationText(identity)],
    [
      words.checked,
      'validatedAt',
      identity.validatedAt === null ? <Unknown>{words.never}</Unknown> : <Time at={identity.validatedAt} />,
    ],
  ]
  return rows.map(([label, field, value]) => ({ label, value, source: <Source of={identity} field={field} /> }))
}

function Source({ of: identity, field }: { readonly of: Identity; readonly field: keyof Identity }) {
  const from = identity.provenance[field]
  if (from === undefined) return <span>{words.noSource}</span>
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
  return words.noSensitiveStore(count)
}

function rotationText({ rotationDays, credentials }: Identity): ReactNode {
  const active = credentials.filter(({ state }) => state === 'active').length
  const held = words.holdsNoLasting(active)
  if (rotationDays === null)
    return active === 0 ? (
      held
    ) : (
      <>
        {held}, <Unknown>{words.noPolicyKnown}</Unknown>
      </>
    )
  return words.rotatedEvery(words.days(rotationDays), held)
}
