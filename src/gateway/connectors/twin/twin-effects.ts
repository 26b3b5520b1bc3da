import type { ActionId } from '../../../domain/action/action.ts'
import type { Containment } from '../../../domain/plan/plan.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import type { Execution, Readback } from '../connector.ts'
import type { TwinAccount, TwinHold, TwinSession } from './twin-account.ts'
import { hasHold, holdName, plural, type TwinRequest } from './twin-request.ts'
import { consumerStates, isAccepted, liveSessions } from './twin-state.ts'

export interface Effect {
  readonly account: TwinAccount
  readonly result: Execution
}

/** Carries a request out on an account. The account comes back unchanged where the result is a refusal. */
export function applyRequest(account: TwinAccount, request: TwinRequest, key: string, now: EpochMs): Effect {
  if (request.lift.length > 0) return applyLift(account, request, key, now)
  const missing = request.set.filter((wanted) => !isSet(account, wanted, now))
  if (missing.length === 0) {
    return { account, result: { kind: 'accepted', detail: 'It was so already; nothing was changed.' } }
  }
  const holds = [...account.holds, ...missing.map((hold): TwinHold => ({ ...hold, setBy: key, at: now }))]
  return {
    account: { ...account, holds },
    result: { kind: 'accepted', detail: `Set: ${missing.map(holdName).join(', ')}.` },
  }
}

function applyLift(account: TwinAccount, request: TwinRequest, key: string, now: EpochMs): Effect {
  const gone = request.lift.filter((hold) => !hasHold(account, hold))
  if (gone.length > 0) {
    return {
      account,
      result: { kind: 'refused', reason: `${account.id} is not as we left it: ${gone.map(holdName).join(', ')}.` },
    }
  }
  const lifted = account.holds.filter((hold) => !request.lift.some((wanted) => isSame(hold, wanted)))
  // Sessions that an identity lost by being disabled stay lost: everybody signs in again.
  const holds: readonly TwinHold[] = request.lift.some((hold) => hold.kind === 'identity')
    ? [...lifted, { kind: 'sessions-before', on: null, setBy: `${key} (sign in again)`, at: now }]
    : lifted
  return {
    account: { ...account, holds: [...holds] },
    result: { kind: 'accepted', detail: `Lifted: ${request.lift.map(holdName).join(', ')}.` },
  }
}

/** What is true of a request at `now`, from the state alone; `key` only tells our holds from somebody else's. */
export function readBack(account: TwinAccount, request: TwinRequest, key: string, now: EpochMs): Readback {
  const consumers = consumerStates(account, now)
  if (request.lift.length > 0) return { ...readLift(account, request), consumers }
  const missing = request.set.filter((wanted) => !isSet(account, wanted, now))
  const ours = account.holds.filter(
    (hold) => hold.setBy === key && request.set.some((wanted) => wanted.kind === hold.kind && wanted.on === hold.on),
  )
  const left = { holds: ours }
  if (missing.length > 0) {
    const detail = `Not there: ${missing.map(holdName).join(', ')}. ${sessionsSentence(account, now)}`
    return { containment: 'not-contained', effect: 'absent', detail, consumers, left }
  }
  const leftover = account.sessions.filter(
    (session) => isAccepted(session, account, now) && isInScope(session, request, account),
  )
  return {
    containment: containmentOf(request, ours.length > 0, leftover),
    effect: 'present',
    detail: presentSentence(account, request, ours.length > 0, leftover, now),
    consumers,
    left,
  }
}

function readLift(account: TwinAccount, request: TwinRequest): Omit<Readback, 'consumers'> {
  const still = request.lift.filter((hold) => hasHold(account, hold))
  if (still.length > 0) {
    const detail = `Still there: ${still.map(holdName).join(', ')}.`
    return { containment: 'contained', effect: 'absent', detail, left: { holds: still } }
  }
  const others = account.holds.filter((hold) =>
    request.lift.some((wanted) => wanted.kind === hold.kind && wanted.on === hold.on),
  )
  const closedBy = others.filter((hold) => !hold.setBy.endsWith('(sign in again)'))
  const detail =
    closedBy.length === 0
      ? `Open again: ${request.lift.map(holdName).join(', ')}.`
      : `Ours is lifted, but ${closedBy.map((hold) => `${holdName(hold)} by ${hold.setBy}`).join(', ')} stands.`
  return {
    containment: closedBy.length === 0 ? 'not-contained' : 'already-contained',
    effect: 'present',
    detail,
    left: { holds: [] },
  }
}

/** A session hold of somebody else only counts while nothing that it was meant to end is accepted. */
function isSet(account: TwinAccount, wanted: Pick<TwinHold, 'kind' | 'on'>, now: EpochMs): boolean {
  const standing = account.holds.filter((hold) => hold.kind === wanted.kind && hold.on === wanted.on)
  if (wanted.kind !== 'sessions-before') return standing.length > 0
  return standing.some((hold) => hold.at <= now) && endable(account, now, standing).length === 0
}

/** Sessions that a cutoff could end, older than the newest one that stands, yet nobody declared: a thief's. */
function endable(account: TwinAccount, now: EpochMs, standing: readonly TwinHold[]): readonly TwinSession[] {
  const newest = Math.max(...standing.map((hold) => hold.at))
  return liveSessions(account, now).filter(
    (session) => !session.isSelfContained && session.holder === null && session.issuedAt > newest,
  )
}

function isInScope(session: TwinSession, request: TwinRequest, account: TwinAccount): boolean {
  return request.set.some((wanted) => {
    const since = Math.max(
      ...account.holds.filter((hold) => hold.kind === wanted.kind && hold.on === wanted.on).map((hold) => hold.at),
    )
    if (session.issuedAt > since) return false
    if (wanted.kind === 'key' || wanted.kind === 'secret') return session.credentialId === wanted.on
    return wanted.kind === 'sessions-before' || wanted.kind === 'grants' || wanted.kind === 'identity'
  })
}

const CONTAINS_NOTHING: ReadonlySet<ActionId> = new Set(['watch-identity', 'issue-secret', 'resolve-secret-alert'])

function containmentOf(request: TwinRequest, isOurs: boolean, leftover: readonly TwinSession[]): Containment {
  if (CONTAINS_NOTHING.has(request.operation)) return 'not-contained'
  if (leftover.length > 0) {
    // Nothing new comes in after a key or an identity is cut; after a mere cutoff it does, so nothing at all is cut off.
    const isCutoff = request.set.every(({ kind }) => kind === 'sessions-before')
    return isCutoff ? 'cannot-contain' : 'new-sessions-only'
  }
  return isOurs ? 'contained' : 'already-contained'
}

function presentSentence(
  account: TwinAccount,
  request: TwinRequest,
  isOurs: boolean,
  leftover: readonly TwinSession[],
  now: EpochMs,
): string {
  const what = request.set.map(holdName).join(', ')
  const whose = isOurs ? '' : ', set by somebody else'
  const rest =
    leftover.length === 0
      ? sessionsSentence(account, now)
      : `${plural(leftover.length, 'older session')} still accepted: ${leftover.map((session) => session.id).join(', ')}.`
  return `It stands: ${what}${whose}. ${rest}`
}

function sessionsSentence(account: TwinAccount, now: EpochMs): string {
  return `${liveSessions(account, now).length} of ${plural(account.sessions.length, 'known session')} accepted.`
}

function isSame(a: TwinHold, b: TwinHold): boolean {
  return a.kind === b.kind && a.on === b.on && a.setBy === b.setBy && a.at === b.at
}
