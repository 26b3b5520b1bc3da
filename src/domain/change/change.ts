import * as z from 'zod'
import { MODES } from './change-words.ts'

export { isOpenChange, MODES, POLICY_SUBJECT } from './change-words.ts'

/** What is governed: one trigger each, and the one policy. */
export const CHANGE_KINDS = ['trigger', 'policy'] as const
export const ChangeKind = z.enum(CHANGE_KINDS)
export type ChangeKind = z.infer<typeof ChangeKind>

export const Mode = z.enum(MODES)
export type Mode = z.infer<typeof Mode>

/**
 * Where a change stands. Open are `proposed` and `approved` (it waits for its time). `active` is in force;
 * `superseded` and `rolled-back` were. `stale`: what it was based on was replaced before it could become active.
 */
export const CHANGE_STATES = [
  'proposed',
  'approved',
  'active',
  'superseded',
  'rolled-back',
  'rejected',
  'withdrawn',
  'stale',
  'expired',
] as const
export const ChangeState = z.enum(CHANGE_STATES)
export type ChangeState = z.infer<typeof ChangeState>

/** Whether the step from one mode to another only takes away: what one person may do alone. */
export function isRestraint(from: Mode, to: Mode): boolean {
  return MODES.indexOf(to) > MODES.indexOf(from)
}
