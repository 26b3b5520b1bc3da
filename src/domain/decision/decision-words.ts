/** What a plan needs before a step of it may run, from nothing to what cannot run at all. */
export const GATES = ['auto', 'one-approval', 'two-approvals', 'blocked'] as const
