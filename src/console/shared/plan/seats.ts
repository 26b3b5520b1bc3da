import type { PlanBody, Vote } from '../../../domain/plan/plan.ts'

export interface Seat {
  /** Null while it is free. */
  readonly vote: Vote | null
  /** The team that must hold it, or null for any approver. */
  readonly team: string | null
}

/** The seats of the quorum, taken ones first within each kind; the owner team's seat is named even while it is free. */
export function seatsOf(body: Pick<PlanBody, 'gate'>, votes: readonly Vote[]): readonly Seat[] {
  const approvals = votes.filter(({ choice }) => choice === 'approve')
  const { quorum, ownerTeam } = body.gate
  const owner = ownerTeam === null ? undefined : approvals.find(({ person }) => person.team === ownerTeam)
  const others = approvals.filter((vote) => vote !== owner)
  return Array.from({ length: quorum }, (_, i): Seat => {
    if (i === quorum - 1 && ownerTeam !== null) return { vote: owner ?? null, team: ownerTeam }
    return { vote: others[i] ?? null, team: null }
  })
}
