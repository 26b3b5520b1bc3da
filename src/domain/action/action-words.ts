/*
 * The closed lists of actions, apart from their schemas: whoever only needs the words, a page for one, gets no validator.
 */

/** What an attacker would be holding. A trigger names it; an action covers some of these. */
export const THREATS = ['session', 'credential', 'identity', 'workload', 'tool', 'pipeline'] as const
export type Threat = (typeof THREATS)[number]

/** By tier 0–4. */
export const TIER_NAMES = ['Observe', 'Investigate', 'Contain & verify', 'Contain', 'Shut down'] as const

export const ACTION_IDS = [
  'watch-identity',
  'revoke-session',
  'restore-session',
  'revoke-tokens',
  'deactivate-key',
  'reactivate-key',
  'rotate-secret',
  'restore-secret',
  'issue-secret',
  'drop-secret',
  'repoint-consumer',
  'point-back-consumer',
  'retire-secret',
  'revoke-grants',
  'resolve-secret-alert',
  'reopen-secret-alert',
  'suspend-tool',
  'resume-tool',
  'pause-pipeline',
  'resume-pipeline',
  'quarantine-workload',
  'release-workload',
  'disable-identity',
  'enable-identity',
] as const
export type ActionId = (typeof ACTION_IDS)[number]

/** Who carries an action out. */
export const ACTION_OWNERS = ['soc', 'iam', 'platform', 'application'] as const
export type ActionOwner = (typeof ACTION_OWNERS)[number]
