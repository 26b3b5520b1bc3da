import type { EpochMs } from '../time/instant.ts'
import type { Dependency, Identity } from './identity.ts'

/** What was known of an identity at one moment. */
export interface KnownIdentity {
  readonly identity: Identity
  /** Its consumers; null where nobody kept them. */
  readonly dependencies: readonly Dependency[] | null
}

/** Facts that differ between two moments: `approved[i]` and `now[i]` say the same fact. */
export interface IdentityDifference {
  /** What the facts are called, in the order of the lines. */
  readonly facts: readonly string[]
  readonly approved: string[]
  readonly now: string[]
}

/** One value, or the members of a list, in words. */
type Said = string | readonly string[]
interface Fact {
  readonly called: string
  readonly say: (identity: Identity) => Said
}

const NOT_KNOWN = 'not known'
/** More members of one list than this are counted. */
const MOST_NAMED = 8

/** All but the version itself, who said the facts, and what never changes: a new member does not compile until it is said here. */
type Compared = Exclude<keyof Identity, 'version' | 'provenance' | 'isSample'>

/** Owners first: who answers for it weighs most, then what it may do and where. */
const FACTS: Readonly<Record<Compared, Fact>> = {
  id: { called: 'identity', say: ({ id, name }) => `${name} (${id})` },
  name: { called: 'name', say: ({ name }) => name },
  technicalOwner: { called: 'technical owner', say: ({ technicalOwner }) => technicalOwner ?? 'nobody' },
  businessOwner: { called: 'business owner', say: ({ businessOwner }) => businessOwner ?? 'nobody' },
  environment: { called: 'environment', say: ({ environment }) => environment ?? NOT_KNOWN },
  privilege: { called: 'privilege', say: ({ privilege }) => privilege ?? NOT_KNOWN },
  criticality: { called: 'criticality', say: ({ criticality }) => numberOr(criticality) },
  tenancy: { called: 'tenancy', say: ({ tenancy }) => tenancy ?? NOT_KNOWN },
  kind: { called: 'kind', say: ({ kind }) => kind.replaceAll('-', ' ') },
  account: { called: 'account', say: ({ account }) => account ?? NOT_KNOWN },
  trustDomain: { called: 'trust domain', say: ({ trustDomain }) => trustDomain ?? NOT_KNOWN },
  workload: { called: 'workload', say: ({ workload }) => workload ?? NOT_KNOWN },
  sensitiveResources: { called: 'sensitive stores it reaches', say: (one) => numberOr(one.sensitiveResources) },
  consumersKnown: { called: 'consumers known to be all', say: ({ consumersKnown }) => yesNo(consumersKnown) },
  consumersExplain: { called: 'use that its consumers explain', say: (one) => numberOr(one.consumersExplain, ' %') },
  claimed: { called: 'somebody said what it is', say: ({ claimed }) => yesNo(claimed) },
  validatedAt: { called: 'state last checked', say: ({ validatedAt }) => timeOr(validatedAt, 'never') },
  lastUsedAt: { called: 'last used', say: ({ lastUsedAt }) => timeOr(lastUsedAt, NOT_KNOWN) },
  dormantDaysBeforeLastUse: {
    called: 'unused before its last use',
    say: (one) => numberOr(one.dormantDaysBeforeLastUse, ' days'),
  },
  rotationDays: { called: 'rotation', say: ({ rotationDays }) => numberOr(rotationDays, ' days') },
  description: { called: 'description', say: ({ description }) => description ?? 'none' },
  names: { called: 'names', say: ({ names }) => names.map(({ kind, value }) => `${value} (${kind})`) },
  grants: { called: 'grants', say: ({ grants }) => grants },
  credentials: { called: 'credentials', say: ({ credentials }) => credentials.map(sayCredential) },
  agent: { called: 'approved tools and task windows', say: ({ agent }) => sayAgent(agent) },
}

/**
 * Which facts differ, each in words on both sides. A fact that the earlier moment has not kept, because a release of before did not
 * know it, is left out: nobody can say how it was.
 */
