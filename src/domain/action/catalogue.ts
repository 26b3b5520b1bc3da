import type { IdentityKind } from '../signal/signal.ts'
import type { Action, ActionId, Tier } from './action.ts'
import { THREATS } from './action-words.ts'
import { CONTAINABLE, HOLDS_SECRETS, INVERSE } from './entries.ts'
import { ROTATION } from './rotation-entries.ts'

/**
 * Everything Sluicegate can do to a target. `survives` and `undoCannotRestore` are read by an approver before signing,
 * so they name what real systems do, not what one would wish.
 */
export const CATALOGUE: Readonly<Record<ActionId, Action>> = {
  'watch-identity': {
    id: 'watch-identity',
    title: 'Watch the identity',
    strength: 1,
    covers: THREATS,
    cuts: [],
    kinds: null,
    reversible: true,
    rollback: null,
    owner: 'soc',
    verifiedBy: 'The watch is listed for the identity, with the time at which it ends.',
    survives: ['Everything: a watch only reports what the identity does next.'],
    undoCannotRestore: [],
    undoSeconds: 0,
  },
  'revoke-session': {
    id: 'revoke-session',
    title: 'Revoke its sessions',
    strength: 2,
    // These hold nothing but what was issued for a session: ending all of them is what replacing a secret is elsewhere.
    meets: { 'cloud-role': 3, workload: 3 },
    covers: ['session'],
    cuts: ['session'],
    kinds: CONTAINABLE,
    reversible: true,
    rollback: 'restore-session',
    owner: 'iam',
    verifiedBy:
      'A call with a session issued before the cutoff is refused, and the deny stands in the identity’s policy.',
    survives: [
      'New sessions: whoever holds the credential behind the session can sign in again.',
      'Tokens that a target checks without asking the issuer, until they expire.',
    ],
    undoCannotRestore: ['Work that was under way in a session when it was refused.'],
    undoSeconds: 60,
  },
  'restore-session': {
    ...INVERSE,
    id: 'restore-session',
    title: 'Accept its older sessions again',
    kinds: CONTAINABLE,
    rollback: 'revoke-session',
    owner: 'iam',
    verifiedBy: 'The deny is gone from the identity’s policy.',
    survives: ['Sessions that expired meanwhile stay expired.', 'A stolen session that has not expired works again.'],
    undoSeconds: 60,
  },
  'revoke-tokens': {
    id: 'revoke-tokens',
    title: 'Revoke the tokens it holds now',
    strength: 2,
    covers: ['session'],
    cuts: ['session'],
    kinds: CONTAINABLE,
    reversible: false,
    rollback: null,
    owner: 'iam',
    verifiedBy: 'Whoever issued the tokens knows none of those that stand in the plan any more.',
    survives: [
      'New tokens: whoever holds the credential behind them can sign in again.',
      'Tokens that were issued after the plan was made, also while it waited for approval.',
      'Tokens that a target checks without asking the issuer, until they expire.',
    ],
    undoCannotRestore: ['The tokens: every consumer has to sign in again.'],
    undoSeconds: null,
  },
  'deactivate-key': {
    id: 'deactivate-key',
    title: 'Deactivate the key',
    strength: 2,
    covers: ['credential', 'session'],
    cuts: ['credential', 'session'],
    kinds: HOLDS_SECRETS,
    reversible: true,
    rollback: 'reactivate-key',
    owner: 'iam',
    verifiedBy: 'The key is listed as inactive, and a call with it is refused.',
    survives: [
      'Other keys of the same identity.',
      'Sessions of other identities that were opened with the key, until they expire.',
    ],
    undoCannotRestore: ['Calls that failed while the key was inactive.'],
    undoSeconds: 30,
  },
  'reactivate-key': {
    ...INVERSE,
    id: 'reactivate-key',
    title: 'Activate the key again',
    kinds: HOLDS_SECRETS,
    rollback: 'deactivate-key',
    owner: 'iam',
    verifiedBy: 'The key is listed as active.',
    survives: ['If the key is known to somebody else, they can use it again.'],
    undoSeconds: 30,
  },
  ...ROTATION,
  'revoke-grants': {
    id: 'revoke-grants',
    title: 'Revoke the app’s grants',
    strength: 3,
    covers: ['credential', 'session'],
    cuts: ['credential', 'session'],
    kinds: ['oauth-app'],
    reversible: false,
    rollback: null,
    owner: 'iam',
    verifiedBy: 'The grants are no longer listed, and a refresh with the old token is refused.',
    survives: [
      'Access tokens that a target checks without asking the issuer, until they expire.',
      'The app itself: a person may grant it access again.',
    ],
    undoCannotRestore: ['The grants: each person or administrator who gave one has to give it again.'],
    undoSeconds: null,
  },
  'resolve-secret-alert': {
    id: 'resolve-secret-alert',
    title: 'Resolve the alert about the leaked secret',
    // Tells the scanner what was done and contains nothing: whoever holds the secret notices none of it.
    strength: 1,
    covers: [],
    cuts: [],
    kinds: HOLDS_SECRETS,
    reversible: true,
    rollback: 'reopen-secret-alert',
    owner: 'soc',
    verifiedBy: 'The scanner lists the alert as resolved, for the reason that the secret was revoked.',
    survives: ['The secret where it was found: resolving takes it out of nothing.'],
    undoCannotRestore: [],
    undoSeconds: 30,
  },
  'reopen-secret-alert': {
    ...INVERSE,
    id: 'reopen-secret-alert',
    title: 'Open the alert about the leaked secret again',
    kinds: HOLDS_SECRETS,
    rollback: 'resolve-secret-alert',
    owner: 'soc',
    verifiedBy: 'The scanner lists the alert as open.',
    survives: ['That it was resolved once, in its history.'],
    undoSeconds: 30,
  },
  'suspend-tool': {
    id: 'suspend-tool',
    title: 'Suspend the agent’s tool',
    strength: 2,
    covers: ['tool'],
    cuts: ['tool'],
    kinds: ['ai-agent'],
    reversible: true,
    rollback: 'resume-tool',
    owner: 'application',
    verifiedBy: 'A call of the tool by the agent is answered with an error that says it is disabled.',
    survives: ['The agent and its other tools.', 'What the tool has already changed.'],
    undoCannotRestore: ['Tasks that the agent gave up because the tool was missing.'],
    undoSeconds: 30,
  },
  'resume-tool': {
    ...INVERSE,
    id: 'resume-tool',
    title: 'Give the agent its tool back',
    kinds: ['ai-agent'],
    rollback: 'suspend-tool',
    owner: 'application',
    verifiedBy: 'The tool is listed for the agent and answers.',
    survives: ['Instructions in the agent’s memory that made it misuse the tool.'],
    undoSeconds: 30,
  },
  'pause-pipeline': {
    id: 'pause-pipeline',
    title: 'Pause the pipeline',
    strength: 2,
    covers: ['pipeline'],
    cuts: ['pipeline'],
    kinds: ['ci-pipeline'],
    reversible: true,
    rollback: 'resume-pipeline',
    owner: 'platform',
    verifiedBy: 'The pipeline is listed as paused, and no run has started since.',
    survives: ['Secrets that a run has already read.', 'Artefacts that a run has already published.'],
    undoCannotRestore: ['Runs that were due while it was paused, unless they are started by hand.'],
    undoSeconds: 60,
  },
  'resume-pipeline': {
    ...INVERSE,
    id: 'resume-pipeline',
    title: 'Let the pipeline run again',
    kinds: ['ci-pipeline'],
    rollback: 'pause-pipeline',
    owner: 'platform',
    verifiedBy: 'The pipeline is listed as active.',
    survives: ['Runs that were due meanwhile do not start by themselves.'],
    undoSeconds: 60,
  },
  'quarantine-workload': {
    id: 'quarantine-workload',
    title: 'Quarantine the workload',
    strength: 3,
    covers: ['workload', 'tool', 'pipeline'],
    cuts: ['workload', 'tool', 'pipeline'],
    kinds: ['workload', 'service-account', 'cloud-role', 'ci-pipeline', 'ai-agent'],
    reversible: true,
    rollback: 'release-workload',
    owner: 'platform',
    verifiedBy: 'The workload answers nobody and reaches nobody, while its process is kept as evidence.',
    survives: ['Credentials that were already copied off the workload.', 'Other workloads under the same identity.'],
    undoCannotRestore: ['Open connections and requests that were under way.', 'Its network address, in most systems.'],
    undoSeconds: 120,
  },
  'release-workload': {
    ...INVERSE,
    id: 'release-workload',
    title: 'Release the workload',
    kinds: ['workload', 'service-account', 'cloud-role', 'ci-pipeline', 'ai-agent'],
    rollback: 'quarantine-workload',
    owner: 'platform',
    verifiedBy: 'The workload is reachable again and passes its health check.',
    survives: ['Whatever runs inside it: a release does not clean it.'],
    undoSeconds: 120,
  },
  'disable-identity': {
    id: 'disable-identity',
    title: 'Disable the identity',
    strength: 4,
    covers: THREATS,
    cuts: ['session', 'credential', 'identity', 'workload', 'tool', 'pipeline'],
    kinds: CONTAINABLE,
    reversible: true,
    rollback: 'enable-identity',
    owner: 'iam',
    verifiedBy: 'Signing in is refused, and no session of the identity is served.',
    survives: [
      'Tokens that a target checks without asking the issuer, until they expire.',
      'Identities that this one has created or given access to.',
    ],
    undoCannotRestore: ['Sessions that were open: every consumer has to sign in again.', 'Jobs that were missed.'],
    undoSeconds: 300,
  },
  'enable-identity': {
    ...INVERSE,
    id: 'enable-identity',
    title: 'Enable the identity again',
    kinds: CONTAINABLE,
    rollback: 'disable-identity',
    owner: 'iam',
    verifiedBy: 'The identity is listed as enabled, and a new session is accepted.',
    survives: ['Consumers that do not sign in by themselves stay down until they are restarted.'],
    undoSeconds: 300,
  },
}

