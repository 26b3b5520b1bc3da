import type { Person } from '../people/person.ts'
import type { EpochMs } from '../time/instant.ts'
import type { PlanBody, PlanGate, Vote } from './plan.ts'
import { missingOf, openTo, type SeatRule, type Sitter, type Stage, type StageState, seat } from './quorum.ts'

export type Voter = Pick<Person, 'id' | 'name' | 'team'>

export type ApprovalState =
  | { readonly kind: 'expired' }
  | { readonly kind: 'rejected'; readonly by: readonly Voter[] }
  | {
      readonly kind: 'pending'
      /** Seats that must still be taken. */
      readonly missing: number
      /** Who holds which seat. */
      readonly stages: readonly StageState[]
      /** The kinds of seats by which somebody else's approval would count. */
      readonly openTo: readonly SeatRule[]
    }
  | { readonly kind: 'open'; readonly approvedBy: readonly Voter[] }

type Asked = Pick<PlanBody, 'gate' | 'requestedBy' | 'expiresAt'>

/**
 * The state of a plan's approval at `now` (epoch ms UTC), judged anew from the votes and from who the people are today.
 * Expiry comes first, so a quorum that arrives late opens nothing. Then one rejection closes it. Only votes that name
 * this `digest` count, and only of people who are approvers now; people are counted, not votes, and compared by subject
 * id. The requester never counts, either way. Each person holds one seat at most, and only one that they may hold today. Where the gate
 * asks for passkeys, an approval counts only while the key that signed it stands; a rejection needs none, since it opens nothing.
 */
export function approvalState(
  plan: Asked,
  digest: string,
  votes: readonly Vote[],
  people: readonly Person[],
  now: EpochMs,
): ApprovalState {
  if (now >= plan.expiresAt) return { kind: 'expired' }
  const eligible = new Map(people.filter((p) => mayCount(p, plan)).map((person) => [person.id, person]))
  const cast = votes.filter((vote) => vote.digest === digest && eligible.has(vote.person.id))
  const rejectedBy = votersOf('reject', cast, eligible)
  if (rejectedBy.length > 0) return { kind: 'rejected', by: rejectedBy.map(voter) }

  const approvedBy = approversOf(plan.gate, cast, eligible)
  const stages = stagesOf(plan.gate)
  const states = seat(stages, approvedBy)
  const missing = missingOf(states)
  if (missing === 0) return { kind: 'open', approvedBy: approvedBy.map(voter) }
  return { kind: 'pending', missing, stages: states, openTo: openTo(stages, approvedBy) }
}

/** Who holds which seat by these votes, whatever became of the plan since: what a screen draws. */
export function seatsHeld(
  plan: Pick<PlanBody, 'gate' | 'requestedBy'>,
  digest: string,
  votes: readonly Vote[],
  people: readonly Person[],
): readonly StageState[] {
  const eligible = new Map(people.filter((p) => mayCount(p, plan)).map((person) => [person.id, person]))
  const cast = votes.filter((vote) => vote.digest === digest && eligible.has(vote.person.id))
  return seat(stagesOf(plan.gate), approversOf(plan.gate, cast, eligible))
}

/** The stages of a gate; of before there were any: as many seats as its quorum, one of them the owner's team's where one is named. */
export function stagesOf({
  stages,
  quorum,
  ownerTeam,
}: Pick<PlanGate, 'stages' | 'quorum' | 'ownerTeam'>): readonly Stage[] {
  if (stages !== undefined) return stages
  if (quorum === 0) return []
  const seats = Array.from(
    { length: quorum },
    (_, i): SeatRule => (i === quorum - 1 && ownerTeam !== null ? { of: 'team', team: ownerTeam } : { of: 'anybody' }),
  )
  return [{ title: 'Approval', need: quorum, seats, silence: OLD_SILENCE }]
}

const OLD_SILENCE: Stage['silence'] = [
  { afterPercent: 50, tell: 'approvers' },
  { afterPercent: 80, tell: 'managers' },
]

/** Whether a person's vote can count for this plan today. */
export function mayCount(person: Person, plan: Pick<PlanBody, 'requestedBy'>): boolean {
  return person.roles.includes('approver') && person.id !== plan.requestedBy.id
}

function approversOf(gate: PlanGate, cast: readonly Vote[], eligible: ReadonlyMap<string, Person>): readonly Sitter[] {
  return votersOf(
    'approve',
    cast.filter((vote) => !gate.passkey || (vote.passkey !== null && !vote.passkey.isRevoked)),
    eligible,
  )
}

/** Distinct people by the time of their first such vote, ties by id, so that the order of arrival does not matter. */
function votersOf(
  choice: Vote['choice'],
  cast: readonly Vote[],
  people: ReadonlyMap<string, Person>,
): readonly Sitter[] {
  const firstAt = new Map<string, EpochMs>()
  for (const vote of cast) {
    if (vote.choice === choice) {
      firstAt.set(vote.person.id, Math.min(vote.at, firstAt.get(vote.person.id) ?? vote.at))
    }
  }
  return [...firstAt]
    .sort(([a, atA], [b, atB]) => atA - atB || (a < b ? -1 : 1))
    .flatMap(([id]) => people.get(id) ?? [])
}

function voter({ id, name, team }: Sitter): Voter {
  return { id, name, team }
}
