/**
 * The six states of a target after what we did, or before. Never blurred; nothing is `contained` before it was read
 * back.
 */
export const CONTAINMENTS = [
  'not-contained',
  'new-sessions-only',
  'contained',
  'in-doubt',
  'already-contained',
  'cannot-contain',
] as const

/** To whom silence about a plan is passed on: who could take a missing seat, every approver, managers. */
export const AUDIENCES = ['who-could', 'approvers', 'managers'] as const
export type Audience = (typeof AUDIENCES)[number]

/** What becomes of the steps that are done when another step of their plan fails. */
export const ON_FAILURE = ['keep', 'take-back'] as const
export type OnFailure = (typeof ON_FAILURE)[number]

/** Shorter than this nobody could look at it and confirm; longer is no deadline. */
export const RESTORE_AT_LEAST_MS = 5 * 60_000
export const RESTORE_AT_MOST_MS = 7 * 24 * 60 * 60_000

/** How long consumers of a secret may be given to take the next one. Shorter than this nobody could do it by hand. */
export const REPOINT_AT_LEAST_MS = 5 * 60_000
export const REPOINT_AT_MOST_MS = 7 * 24 * 60 * 60_000
/** What is proposed where nobody says otherwise. */
export const REPOINT_USUAL_MS = 4 * 60 * 60_000
