import type { Action, ActionId } from '../../domain/action/action.ts'
import { aimOf } from '../../domain/decision/decide.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import type { StepTarget } from '../../domain/plan/plan.ts'
import type { Signal } from '../../domain/signal/signal.ts'

type Evidence = Pick<Signal, 'sessions' | 'credentials' | 'tool'>

/** What a step touches: only what the action cuts is named, so that it can touch nothing else. */
export function targetOf(action: Action, identity: Identity, signal: Evidence, account: string): StepTarget {
  return {
    identityId: identity.id,
    account,
    sessionIds: isNarrow(action, 'session') ? signal.sessions.map((session) => session.id) : [],
    credentialIds: credentialIdsOf(action, identity, signal),
    tools: isNarrow(action, 'tool') ? toolsOf(identity, signal) : [],
  }
}

function credentialIdsOf(action: Action, identity: Identity, signal: Evidence): readonly string[] {
  // An alert is named by the secret that the record names, whether or not anybody knows it as the identity's.
  if (action.id === 'resolve-secret-alert') return signal.credentials.map(({ id }) => id)
  return isNarrow(action, 'credential') || action.id === 'issue-secret' ? credentialsOf(identity, signal) : []
}

/**
 * Whether there is anything that the action could be aimed at: a key cannot be deactivated where nobody knows of one.
 * True, or why not, so that the decision proposes nothing that could not be drafted.
 */
export function whetherAimable(action: Action, identity: Identity | null, signal: Evidence): true | string {
  if (identity === null) return true
  if (NEEDS_CREDENTIAL.has(action.id) && credentialsOf(identity, signal).length === 0) {
    return `No active credential of ${identity.name} is known.`
  }
  if (action.id === 'suspend-tool' && toolsOf(identity, signal).length === 0) {
    return `No tool of ${identity.name} is named.`
  }
  return true
}

const NEEDS_CREDENTIAL: ReadonlySet<ActionId> = new Set([
  'deactivate-key',
  'rotate-secret',
  'issue-secret',
  'retire-secret',
])

/**
 * The credentials that the record names, if they are the identity's, with what hangs below them; else all that are active. An API key is
 * a credential itself: while nobody has listed what it is made of, it is what the record names by one of its own names, so that one
 * which only an alert knew can be cut once somebody has confirmed it.
 */
function credentialsOf(identity: Identity, signal: Evidence): readonly string[] {
  const named = aimOf(identity, signal).credentialIds ?? []
  if (named.length > 0) return named
  if (identity.kind === 'api-key' && identity.credentials.length === 0) {
    const own = new Set(identity.names.map(({ value }) => value))
    return signal.credentials.map(({ id }) => id).filter((id) => own.has(id))
  }
  return identity.credentials.filter((credential) => credential.state === 'active').map((credential) => credential.id)
}

function toolsOf(identity: Identity, signal: Evidence): readonly string[] {
  return signal.tool === null ? (identity.agent?.approvedTools ?? []) : [signal.tool]
}

/** Cuts this kind of edge and can be aimed at one of several; an identity-wide action cuts them all. */
function isNarrow(action: Action, edge: 'session' | 'credential' | 'tool'): boolean {
  return action.cuts.includes(edge) && !action.cuts.includes('identity')
}
