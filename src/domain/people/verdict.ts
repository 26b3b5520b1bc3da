import * as z from 'zod'
import type { ChangeState } from '../change/change.ts'
import type { PlanState } from '../plan/plan.ts'
import type { SeatRule } from '../plan/quorum.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Person } from './person.ts'

/** Whether a person may do something, by which rule, and in words. */
export const Verdict = z.object({
  allowed: z.boolean(),
  /** The `@id` of the policy that decided, or why no policy was asked. */
  rule: z.string(),
  /** A sentence for the person who asks; where refused, it says who could. */
  because: z.string(),
})
export type Verdict = z.infer<typeof Verdict>

type Someone = Pick<Person, 'id' | 'name'>

/** What a verb is about. A verb that needs something which is missing here is denied. */
export interface MayContext {
  /** Everybody who is there today; names who could do it instead. */
  readonly people?: readonly Person[]
  readonly plan?: {
    readonly requestedBy: Someone
    readonly state: PlanState
    /** Epoch ms UTC. */
    readonly expiresAt: EpochMs
    /** The kinds of seats by which one more approval would count. Left out where nobody asks. */
    readonly openTo?: readonly SeatRule[]
    /** From when on it may be given more time; null where it was given it before. Left out where nobody asks. */
    readonly extendableFrom?: EpochMs | null
    /** Whether a step waits that nothing was sent of: only such a running plan can still be stopped. */
    readonly hasWaitingSteps?: boolean
    /** Whether a step of it was done before it ended. */
    readonly hasEffect?: boolean
    /** Whether what it did is to be taken back by itself, and nobody has confirmed it. Left out where nobody asks. */
    readonly isTemporary?: boolean
  }
  /** Ids of those whose vote on exactly this plan is in. */
  readonly votedBy?: readonly string[]
  readonly change?: { readonly proposedBy: Someone; readonly state: ChangeState }
  /** Left out for one that is not kept yet. */
  readonly scenario?: { readonly owner: Someone; readonly isShared: boolean }
  /** Left out for one that is not kept yet. `isShared`: with the team. */
  readonly view?: { readonly owner: Someone; readonly team: string; readonly isShared: boolean }
  /** A consumer that is to use another secret: who answers for it, who else does where nobody of them is here, and whether they are asked. */
  readonly repointing?: {
    readonly requestedBy: Someone
    readonly consumer: string
    readonly team: string
    readonly ownerTeam: string | null
    readonly isAsked: boolean
  }
  readonly glass?: { readonly brokenBy: Someone }
  /** Who broke the glass, for which plan, where nobody has reviewed it yet. Left out where nobody asks. */
  readonly openGlass?: readonly { readonly by: string; readonly plan: string }[]
  /** `by` is null where the circuit breaker pulled it; `releasedBy` holds ids. */
  readonly stop?: { readonly by: Someone | null; readonly releasedBy: readonly string[] }
  /** Whose rights it is about. */
  readonly account?: { readonly person: Someone }
  /** Whose key it is about. */
  readonly passkey?: { readonly owner: Someone }
  readonly now?: EpochMs
}
