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
