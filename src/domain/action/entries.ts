import type { IdentityKind } from '../signal/signal.ts'
import type { Action } from './action.ts'

/**
 * Kinds that somebody here can contain. A `human` never is by an NHI playbook, and a `cloud-service` is the provider's
 * own. `unknown` is in: the gate of an identity nobody has confirmed is blocked anyway, and the proposal shows why to
 * confirm.
 */
export const CONTAINABLE: readonly IdentityKind[] = [
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
export const HOLDS_SECRETS = CONTAINABLE.filter((kind) => kind !== 'cloud-role' && kind !== 'workload')

/** What the inverse entries share: they contain nothing, so no need is ever met by one. */
export const INVERSE = {
  strength: 0,
  covers: [],
  cuts: [],
  reversible: true,
  undoCannotRestore: [],
} as const satisfies Partial<Action>
