import type { Person } from '../people/person.ts'
import type { EpochMs } from '../time/instant.ts'
import type { PlanBody, Vote } from './plan.ts'

export type Voter = Pick<Person, 'id' | 'name' | 'team'>

export interface Seat {
  readonly who: Pick<Person, 'id' | 'name'>
  readonly team: string
  /** This seat is the one that the owner's team must hold. */
  readonly isOwnerSeat: boolean
}

export type ApprovalState =
  | { readonly kind: 'expired' }
  | { readonly kind: 'rejected'; readonly by: readonly Voter[] }
  | {
      readonly kind: 'pending'
      /** Seats that nobody holds yet. */
      readonly missing: number
      /** The seats that are held, in the order in which they were taken. */
      readonly seats: readonly Seat[]
      /** The team that must hold one of the missing seats, or null. */
      readonly needsOwnerTeam: string | null
    }
  | { readonly kind: 'open'; readonly approvedBy: readonly Voter[] }

/**
 * The state of a plan's approval at `now` (epoch ms UTC), judged anew from the votes and from who the people are today.
 * Expiry comes first, so a quorum that arrives late opens nothing. Then one rejection closes it. Only votes that name
 * this `digest` count, and only of people who are approvers now; people are counted, not votes, and compared by subject
 * id. The requester never counts, either way. Where an owner's team is set, one seat stays free for it. Where the gate asks
 * for passkeys, an approval counts only while the key that signed it stands; a rejection needs none, since it opens nothing.
 */
export function approvalState(
  plan: Pick<PlanBody, 'gate' | 'requestedBy' | 'expiresAt'>,
  digest: string,
  votes: readonly Vote[],
  people: readonly Person[],
  now: EpochMs,
): ApprovalState {
  if (now >= plan.expiresAt) return { kind: 'expired' }
  const eligible = new Map(people.filter((p) => mayCount(p, plan)).map((person) => [person.id, person]))
  const cast = votes.filter((vote) => vote.digest === digest && eligible.has(vote.person.id))
  const rejectedBy = votersOf('reject', cast, eligible)
  if (rejectedBy.length > 0) return { kind: 'rejected', by: rejectedBy }

  const approvedBy = votersOf(
    'approve',
    cast.filter((vote) => isSignedAs(vote, plan.gate)),
    eligible,
  )
  const { quorum, ownerTeam } = plan.gate
  const owner = ownerTeam === null ? undefined : approvedBy.find((voter) => voter.team === ownerTeam)
  const needsOwner = quorum > 0 && ownerTeam !== null && owner === undefined
  const free = needsOwner ? quorum - 1 : quorum
  const others = approvedBy.filter((voter) => voter !== owner).slice(0, owner === undefined ? free : quorum - 1)
  const missing = quorum - others.length - (owner === undefined ? 0 : 1)
  if (missing <= 0) return { kind: 'open', approvedBy }

  const seated = approvedBy.filter((voter) => voter === owner || others.includes(voter))
  return {
    kind: 'pending',
    missing,
    seats: seated.map((voter) => ({
      who: { id: voter.id, name: voter.name },
      team: voter.team,
      isOwnerSeat: voter === owner,
    })),
    needsOwnerTeam: needsOwner ? ownerTeam : null,
  }
}

/** Whether a person's vote can count for this plan today. */
function mayCount(person: Person, plan: Pick<PlanBody, 'requestedBy'>): boolean {
  return person.roles.includes('approver') && person.id !== plan.requestedBy.id
}

function isSignedAs(vote: Vote, gate: PlanBody['gate']): boolean {
  return !gate.passkey || (vote.passkey !== null && !vote.passkey.isRevoked)
}

/** Distinct people by the time of their first such vote, ties by id, so that the order of arrival does not matter. */
function votersOf(
  choice: Vote['choice'],
  cast: readonly Vote[],
  people: ReadonlyMap<string, Person>,
): readonly Voter[] {
  const firstAt = new Map<string, EpochMs>()
  for (const vote of cast) {
    if (vote.choice === choice) {
      firstAt.set(vote.person.id, Math.min(vote.at, firstAt.get(vote.person.id) ?? vote.at))
    }
  }
  return [...firstAt]
    .sort(([a, atA], [b, atB]) => atA - atB || (a < b ? -1 : 1))
    .flatMap(([id]) => {
      const person = people.get(id)
      return person === undefined ? [] : [{ id: person.id, name: person.name, team: person.team }]
    })
}
