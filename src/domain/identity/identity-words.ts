/*
 * The closed lists of an identity, apart from its schema: whoever only needs the words, a page for one, gets no validator.
 */

export const ENVIRONMENTS = ['prod', 'staging', 'ci', 'dev', 'decoy'] as const

/** What it may do, coarsely: enough to rank, never a substitute for reading the policy. */
export const PRIVILEGES = ['none', 'read', 'write', 'admin'] as const

/**
 * `shared`: several workloads of ours. `multi-tenant`: serves several customers. `third-party`: somebody else runs it.
 */
export const TENANCIES = ['dedicated', 'shared', 'multi-tenant', 'third-party'] as const
