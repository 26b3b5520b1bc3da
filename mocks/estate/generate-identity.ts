import type { IdentityFacts } from '../../src/domain/identity/identity.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'
import {
  type ConsumerDraft,
  consumerId,
  DAY_MS,
  type Described,
  dependenciesOf,
  factsOf,
  HOUR_MS,
  type OpenSession,
} from './describe.ts'
import { type Handle, handleFor } from './handles.ts'
import { TEAMS, type Team } from './people.ts'
import { type Random, randomFor } from './random.ts'

/** An invented identity, with what vendors' records need to mention it. */
export interface Generated extends Described {
  readonly handle: Handle
}

/**
 * The n-th invented identity: the same in every estate of this seed, however large. About one in twelve has no owner, one
 * in eight no map of its consumers, one in seven a state that is stale or was never checked, and one in three a key
 * past its rotation, which is what inventories look like.
 */
export function generateIdentity(seed: number, index: number, now: EpochMs): Generated {
  const random = randomFor(seed, `identity/${index}`)
  const id = `id_sample_${index.toString(36).padStart(5, '0')}`
  const team = random.pick(TEAMS)
  const environment = random.weighted<'prod' | 'staging' | 'ci' | 'dev'>([
    ['prod', 40],
    ['staging', 22],
    ['ci', 15],
    ['dev', 23],
  ])
  const handled = handleFor(random, index, team, environment, now)
  const consumers = consumersOf(random, handled.handle, team)
  const dependencies = dependenciesOf(id, now, consumers)
  const facts = factsOf(now, handled.name, handled.names, {
    kind: handled.kind,
    account: handled.account,
    trustDomain: handled.trustDomain,
    environment: random.chance(0.04) ? null : environment,
    criticality: random.chance(0.06)
      ? null
      : random.weighted([
          [1, 22],
          [2, 34],
          [3, 28],
          [4, 12],
          [5, 4],
        ]),
    privilege: random.weighted<IdentityFacts['privilege']>([
      ['read', 52],
      ['write', 34],
      ['admin', 6],
      ['none', 5],
      [null, 3],
    ]),
    tenancy: random.weighted<IdentityFacts['tenancy']>([
      ['dedicated', 80],
      ['shared', 12],
      ['multi-tenant', 4],
      ['third-party', 4],
    ]),
    sensitiveResources: random.chance(0.07) ? null : Math.floor(random.next() ** 3 * 60),
    workload: handled.name,
    credentials: [...handled.credentials],
    rotationDays:
      handled.credentials.length === 0 || random.chance(0.1) ? null : random.pick([30, 90, 90, 90, 180, 365]),
    lastUsedAt: now - random.between(4, 60 * 24) * 60_000,
    dormantDaysBeforeLastUse: random.weighted([
      [0, 82],
      [random.between(1, 40), 12],
      [random.between(61, 400), 6],
    ]),
    agent: handled.agent,
    ...ownersOf(random, team),
    ...mapOf(random),
    ...checkedAt(random, now),
  })
  return {
    id,
    facts,
    dependencies,
    sessions: sessionsOf(random, id, handled.handle, consumers, now),
    handle: handled.handle,
  }
}

/** Conflicting answers are kept as what they are: one owner in the field, the other in the description. */
function ownersOf(random: Random, team: Team): Partial<IdentityFacts> {
  const kind = random.weighted([
    ['both', 74],
    ['technical', 9],
    ['business', 4],
    ['none', 8],
    ['conflict', 5],
  ] as const)
  if (kind === 'none') return { businessOwner: null, technicalOwner: null }
  if (kind === 'conflict') {
    const other = random.pick(TEAMS)
    return {
      businessOwner: team.business,
      technicalOwner: team.name,
      description: `The service catalogue names ${team.name}; the account’s tag names ${other.name}.`,
    }
  }
  return {
    businessOwner: kind === 'technical' ? null : team.business,
    technicalOwner: kind === 'business' ? null : team.name,
  }
}

function mapOf(random: Random): Partial<IdentityFacts> {
  return random.chance(0.12)
    ? { consumersKnown: false, consumersExplain: random.between(20, 70) }
    : { consumersKnown: true, consumersExplain: random.between(86, 100) }
}

function checkedAt(random: Random, now: EpochMs): Partial<IdentityFacts> {
  if (random.chance(0.05)) return { validatedAt: null }
  return { validatedAt: now - (random.chance(0.1) ? random.between(8, 60) * DAY_MS : random.between(1, 120) * HOUR_MS) }
}

/** What uses identities, how it comes back, and how many of a hundred are such. */
const CONSUMERS = [
  [['service', 'service', 'self'], 34],
  [['importer', 'worker', 'self'], 20],
  [['nightly job', 'batch job', 'manual'], 16],
  [['dashboard', 'dashboard', 'self'], 14],
  [['partner feed', 'integration', null], 8],
  [['month-end run', 'batch job', 'manual'], 5],
  [['shared runner', 'shared runner', 'manual'], 3],
] as const satisfies readonly (readonly [readonly [string, string, ConsumerDraft['recovery']], number])[]

function consumersOf(random: Random, handle: Handle, team: Team): readonly ConsumerDraft[] {
  const count = random.weighted([
    [0, 10],
    [1, 38],
    [2, 30],
    [3, 14],
    [5, 8],
  ])
  const via = VIA[handle.platform]
  return Array.from({ length: count }, (_, index): ConsumerDraft => {
    const [word, kind, recovery] = random.weighted<(typeof CONSUMERS)[number][0]>(CONSUMERS)
    const hangsOnFirst = index > 0 && random.chance(0.25)
    return {
      key: `c${index}`,
      name: `${team.word} ${word} ${index + 1}`,
      kind,
      team: random.chance(0.1) ? null : team.name,
      criticality: random.chance(0.08)
        ? null
        : random.weighted([
            [1, 20],
            [2, 34],
            [3, 28],
            [4, 14],
            [5, 4],
          ]),
      via: hangsOnFirst ? 'service' : via,
      recovery,
      recoverySeconds: random.between(10, recovery === 'self' ? 240 : 3_600),
      standsFor: kind === 'shared runner' ? random.between(6, 40) : 1,
      ...(hangsOnFirst ? { on: 'c0' } : {}),
    }
  })
}

/** Over what consumers of a platform mostly work. */
const VIA: Readonly<Record<Handle['platform'], ConsumerDraft['via']>> = {
  'aws-user': 'credential',
  'aws-role': 'session',
  kubernetes: 'workload',
  gcp: 'credential',
  'github-secret': 'credential',
  'github-app': 'session',
  'okta-token': 'credential',
  'ai-key': 'credential',
  agent: 'tool',
}

function sessionsOf(
  random: Random,
  id: string,
  handle: Handle,
  consumers: readonly ConsumerDraft[],
  now: EpochMs,
): readonly OpenSession[] {
  const sessionId =
    handle.platform === 'aws-role' ? handle.sessionKey : handle.platform === 'agent' ? handle.session : null
  if (sessionId === null) return []
  const first = consumers[0]
  const holder = first === undefined ? null : consumerId(id, first.key)
  return [{ id: sessionId, holder, startedAt: now - random.between(10, 300) * 60_000 }]
}
