import * as z from 'zod'
import { ACTION_IDS, type ActionId } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
import type { Json } from '../../../domain/json/json.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import type { ConnectorPlan, StepWish } from '../connector.ts'
import { type HOLD_KINDS, type TwinAccount, TwinHold } from './twin-account.ts'
import { liveSessions } from './twin-state.ts'

type HoldKind = (typeof HOLD_KINDS)[number]

/** What is sent to the simulated system: holds to set, or holds to lift exactly as they were left. */
export const TwinRequest = z.strictObject({
  operation: z.enum(ACTION_IDS),
  account: z.string(),
  set: z.array(TwinHold.pick({ kind: true, on: true })).readonly(),
  /** The cutoff of a session hold is the moment at which the system carries it out. */
  lift: z.array(TwinHold).readonly(),
})
export type TwinRequest = z.infer<typeof TwinRequest>

/** State as a step left it: the holds that are its own. */
export const TwinLeft = z.object({ holds: z.array(TwinHold).readonly() })

const HOLD_OF: Readonly<Partial<Record<ActionId, HoldKind>>> = {
  'watch-identity': 'watch',
  'revoke-session': 'sessions-before',
  // A cutoff that nothing lifts: what was revoked stays so.
  'revoke-tokens': 'sessions-before',
  'deactivate-key': 'key',
  'rotate-secret': 'secret',
  'issue-secret': 'next',
  'retire-secret': 'secret',
  'revoke-grants': 'grants',
  'resolve-secret-alert': 'alert',
  'suspend-tool': 'tool',
  'pause-pipeline': 'pipeline',
  'quarantine-workload': 'network',
  'disable-identity': 'identity',
}

/** Says what would be sent for a wish, or why the account does not allow it. */
export function planRequest(wish: StepWish, account: TwinAccount, now: EpochMs): ConnectorPlan {
  const action = actionOf(wish.action)
  const kind = HOLD_OF[wish.action]
  if (kind === undefined) return planLift(wish, account)
  const problem = whyNot(kind, wish, account, now)
  if (problem !== null) return { ok: false, reason: problem }
  const on = namesCredential(kind) ? wish.target.credentialIds : kind === 'tool' ? wish.target.tools : [null]
  const request: TwinRequest = {
    operation: wish.action,
    account: account.id,
    set: on.map((id) => ({ kind, on: id })),
    lift: [],
  }
  const selfContained = liveSessions(account, now).filter((session) => session.isSelfContained)
  const lasting =
    endsSessions(kind) && selfContained.length > 0
      ? [
          `${plural(selfContained.length, 'session')} that targets check without asking the issuer: ${selfContained.map((s) => s.id).join(', ')}.`,
        ]
      : []
  return {
    ok: true,
    request: request as unknown as Json,
    survives: [...action.survives, ...lasting],
    undoCannotRestore: action.undoCannotRestore,
    undoSeconds: action.undoSeconds,
  }
}

function planLift(wish: StepWish, account: TwinAccount): ConnectorPlan {
  const action = actionOf(wish.action)
  const left = wish.undoes === null ? null : TwinLeft.safeParse(wish.undoes.left)
  if (left === null || !left.success || left.data.holds.length === 0) {
    return { ok: false, reason: `${action.title} takes back a step that was carried out; there is none of ours here.` }
  }
  const gone = left.data.holds.filter((hold) => !hasHold(account, hold))
  if (gone.length > 0) {
    return {
      ok: false,
      reason: `${account.id} is not as we left it: ${gone.map(holdName).join(', ')} was changed by somebody else since. Undo it there, by hand.`,
    }
  }
  const request: TwinRequest = { operation: wish.action, account: account.id, set: [], lift: left.data.holds }
  return {
    ok: true,
    request: request as unknown as Json,
    survives: action.survives,
    undoCannotRestore: action.undoCannotRestore,
    undoSeconds: action.undoSeconds,
  }
}

function whyNot(kind: HoldKind, wish: StepWish, account: TwinAccount, now: EpochMs): string | null {
  const { credentialIds, tools } = wish.target
  if (namesCredential(kind)) {
    if (credentialIds.length === 0) return `${account.id} has no credential that could be named.`
    const known = new Set(account.credentials.map((credential) => credential.id))
    const unknown = credentialIds.filter((id) => !known.has(id))
    if (unknown.length > 0) return `${account.id} has no credential ${unknown.join(', ')} here.`
  }
  if (kind === 'tool') {
    // By name, as gateways of tools deny them: also one that was never approved can be kept away.
    if (tools.length === 0) return `No tool of ${account.id} is named.`
  }
  if (kind === 'pipeline' && !account.hasPipeline) return `${account.id} runs no pipeline here.`
  if (kind === 'network' && !account.hasWorkload) return `${account.id} runs no workload here.`
  if (kind === 'grants' && !account.hasGrants) return `${account.id} holds no grants here.`
  if (kind === 'sessions-before') {
    const live = liveSessions(account, now)
    if (live.length > 0 && live.every((session) => session.isSelfContained)) {
      return `All ${live.length} sessions of ${account.id} are checked without asking the issuer: nothing ends them before they expire. Cut what opens new ones instead.`
    }
  }
  return null
}

function namesCredential(kind: HoldKind): boolean {
  return kind === 'key' || kind === 'secret' || kind === 'next'
}

function endsSessions(kind: HoldKind): boolean {
  return (
    kind !== 'watch' &&
    kind !== 'next' &&
    kind !== 'moved' &&
    kind !== 'stays' &&
    kind !== 'alert' &&
    kind !== 'tool' &&
    kind !== 'pipeline' &&
    kind !== 'network'
  )
}

export function hasHold(account: TwinAccount, wanted: TwinHold): boolean {
  return account.holds.some(
    (hold) =>
      hold.kind === wanted.kind && hold.on === wanted.on && hold.setBy === wanted.setBy && hold.at === wanted.at,
  )
}

/** A hold as a person reads it, e.g. "the block on key AKIA…". */
export function holdName({ kind, on }: Pick<TwinHold, 'kind' | 'on'>): string {
  return on === null ? HOLD_WORDS[kind] : `${HOLD_WORDS[kind]} ${on}`
}

const HOLD_WORDS: Readonly<Record<HoldKind, string>> = {
  watch: 'the watch',
  'sessions-before': 'the cutoff for older sessions',
  key: 'the block on key',
  secret: 'the block on the previous secret',
  next: 'the next secret beside',
  moved: 'the next secret at',
  stays: 'the old secret at',
  grants: 'the revocation of its grants',
  alert: 'the resolution of its alert',
  tool: 'the block on tool',
  pipeline: 'the pause of its pipeline',
  network: 'the quarantine of its workload',
  identity: 'the lock on the identity',
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
