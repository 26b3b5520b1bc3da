import * as z from 'zod'
import type { EdgeKind } from '../identity/identity.ts'
import type { IdentityKind } from '../signal/signal.ts'
import type { ActionId, ActionOwner, Threat } from './action-words.ts'

export {
  ACTION_IDS,
  ACTION_OWNERS,
  type ActionId,
  type ActionOwner,
  THREATS,
  type Threat,
} from './action-words.ts'

/** 0 observe · 1 investigate · 2 contain and verify · 3 contain · 4 shut down. */
export const TierSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Tier = z.infer<typeof TierSchema>

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