export function actionOf(id: ActionId): Action {
  return CATALOGUE[id]
}

/** The strongest tier whose need it meets on an identity of this kind. */
export function tierMet(action: Action, kind: IdentityKind): Tier {
  return action.meets?.[kind] ?? action.strength
}

/** Whether an entry is meant for identities of this kind. */
export function fitsKind(action: Action, kind: IdentityKind): boolean {
  return action.kinds === null || action.kinds.includes(kind)
}

/**
 * Whether a consumer that signs in by itself can do so after the action. Only then does it count a share: after a key
 * is deactivated or an identity disabled there is nothing left to sign in with.
 */
export function leavesWayBack(action: Action): boolean {
  return SIGNED_IN_AGAIN.has(action.id)
}

const SIGNED_IN_AGAIN: ReadonlySet<ActionId> = new Set([
  'revoke-session',
  'revoke-tokens',
  'rotate-secret',
  'resolve-secret-alert',
  'reopen-secret-alert',
  // The stages of a rotation: there is a new secret to sign in with before the old one goes.
  'issue-secret',
  'drop-secret',
  'repoint-consumer',
  'point-back-consumer',
  'retire-secret',
])

/** Whether somebody at a consumer does it, or a system of the consumer; the target of the credential does not. */
export function isRepointing(action: ActionId): boolean {
  return action === 'repoint-consumer' || action === 'point-back-consumer'
}

/** Prepares what contains and contains nothing itself: it says nothing about how contained a target is. */
export function isPreparing(action: ActionId): boolean {
  return action === 'issue-secret' || action === 'repoint-consumer'
}

/** Tells another system what was done about a secret; it too says nothing about how contained a target is. */
export function isTelling(action: ActionId): boolean {
  return action === 'resolve-secret-alert' || action === 'reopen-secret-alert'
}
