import * as z from 'zod'
import type { EdgeKind } from '../identity/identity.ts'
import type { IdentityKind } from '../signal/signal.ts'

/** What an attacker would be holding. A trigger names it; an action covers some of these. */
export const THREATS = ['session', 'credential', 'identity', 'workload', 'tool', 'pipeline'] as const
export type Threat = (typeof THREATS)[number]

/** 0 observe · 1 investigate · 2 contain and verify · 3 contain · 4 shut down. */
export const TierSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Tier = z.infer<typeof TierSchema>
export const TIER_NAMES = ['Observe', 'Investigate', 'Contain & verify', 'Contain', 'Shut down'] as const

export const ACTION_IDS = [
  'watch-identity',
  'revoke-session',
  'restore-session',
  'deactivate-key',
  'reactivate-key',
  'rotate-secret',
  'restore-secret',
  'revoke-grants',
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

/** One entry of the fixed catalogue. No alert and no person can make an action up. */
export interface Action {
  readonly id: ActionId
  readonly title: string
  /** The strongest tier whose need it meets. */
  readonly strength: Tier
  /** Kinds on which it meets a stronger need than that. */
  readonly meets?: Readonly<Partial<Record<IdentityKind, Tier>>>
  readonly covers: readonly Threat[]
  readonly cuts: readonly EdgeKind[]
  /** Null: for every kind. */
  readonly kinds: readonly IdentityKind[] | null
  readonly reversible: boolean
  /** The inverse entry; null where nothing can undo it. */
  readonly rollback: ActionId | null
  readonly owner: ActionOwner
  /** How its effect is read back. */
  readonly verifiedBy: string
  /** What goes on working after it, said before anybody signs. */
  readonly survives: readonly string[]
  readonly undoCannotRestore: readonly string[]
  /** Typical undo, in seconds, until it has been measured in an exercise. */
  readonly undoSeconds: number | null
}
