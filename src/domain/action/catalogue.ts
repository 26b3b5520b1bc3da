import type { IdentityKind } from '../signal/signal.ts'
import type { Action, ActionId, Tier } from './action.ts'
import { THREATS } from './action-words.ts'

/**
 * Kinds that somebody here can contain. A `human` never is by an NHI playbook, and a `cloud-service` is the provider's
 * own. `unknown` is in: the gate of an identity nobody has confirmed is blocked anyway, and the proposal shows why to
 * confirm.
 */
const CONTAINABLE: readonly IdentityKind[] = [
  'cloud-role',
  'service-account',
  'api-key',
  'oauth-app',
  'workload',
  'ci-pipeline',
  'ai-agent',
  'bot',
  'unknown',
]

/** Kinds that sign in with something lasting; a role and a workload only ever hold what was issued for a session. */
const HOLDS_SECRETS = CONTAINABLE.filter((kind) => kind !== 'cloud-role' && kind !== 'workload')

/** What the inverse entries share: they contain nothing, so no need is ever met by one. */
const INVERSE = {
  strength: 0,
  covers: [],
  cuts: [],
  reversible: true,
  undoCannotRestore: [],
} as const satisfies Partial<Action>

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
  'rotate-secret': {
    id: 'rotate-secret',
    title: 'Rotate the secret',
    strength: 3,
    covers: ['credential'],
    cuts: ['credential'],
    kinds: HOLDS_SECRETS,
    reversible: true,
    rollback: 'restore-secret',
    owner: 'application',
    verifiedBy:
      'The old secret is refused, the new one is accepted, and every re-pointed consumer has signed in with it.',
    survives: [
      'Sessions that were opened with the old secret, until they expire or are revoked.',
      'Copies of the new secret, should the place it is read from be the leak.',
    ],
    undoCannotRestore: ['The secrecy of the old secret: putting it back lets whoever holds it in again.'],
    undoSeconds: 600,
  },
  'restore-secret': {
    ...INVERSE,
    id: 'restore-secret',
    title: 'Accept the previous secret again',
    kinds: HOLDS_SECRETS,
    rollback: 'rotate-secret',
    owner: 'application',
    verifiedBy: 'The previous secret is accepted; the new one still is, so that re-pointed consumers go on.',
    survives: ['Whoever holds the previous secret can use it again.'],
    undoSeconds: 600,
  },
  'issue-secret': {
    id: 'issue-secret',
    title: 'Issue a secret beside the old one',
    // Prepares a rotation and contains nothing: both secrets work.
    strength: 1,
    covers: [],
    cuts: [],
    kinds: HOLDS_SECRETS,
    reversible: true,
    rollback: 'drop-secret',
    owner: 'application',
    verifiedBy: 'The new secret is accepted, and the old one still is.',
    survives: ['The old secret, for everybody who holds it, until it is retired.'],
    undoCannotRestore: [],
    undoSeconds: 60,
  },
  'drop-secret': {
    ...INVERSE,
    id: 'drop-secret',
    title: 'Drop the new secret',
    kinds: HOLDS_SECRETS,
    rollback: 'issue-secret',
    owner: 'application',
    verifiedBy: 'The new secret is refused, and the old one is accepted.',
    survives: ['The old secret, for everybody who holds it.'],
    undoSeconds: 60,
  },
  'repoint-consumer': {
    id: 'repoint-consumer',
    title: 'Re-point a consumer to the new secret',
    strength: 1,
    covers: [],
    cuts: [],
    kinds: HOLDS_SECRETS,
    reversible: true,
    rollback: 'point-back-consumer',
    owner: 'application',
    verifiedBy: 'The target sees it on the new secret only; where a target cannot tell, somebody of its team says so.',
    survives: ['The old secret, until it is retired.'],
    undoCannotRestore: [],
    undoSeconds: 600,
  },
  'point-back-consumer': {
    ...INVERSE,
    id: 'point-back-consumer',
    title: 'Point a consumer back to the old secret',
    kinds: HOLDS_SECRETS,
    rollback: 'repoint-consumer',
    owner: 'application',
    verifiedBy: 'The target sees it on the old secret only; where a target cannot tell, somebody of its team says so.',
    survives: ['The new secret, until it is dropped.'],
    undoSeconds: 600,
  },
  'retire-secret': {
    id: 'retire-secret',
    title: 'Retire the old secret',
    strength: 3,
    covers: ['credential'],
    cuts: ['credential'],
    kinds: HOLDS_SECRETS,
    reversible: true,
    rollback: 'restore-secret',
    owner: 'application',
    verifiedBy: 'The old secret is refused, and the new one is accepted.',
    survives: [
      'Sessions that were opened with the old secret, until they expire or are revoked.',
      'Copies of the new secret, should the place it is read from be the leak.',
    ],
    undoCannotRestore: ['The secrecy of the old secret: putting it back lets whoever holds it in again.'],
    undoSeconds: 600,
  },
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
  return action.id === 'revoke-session' || action.id === 'rotate-secret' || STAGES.has(action.id)
}

/** The stages of a rotation: there is a new secret to sign in with before the old one goes. */
const STAGES: ReadonlySet<ActionId> = new Set([
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
