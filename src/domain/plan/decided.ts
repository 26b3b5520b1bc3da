import type { EpochMs } from '../time/instant.ts'
import type { Voter } from './approval.ts'
import type { PlanState, Vote } from './plan.ts'

export interface Decided {
  readonly kind: 'approved' | 'rejected' | 'expired' | 'withdrawn' | 'by-policy'
  readonly at: EpochMs
  /** Whose votes decided it, in their order; nobody where time or the policy did. */
  readonly by: readonly Voter[]
}

interface Asked {
  readonly state: PlanState
  readonly requestedAt: EpochMs
  readonly expiresAt: EpochMs
  /** When it came to its state. */
  readonly stateAt: EpochMs
  readonly quorum: number
  /** Seats that are still free. */
  readonly missing: number
}

/**
 * When a plan was decided and by whom, by the votes that name the plan as it is. Null while it waits, and where it runs without its
 * approvals: what broke the glass is told elsewhere. What was cancelled or became void is withdrawn, whoever had approved it.
 */
export function decidedOf(
  { state, requestedAt, expiresAt, stateAt, quorum, missing }: Asked,
  votes: readonly Pick<Vote, 'person' | 'choice' | 'at'>[],
): Decided | null {
  if (state === 'pending') return null
  if (state === 'expired') return { kind: 'expired', at: expiresAt, by: [] }
  if (state === 'cancelled' || state === 'void') return { kind: 'withdrawn', at: stateAt, by: [] }
  if (state === 'rejected') return lastOf('rejected', votes, 'reject') ?? { kind: 'rejected', at: stateAt, by: [] }
  if (quorum === 0) return { kind: 'by-policy', at: requestedAt, by: [] }
  return missing > 0 ? null : lastOf('approved', votes, 'approve')
}

function lastOf(
  kind: Decided['kind'],
  votes: readonly Pick<Vote, 'person' | 'choice' | 'at'>[],
  choice: Vote['choice'],
): Decided | null {
  const cast = votes.filter((vote) => vote.choice === choice).toSorted((a, b) => a.at - b.at)
  const last = cast.at(-1)
  if (last === undefined) return null
  const by = new Map(cast.map(({ person }) => [person.id, person]))
  return { kind, at: last.at, by: [...by.values()].map(({ id, name, team }) => ({ id, name, team })) }
}
