import type { Identity, IdentityFacts } from '../../domain/identity/identity.ts'
import { isLasting } from '../../domain/identity/lasting-name.ts'
import { skeleton } from '../../domain/identity/look-alike.ts'
import type { IdentityRef } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { IdentityRow } from '../../domain/views/other-views.ts'
import { digestText } from '../hash.ts'
import type { Tables } from '../store/tables.ts'

/** What the queue keeps about an identity beside its facts; changes with its alerts and plans, not with its facts. */
export type IdentityState = Pick<Tables['identity'], 'consumers' | 'open_alerts' | 'highest_tier' | 'containment'>

export const NO_STATE: IdentityState = { consumers: 0, open_alerts: 0, highest_tier: null, containment: null }

export function identityRow(tenant: string, identity: Identity, state: IdentityState): Tables['identity'] {
  return {
    tenant,
    id: identity.id,
    name: identity.name,
    kind: identity.kind,
    claimed: identity.claimed,
    environment: identity.environment,
    business_owner: identity.businessOwner,
    technical_owner: identity.technicalOwner,
    criticality: identity.criticality,
    privilege: identity.privilege,
    last_used_at: identity.lastUsedAt,
    ...state,
    search: searchText(identity),
    skeleton: skeletonKey(identity.name),
    body: JSON.stringify(identity),
    version: identity.version,
    is_sample: identity.isSample,
  }
}

/** Both columns are indexed, and an index entry holds 2,704 bytes: three a UTF-16 unit at worst. */
const INDEXED_LENGTH = 800

/** What names that look alike share, as far as it is indexed; a warning may miss what differs only beyond that. */
export function skeletonKey(name: string): string {
  return skeleton(name).slice(0, INDEXED_LENGTH).toWellFormed()
}

/** Names and owners, lower case; the label stands first, so that the list can be ordered by it. */
function searchText(identity: Identity): string {
  const words = [
    identity.name,
    ...identity.names.map((name) => name.value),
    identity.technicalOwner ?? '',
    identity.businessOwner ?? '',
    identity.account ?? '',
  ]
  return words.join('\n').toLowerCase().slice(0, INDEXED_LENGTH).toWellFormed()
}

export function nameRows(tenant: string, identity: Pick<Identity, 'id' | 'names'>): Tables['identity_name'][] {
  const seen = new Set<string>()
  return identity.names.flatMap((name) => {
    const value_hash = nameHash(name.value)
    if (seen.has(value_hash)) return []
    seen.add(value_hash)
    return [{ tenant, value_hash, kind: name.kind, identity_id: identity.id }]
  })
}

/** Identities are found by the digest of the exact bytes of a name: neither case nor look-alikes ever match. */
export function nameHash(value: string): string {
  return digestText(value)
}

export function toIdentityRow(row: Tables['identity']): IdentityRow {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as IdentityRow['kind'],
    claimed: row.claimed,
    environment: row.environment as IdentityRow['environment'],
    businessOwner: row.business_owner,
    technicalOwner: row.technical_owner,
    criticality: row.criticality,
    privilege: row.privilege as IdentityRow['privilege'],
    openAlerts: row.open_alerts,
    highestTier: row.highest_tier as IdentityRow['highestTier'],
    consumers: row.consumers,
    lastUsedAt: row.last_used_at,
    isSample: row.is_sample,
  }
}

/** Facts of which nobody has told us anything. */
export const UNKNOWN_FACTS: Omit<IdentityFacts, 'name' | 'kind' | 'names' | 'provenance'> = {
  description: null,
  environment: null,
  account: null,
  trustDomain: null,
  businessOwner: null,
  technicalOwner: null,
  criticality: null,
  privilege: null,
  tenancy: null,
  sensitiveResources: null,
  workload: null,
  grants: [],
  credentials: [],
  rotationDays: null,
  lastUsedAt: null,
  dormantDaysBeforeLastUse: null,
  agent: null,
  consumersKnown: false,
  consumersExplain: null,
  validatedAt: null,
}

/** An identity that only a record knows of. Every fact is null: a guess would look like knowledge. */
export function unclaimedIdentity(
  id: string,
  ref: IdentityRef,
  source: string,
  now: EpochMs,
  isSample: boolean,
): Identity {
  const provenance = { source: source.slice(0, 120), observedAt: now }
  const lasting = ref.names.filter(isLasting)
  return {
    ...UNKNOWN_FACTS,
    id,
    name: shorten(ref.label, 512),
    kind: ref.kind,
    names: (lasting.length > 0 ? lasting : ref.names).slice(0, 20),
    provenance: { name: provenance, kind: provenance, names: provenance },
    claimed: false,
    version: 1,
    isSample,
  }
}

function shorten(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : text
        .slice(0, limit - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '') + '…'
}
