import type { IdentityRef, Signal } from '../signal/signal.ts'
import type { EpochMs } from '../time/instant.ts'
import { type Facts, MOST_VALUES } from './fields.ts'
import { addValues, type Seen } from './identity-history.ts'
import { agentFamily, type Digest, sourceNetwork } from './traits.ts'

/** What a caller showed to be let in: whoever holds a copy of it is the identity. */
export interface Carrier {
  readonly kind: 'instance' | 'session' | 'credential'
  readonly id: string
}

/** A stretch of use from one network without a pause of more than ten minutes; epoch ms, both ends are uses. */
export interface Stretch {
  readonly from: EpochMs
  readonly to: EpochMs
}

export interface SessionSource {
  readonly network: string
  /** Its earliest use by the source's clock; null where none had a time. */
  readonly firstAt: EpochMs | null
  /** The latest ones, ascending, disjoint. */
  readonly stretches: readonly Stretch[]
}

/** Where one session was used from so far, in bounded memory. Made only by `learnSession`. */
export interface SessionHistory {
  /** Successful events. */
  readonly count: number
  /** In the order in which they were first seen. */
  readonly sources: readonly SessionSource[]
  /** True once it was used from more networks than are remembered: then none is new. */
  readonly isRoaming: boolean
  readonly agents: Seen
}

export const NO_SESSION: SessionHistory = { count: 0, sources: [], isRoaming: false, agents: [] }

/** One use of a session, as digests; null where the record does not show it. */
export interface SessionUse {
  readonly network: string | null
  readonly agent: string | null
  readonly at: EpochMs | null
  readonly hasFailed: boolean
}

const MOST_SOURCES = 16
const MOST_STRETCHES = 4
const NEAR_MS = 10 * 60_000

/**
 * The session of an EC2 instance's role is named after the instance by EC2 itself. The instance holds several keys of it at a
 * time, so it is the name and not a key that has to stay at one place. Other session names are the caller's choice.
 */
const INSTANCE_SESSION = /^arn:[^:]*:sts::\d+:assumed-role\/[^/]+\/i-[0-9a-f]{8,17}$/

/** What the caller of an event came with, or what a finding says was misused: the most telling thing that the record names. */
export function carrierOf(signal: Signal): Carrier | null {
  const names = namesOf(signal)
  const instance = names.find(({ kind, value }) => kind === 'arn' && INSTANCE_SESSION.test(value))
  if (instance !== undefined) return { kind: 'instance', id: instance.value }
  const [session] = signal.sessions
  if (session !== undefined) return { kind: 'session', id: session.id }
  const own = ownCredential(signal)
  return own === undefined ? null : { kind: 'credential', id: own.id }
}

/** The lasting credential that was used: one that the record lists, and that is a name of who used it. */
export function ownCredential(signal: Signal): Signal['credentials'][number] | undefined {
  const names = namesOf(signal)
  return signal.credentials.find(({ id }) => names.some((name) => name.value === id))
}

/** Of the caller; a finding tells of a caller whom it calls affected. */
function namesOf({ form, actor, affected }: Signal): IdentityRef['names'] {
  const own = actor?.names ?? []
  return form === 'finding' ? [...own, ...affected.flatMap(({ names }) => names)] : own
}

export function sessionUse(signal: Signal, at: EpochMs | null, digest: Digest): SessionUse {
  const network = sourceNetwork(signal.network)
  // A service that calls on somebody's behalf writes its own name there.
  const agent = signal.network.viaService === null ? agentFamily(signal.userAgent) : null
  return {
    network: network === null ? null : digest(network),
    agent: agent === null ? null : digest(agent),
    at,
    hasFailed: signal.call?.outcome === 'failure',
  }
}

