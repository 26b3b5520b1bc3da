/*
 * Closed lists of a signal, apart from its schema: whoever only needs the words, a page for one, gets no validator.
 */

/**
 * How bad if true, as the source says. OCSF names; `unknown` where the source says nothing (never guessed from a
 * title).
 */
export const SEVERITIES = ['unknown', 'informational', 'low', 'medium', 'high', 'critical'] as const

/** Kinds of identity. `human` is kept apart so that people are never contained by an NHI playbook by mistake. */
export const IDENTITY_KINDS = [
  'cloud-role',
  'service-account',
  'api-key',
  'oauth-app',
  'workload',
  'ci-pipeline',
  'ai-agent',
  'bot',
  'cloud-service',
  'human',
  'unknown',
] as const
