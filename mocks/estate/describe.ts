import type { Dependency, EdgeKind, IdentityFacts } from '../../src/domain/identity/identity.ts'
import type { NameKind } from '../../src/domain/signal/signal.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** A session that is open now, as the system it lives in knows it. */
export interface OpenSession {
  readonly id: string
  /** The consumer that holds it; null for one that nobody of ours holds. */
  readonly holder: string | null
  readonly startedAt: EpochMs
  /** The credential it was opened with; absent for a role, which only ever hands out sessions. */
  readonly credentialId?: string
}

/** An identity with what hangs on it. */
export interface Described {
  readonly id: string
  readonly facts: IdentityFacts
  readonly dependencies: readonly Dependency[]
  readonly sessions: readonly OpenSession[]
}

type Names = readonly (readonly [NameKind, string])[]

/** Facts with what the sample says unless a story says otherwise; names are given as pairs, most lasting first. */
export function factsOf(
  now: EpochMs,
  name: string,
  names: Names,
  known: Partial<Omit<IdentityFacts, 'name' | 'names'>>,
): IdentityFacts {
  const facts: IdentityFacts = {
    name,
    kind: 'unknown',
    names: names.map(([kind, value]) => ({ kind, value })),
    description: null,
    environment: 'prod',
    account: null,
    trustDomain: null,
    businessOwner: null,
    technicalOwner: null,
    criticality: 3,
    privilege: 'write',
    tenancy: 'dedicated',
    sensitiveResources: 4,
    workload: null,
    grants: [],
    credentials: [],
    rotationDays: 90,
    lastUsedAt: now - 20 * MINUTE_MS,
    dormantDaysBeforeLastUse: 0,
    agent: null,
    consumersKnown: true,
    consumersExplain: 96,
    validatedAt: now - 5 * HOUR_MS,
    provenance: {},
    ...known,
  }
  return { ...facts, provenance: { ...provenanceOf(facts, now), ...facts.provenance } }
}

/** Where the sample's values come from. A value that nobody gave has no origin either. */
function provenanceOf(facts: IdentityFacts, now: EpochMs): IdentityFacts['provenance'] {
  const sources = [
    ['businessOwner', 'Service catalogue', 9 * DAY_MS],
    ['technicalOwner', 'Team directory', 2 * DAY_MS],
    ['environment', 'Account tags', DAY_MS],
    ['criticality', 'Service catalogue', 9 * DAY_MS],
    ['privilege', 'Access analysis', 3 * DAY_MS],
    ['sensitiveResources', 'Data inventory', 6 * DAY_MS],
    ['rotationDays', 'Secret policy', 30 * DAY_MS],
    ['lastUsedAt', 'Usage log', 10 * MINUTE_MS],
  ] as const
  const entries = sources.flatMap(([field, source, age]) =>
    facts[field] === null ? [] : [[field, { source, observedAt: now - age }] as const],
  )
  return Object.fromEntries(entries)
}

export interface ConsumerDraft {
  /** Unique within the identity; becomes part of the ids. */
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly team: string | null
  readonly criticality: 1 | 2 | 3 | 4 | 5 | null
  readonly via: EdgeKind
  readonly viaId?: string
  /** Key of the consumer it hangs on, over a `service` edge; absent for one that uses the identity itself. */
  readonly on?: string
  readonly recovery: 'self' | 'manual' | null
  readonly recoverySeconds?: number
  readonly standsFor?: number
  readonly consequence?: string
}

/** The edges of an identity's map, in the order of the drafts. */
export function dependenciesOf(identityId: string, now: EpochMs, drafts: readonly ConsumerDraft[]): Dependency[] {
  return drafts.map((draft) => ({
    id: `${identityId}.${draft.key}`.replace('id_', 'dp_'),
    identityId,
    from: draft.on === undefined ? identityId : consumerId(identityId, draft.on),
    via: draft.via,
    viaId: draft.viaId ?? null,
    consumer: {
      id: consumerId(identityId, draft.key),
      name: draft.name,
      kind: draft.kind,
      team: draft.team,
      criticality: draft.criticality,
      recovery: draft.recovery,
      recoverySeconds: draft.recoverySeconds ?? null,
      standsFor: draft.standsFor ?? 1,
      consequence: draft.consequence ?? null,
    },
    source: 'Usage log',
    observedAt: now - 30 * MINUTE_MS,
  }))
}

export function consumerId(identityId: string, key: string): string {
  return `${identityId}.${key}`.replace('id_', 'co_')
}

/** A key with the sample's usual history. */
export function keyOf(
  now: EpochMs,
  id: string,
  kind: IdentityFacts['credentials'][number]['kind'],
  ageDays: number,
  more: Partial<IdentityFacts['credentials'][number]> = {},
): IdentityFacts['credentials'][number] {
  return {
    id,
    kind,
    state: 'active',
    createdAt: now - ageDays * DAY_MS,
    rotatedAt: null,
    expiresAt: null,
    expiryKnown: true,
    lastUsedAt: now - 25 * MINUTE_MS,
    ...more,
  }
}