/** What is to be said of this use, against what was seen of the session before it. */
export function sessionFacts(carrier: Carrier, history: SessionHistory, use: SessionUse): Facts {
  const facts: Record<string, Facts[string]> = { 'session.kind': carrier.kind, 'session.history': history.count }
  const { network, agent } = use
  if (agent !== null) {
    const agents = addValues(history.agents, [agent])
    facts['session.user_agents'] = agents === 'varied' ? MOST_VALUES : agents.length
    if (history.agents !== 'varied' && history.agents.length > 0) {
      facts['session.new_user_agent'] = agents !== history.agents
    }
  }
  if (network === null) return facts
  const isKnown = history.sources.some((source) => source.network === network)
  facts['session.sources'] = history.sources.length + (isKnown ? 0 : 1)
  const origin = originOf(history.sources, use)
  if (origin === null) return facts
  facts['session.at_origin'] = origin === network
  if (!history.isRoaming || isKnown) facts['session.new_source'] = !isKnown
  facts['session.overlap'] = overlaps(history.sources, network, use.at)
  return facts
}

/**
 * Where the session began: the network of the earliest use, this one included, since a thief's records may well arrive before
 * those of the owner. Without times the first to arrive. Null before the first use.
 */
function originOf(sources: readonly SessionSource[], { network, at }: SessionUse): string | null {
  const [first] = sources
  if (first === undefined) return null
  const earliest = sources.reduce((a, b) =>
    b.firstAt !== null && (a.firstAt === null || b.firstAt < a.firstAt) ? b : a,
  )
  return at !== null && earliest.firstAt !== null && at < earliest.firstAt ? network : earliest.network
}

/**
 * Whether this use shows that two networks hold the session at once: it falls into a stretch of another, or another used it
 * between this use and the one next to it from the same network. Looks both ways in time, since the records of two places
 * arrive in any order. Only the use that shows it: not all that follows.
 */
function overlaps(sources: readonly SessionSource[], network: string, at: EpochMs | null): boolean {
  if (at === null) return false
  const own = sources.find((source) => source.network === network)?.stretches ?? []
  const gaps = own.flatMap(({ from, to }) => {
    if (to < at && at - to <= NEAR_MS) return [{ from: to, to: at }]
    return at < from && from - at <= NEAR_MS ? [{ from: at, to: from }] : []
  })
  const others = sources.filter((source) => source.network !== network).flatMap(({ stretches }) => stretches)
  return others.some(
    (theirs) => isWithin(theirs, at) || gaps.some((gap) => isWithin(gap, theirs.from) || isWithin(gap, theirs.to)),
  )
}

function isWithin({ from, to }: Stretch, at: EpochMs): boolean {
  return from < at && at < to
}

/** The history with one more use. A use that was refused teaches nothing. */
export function learnSession(history: SessionHistory, use: SessionUse): SessionHistory {
  if (use.hasFailed) return history
  const agents = use.agent === null ? history.agents : addValues(history.agents, [use.agent])
  const learned = { ...history, count: history.count + 1, agents }
  const { network, at } = use
  if (network === null) return learned
  const index = history.sources.findIndex((source) => source.network === network)
  const known = history.sources[index]
  if (known === undefined && history.sources.length >= MOST_SOURCES) return { ...learned, isRoaming: true }
  const stretches = at === null ? (known?.stretches ?? []) : withUse(known?.stretches ?? [], at)
  const firstAt = at === null ? (known?.firstAt ?? null) : Math.min(known?.firstAt ?? at, at)
  const source = { network, firstAt, stretches: stretches.slice(-MOST_STRETCHES) }
  return {
    ...learned,
    sources: known === undefined ? [...history.sources, source] : history.sources.with(index, source),
  }
}

/** Joins a use to the stretches that it is near to; order of arrival does not matter. */
function withUse(stretches: readonly Stretch[], at: EpochMs): readonly Stretch[] {
  let joined: Stretch = { from: at, to: at }
  const apart: Stretch[] = []
  for (const stretch of stretches) {
    const isNear = stretch.from - NEAR_MS <= joined.to && joined.from <= stretch.to + NEAR_MS
    if (!isNear) apart.push(stretch)
    else joined = { from: Math.min(stretch.from, joined.from), to: Math.max(stretch.to, joined.to) }
  }
  return [...apart, joined].sort((a, b) => a.from - b.from)
}
