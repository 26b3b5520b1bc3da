import type { EpochMs } from '../../../domain/time/instant.ts'
import type { Readback } from '../connector.ts'
import type { TwinAccount, TwinConsumer, TwinHold, TwinSession } from './twin-account.ts'

/** Whether a system that asks the issuer still accepts the session at `now`. */
export function isAccepted(session: TwinSession, account: TwinAccount, now: EpochMs): boolean {
  if (session.expiresAt !== null && session.expiresAt <= now) return false
  return session.isSelfContained || !account.holds.some((hold) => endsSession(hold, session))
}

/** Sessions that are accepted at `now`. */
export function liveSessions(account: TwinAccount, now: EpochMs): readonly TwinSession[] {
  return account.sessions.filter((session) => isAccepted(session, account, now))
}

type HoldKind = TwinHold['kind']

function endsSession(hold: TwinHold, session: TwinSession): boolean {
  return ENDS_SESSION[hold.kind](hold, session)
}

const never = () => false
const always = () => true

/** A rotated secret opens nothing any more; what it had opened goes on. */
const ENDS_SESSION: Readonly<Record<HoldKind, (hold: TwinHold, session: TwinSession) => boolean>> = {
  identity: always,
  grants: always,
  'sessions-before': (hold, session) => session.issuedAt <= hold.at,
  key: (hold, session) => session.credentialId !== null && session.credentialId === hold.on,
  secret: never,
  next: never,
  alert: never,
  moved: never,
  stays: never,
  tool: never,
  pipeline: never,
  network: never,
  watch: never,
}

/** How every consumer fares at `now`, in the order of the account. */
export function consumerStates(account: TwinAccount, now: EpochMs): Readback['consumers'] {
  return account.consumers.map((consumer) => ({
    name: consumer.name,
    state: stateOf(consumer, account, now, new Set()),
  }))
}

type ConsumerState = Readback['consumers'][number]['state']

function stateOf(consumer: TwinConsumer, account: TwinAccount, now: EpochMs, seen: Set<string>): ConsumerState {
  if (consumer.downSince !== null) return 'broken'
  if (consumer.via === 'service') return throughService(consumer, account, now, seen)
  const blocking = account.holds.filter((hold) => blocks(hold, consumer, account, now))
  if (blocking.length === 0) return 'working'
  if (consumer.recovery === 'manual' || blocking.some((hold) => !leavesWayBack(hold))) return 'broken'
  const backAt = Math.max(...blocking.map((hold) => hold.at)) + consumer.recoverySeconds * 1000
  return now >= backAt ? 'working' : 'recovering'
}

/** A consumer of a consumer: one that cannot start by itself is down as soon as what it stands on was interrupted. */
function throughService(consumer: TwinConsumer, account: TwinAccount, now: EpochMs, seen: Set<string>): ConsumerState {
  const upstream = account.consumers.find((candidate) => candidate.id === consumer.viaId)
  // A circle of services has no outside to be cut off from.
  if (upstream === undefined || seen.has(consumer.id)) return 'working'
  const state = stateOf(upstream, account, now, new Set(seen).add(consumer.id))
  if (state === 'broken') return 'broken'
  const wasInterrupted = account.holds.some((hold) => blocks(hold, upstream, account, now))
  if (consumer.recovery === 'manual') return wasInterrupted ? 'broken' : 'working'
  return state
}

/** After these a consumer that signs in by itself finds a way; after the others there is nothing to sign in with. */
function leavesWayBack(hold: TwinHold): boolean {
  return hold.kind === 'sessions-before' || hold.kind === 'secret'
}

function blocks(hold: TwinHold, consumer: TwinConsumer, account: TwinAccount, now: EpochMs): boolean {
  return BLOCKS[hold.kind]({ hold, consumer, account, now })
}

interface Question {
  readonly hold: TwinHold
  readonly consumer: TwinConsumer
  readonly account: TwinAccount
  readonly now: EpochMs
}

const BLOCKS: Readonly<Record<HoldKind, (question: Question) => boolean>> = {
  identity: always,
  'sessions-before': ({ consumer, account, now }) =>
    consumer.via === 'session' && !holdsSession(consumer, account, now),
  key: ({ hold, consumer, account }) =>
    consumer.via === 'credential' ? isAimed(hold, consumer) : usesEndedKey(hold, consumer, account),
  secret: ({ hold, consumer, account }) =>
    consumer.via === 'credential' && isAimed(hold, consumer) && !isOnNext(consumer, account, hold.at, hold.on),
  next: never,
  alert: never,
  // Whoever was moved to a secret that was dropped since has nothing to sign in with.
  stays: never,
  moved: ({ hold, consumer, account }) =>
    isMovedBy(hold, consumer) && !account.holds.some(({ kind }) => kind === 'next'),
  grants: ({ consumer }) => consumer.via === 'credential' || consumer.via === 'session',
  tool: ({ hold, consumer }) => consumer.via === 'tool' && isAimed(hold, consumer),
  pipeline: ({ consumer }) => consumer.via === 'pipeline',
  network: ({ consumer }) => consumer.via === 'workload' || consumer.via === 'tool' || consumer.via === 'pipeline',
  watch: never,
}

/**
 * Whether a consumer holds the next secret at `at`. One that signs in by itself reads its store again within the time that it needs to
 * come back; any other was moved by somebody.
 */
export function isOnNext(
  consumer: TwinConsumer,
  account: TwinAccount,
  at: EpochMs,
  credentialId: string | null,
): boolean {
  if (account.holds.some((hold) => hold.kind === 'stays' && hold.on === consumer.name)) return false
  return account.holds.some((next) => {
    if (next.kind !== 'next' || (credentialId !== null && next.on !== credentialId)) return false
    const isThere = consumer.recovery === 'self' && next.at + consumer.recoverySeconds * 1000 <= at
    return isThere || (next.at <= at && account.holds.some((moved) => isMovedBy(moved, consumer)))
  })
}

function isMovedBy({ kind, on }: TwinHold, { via, name }: TwinConsumer): boolean {
  return kind === 'moved' && via === 'credential' && on === name
}

function isAimed(hold: TwinHold, consumer: TwinConsumer): boolean {
  return hold.on === null || consumer.viaId === null || hold.on === consumer.viaId
}

function holdsSession(consumer: TwinConsumer, account: TwinAccount, now: EpochMs): boolean {
  return account.sessions.some((session) => session.holder === consumer.id && isAccepted(session, account, now))
}

function usesEndedKey(hold: TwinHold, consumer: TwinConsumer, account: TwinAccount): boolean {
  if (consumer.via !== 'session') return false
  return account.sessions.some((session) => session.holder === consumer.id && session.credentialId === hold.on)
}