export function identityDifference(before: KnownIdentity, after: KnownIdentity): IdentityDifference {
  const lines = Object.entries(FACTS).flatMap(([member, { called, say }]) =>
    before.identity[member as Compared] === undefined
      ? []
      : differing(called, say(before.identity), say(after.identity)),
  )
  if (before.dependencies !== null && after.dependencies !== null) {
    const consumers = ({ identity }: KnownIdentity, edges: readonly Dependency[]) =>
      edges.map((edge) => sayEdge(edge, identity.id))
    lines.push(...differing('consumers', consumers(before, before.dependencies), consumers(after, after.dependencies)))
  }
  return {
    facts: lines.map(({ called }) => called),
    approved: lines.map(({ called, was }) => `${called}: ${was}`),
    now: lines.map(({ called, is }) => `${called}: ${is}`),
  }
}

function differing(called: string, was: Said, is: Said): { called: string; was: string; is: string }[] {
  if (typeof was === 'string' || typeof is === 'string') {
    return was === is ? [] : [{ called, was: String(was), is: String(is) }]
  }
  const [before, after] = [new Set(was), new Set(is)]
  const gone = [...before].filter((one) => !after.has(one))
  const fresh = [...after].filter((one) => !before.has(one))
  if (gone.length + fresh.length === 0) return []
  return [{ called, was: someOf(before, gone), is: someOf(after, fresh) }]
}

/** "3 (a; b; 1 on both sides)": of a long list only what differs has a name. */
function someOf(all: ReadonlySet<string>, different: readonly string[]): string {
  if (all.size === 0) return 'none'
  const named = different.toSorted().slice(0, MOST_NAMED)
  const more = different.length - named.length
  const alike = all.size - different.length
  const parts = [
    ...named,
    ...(more === 0 ? [] : [`${more} more that differ`]),
    ...(alike === 0 ? [] : [`${alike} on both sides`]),
  ]
  return `${all.size} (${parts.join('; ')})`
}

function sayCredential({ id, kind, state, below, ...times }: Identity['credentials'][number]): string {
  const expires = times.expiryKnown ? timeOr(times.expiresAt, 'never') : NOT_KNOWN
  return [
    `${kind.replaceAll('-', ' ')} ${id} ${state}`,
    `made ${timeOr(times.createdAt, NOT_KNOWN)}`,
    `rotated ${timeOr(times.rotatedAt, 'never')}`,
    `expires ${expires}`,
    `last used ${timeOr(times.lastUsedAt, NOT_KNOWN)}`,
    ...(below === undefined ? [] : [`below ${below}`]),
  ].join(', ')
}

function sayAgent(agent: Identity['agent']): string[] {
  if (agent === null) return []
  const windows = agent.windows.map(
    ({ days, fromMinute, toMinute }) => `days ${days.join(' ')} from minute ${fromMinute} to ${toMinute} UTC`,
  )
  return [...agent.approvedTools.map((tool) => `tool ${tool}`), ...windows]
}

/** Everything that a map says about a consumer, apart from who said it and when. */
function sayEdge({ from, via, viaId, consumer }: Dependency, identityId: string): string {
  const { id, name, kind, team, criticality, recovery, recoverySeconds, standsFor, consequence } = consumer
  const comesBack = { self: 'signs in again alone', manual: 'is restarted by somebody' } as const
  return [
    `${name} (${id}), ${kind}, over ${via}${viaId === null ? '' : ` ${viaId}`}`,
    ...(from === identityId ? [] : [`behind ${from}`]),
    `criticality ${numberOr(criticality)}`,
    recovery === null ? 'recovery not known' : comesBack[recovery],
    ...(recoverySeconds === null ? [] : [`within ${recoverySeconds} s`]),
    ...(standsFor === 1 ? [] : [`stands for ${standsFor}`]),
    ...(team === null ? [] : [`team ${team}`]),
    ...(consequence === null ? [] : [`without it: ${consequence}`]),
  ].join(', ')
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

function numberOr(value: number | null, unit = ''): string {
  return value === null ? NOT_KNOWN : `${value}${unit}`
}

function timeOr(at: EpochMs | null, otherwise: string): string {
  if (at === null) return otherwise
  const date = new Date(at)
  // A source may say a time that no calendar has.
  return Number.isNaN(date.getTime()) ? `${at} ms` : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
