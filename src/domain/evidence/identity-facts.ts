import { pastRotation } from '../decision/urgency.ts'
import type { Identity } from '../identity/identity.ts'
import type { IdentityKind } from '../signal/signal.ts'
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
