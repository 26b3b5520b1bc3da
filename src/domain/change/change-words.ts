import type { ChangeState } from './change.ts'

/*
 * Words and rules of a change, apart from its schemas: whoever only needs these, a page for one, gets no validator.
 */

/** The subject of every change of the policy: there is one. */
export const POLICY_SUBJECT = 'policy'

/**
 * `on`: fires and acts. `shadow`: is evaluated and counted, raises no alert and lends no confidence. `off`: is not evaluated.
 */
export const MODES = ['on', 'shadow', 'off'] as const

/** True while it may still become active: one subject has at most one of these. */
export function isOpenChange(state: ChangeState): boolean {
  return state === 'proposed' || state === 'approved'
}
