import { pastRotation } from '../decision/urgency.ts'
import type { Identity } from '../identity/identity.ts'
import { ENVIRONMENTS, PRIVILEGES, TENANCIES } from '../identity/identity-words.ts'
import type { Json } from '../json/json.ts'
import { IDENTITY_KINDS, type IdentityKind } from '../signal/signal.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Facts } from './fields.ts'
import { DAY_MS } from './identity-history.ts'

/**
 * What the inventory says of who acted, at the time of the record. Of an identity that nobody has described nothing is
 * known but the kind that the record shows.
 */
export function identityFacts(identity: Identity | null, shownKind: IdentityKind, at: EpochMs | null): Facts {
  const isKnown = identity?.claimed === true
  const kind = isKnown ? identity.kind : shownKind
  const facts: Record<string, Facts[string]> = { 'identity.known': isKnown }
  if (kind !== 'unknown') facts['identity.kind'] = kind
  if (!isKnown) return facts
  const { environment, privilege, tenancy, criticality } = identity
  if (environment !== null) facts['identity.environment'] = environment
  if (privilege !== null) facts['identity.privilege'] = privilege
  if (criticality !== null) facts['identity.criticality'] = criticality
  facts['identity.owner_known'] = identity.businessOwner !== null || identity.technicalOwner !== null
  if (tenancy !== null) {
    facts['identity.tenancy'] = tenancy
    facts['identity.shared'] = tenancy === 'shared' || tenancy === 'multi-tenant'
    facts['identity.third_party'] = tenancy === 'third-party'
  }
  return at === null ? facts : { ...facts, ...rotationFacts(identity, at) }
}

/** Stands for an owner of whom the facts say that there was one, and nobody knows today who. */
export const OWNER_OF_THEN = 'Owner of then'

/**
 * The way back from `identityFacts`: an identity as the facts of a record had it, and as it is in all that they do not say, which
 * is who owned it, its credentials and its consumers. The same object where nothing differs.
 */
export function identityOfThen(identity: Identity, facts: Facts): Identity {
  const claimed = facts['identity.known'] === true
  const criticality = facts['identity.criticality']
  const was = {
    claimed,
    // Nobody describes a stranger, so that its kind is still the one that its first record showed.
    kind: claimed || identity.claimed ? (wordIn(IDENTITY_KINDS, facts['identity.kind']) ?? 'unknown') : identity.kind,
    environment: wordIn(ENVIRONMENTS, facts['identity.environment']),
    privilege: wordIn(PRIVILEGES, facts['identity.privilege']),
    tenancy: wordIn(TENANCIES, facts['identity.tenancy']),
    criticality: typeof criticality === 'number' ? criticality : null,
    ...ownersOfThen(identity, facts['identity.owner_known'] === true),
  }
  const fields = Object.keys(was) as (keyof typeof was)[]
  return fields.every((field) => was[field] === identity[field]) ? identity : { ...identity, ...was }
}

type Owners = Pick<Identity, 'businessOwner' | 'technicalOwner'>

function ownersOfThen({ businessOwner, technicalOwner }: Owners, wasKnown: boolean): Owners {
  if (!wasKnown) return { businessOwner: null, technicalOwner: null }
  const isKnown = businessOwner !== null || technicalOwner !== null
  return { businessOwner, technicalOwner: isKnown ? technicalOwner : OWNER_OF_THEN }
}

function wordIn<T extends string>(words: readonly T[], fact: Json | undefined): T | null {
  return words.find((word) => word === fact) ?? null
}

function rotationFacts(identity: Identity, at: EpochMs): Facts {
  const active = identity.credentials.filter((credential) => credential.state === 'active')
  const facts: Record<string, Facts[string]> = {}
  const ages = active.flatMap(({ rotatedAt, createdAt }) => {
    const since = rotatedAt ?? createdAt
    return since === null || since > at ? [] : [Math.floor((at - since) / DAY_MS)]
  })
  if (ages.length > 0) facts['identity.days_since_rotation'] = Math.max(...ages)
  const isOverdue = active.length === 0 ? null : pastRotation(active, identity.rotationDays, at)
  if (isOverdue !== null) facts['identity.rotation_overdue'] = isOverdue
  return facts
}
