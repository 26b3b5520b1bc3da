import * as z from 'zod'
import { APPROVER_DOMAINS, type ApproverDomain } from '../people/domains.ts'
import { Escalation, type SeatRule, type Stage } from '../plan/stage.ts'

const MOST_STAGES = 4
export const MOST_SEATS = 6
const MOST_TELLINGS = 4
/** More people than that are a meeting; counts of votes rely on it. */
export const MOST_PEOPLE = 6

/**
 * Who a policy wants in a seat. `owner-team`: the team that answers for the identity; where nobody knows it, the domain that
 * answers for the strongest action of the plan, as for `action-owner`. The others are domains.
 */
export const SeatWish = z.enum(['anybody', 'owner-team', 'action-owner', ...APPROVER_DOMAINS])
export type SeatWish = z.infer<typeof SeatWish>

export const StageRule = z
  .object({
    title: z.string().min(1, { error: 'A stage has a name.' }).max(60),
    need: z.number().int().min(1, { error: 'A stage needs at least one person.' }),
    seats: z
      .array(SeatWish)
      .min(1, { error: 'A stage has at least one seat.' })
      .max(MOST_SEATS, { error: `A stage has ${MOST_SEATS} seats at most.` }),
    /** Null: as `escalateAtPercent` says, to every approver and then to managers. */
    silence: z
      .array(Escalation)
      .max(MOST_TELLINGS, { error: `Silence is passed on ${MOST_TELLINGS} times at most.` })
      .nullable(),
  })
  .refine(({ need, seats }) => need <= seats.length, {
    path: ['need'],
    error: 'A stage cannot need more people than it has seats.',
  })
  .refine(
    ({ silence }) => silence === null || silence.every((one, i) => i === 0 || after(silence, i) < one.afterPercent),
    {
      path: ['silence'],
      error: 'The chain of a stage must rise: each is told later than the one before.',
    },
  )
export type StageRule = z.infer<typeof StageRule>

const stages = z
  .array(StageRule)
  .min(1, { error: 'A gate has at least one stage.' })
  .max(MOST_STAGES, { error: `A gate has ${MOST_STAGES} stages at most.` })
  .refine((rules) => needOf(rules) <= MOST_PEOPLE, {
    error: `A gate needs ${MOST_PEOPLE} people at most.`,
    abort: true,
  })

/** The stages of each gate that asks people. What a gate is called is the least that its stages ask for. */
export const QuorumRules = z
  .object({ 'one-approval': stages, 'two-approvals': stages })
  .refine((rules) => needOf(rules['two-approvals']) >= 2, {
    path: ['two-approvals'],
    error: 'Two approvals must need at least two people.',
  })
  .refine((rules) => needOf(rules['two-approvals']) >= needOf(rules['one-approval']), {
    path: ['two-approvals'],
    error: 'Two approvals must not need fewer people than one approval does.',
  })
  .refine((rules) => ownerSeats(rules['two-approvals']) === 1, {
    path: ['two-approvals'],
    error: 'Of two approvals exactly one seat is the owner’s team’s, in a stage that needs all of its seats.',
  })
  .refine((rules) => !rules['one-approval'].some(({ seats }) => seats.includes('owner-team')), {
    path: ['one-approval'],
    error: 'Only two approvals bind a seat to the owner’s team.',
  })
export type QuorumRules = z.infer<typeof QuorumRules>

export const STARTING_QUORUMS: QuorumRules = {
  'one-approval': [{ title: 'Approval', need: 1, seats: ['anybody'], silence: null }],
  'two-approvals': [{ title: 'Approval', need: 2, seats: ['anybody', 'owner-team'], silence: null }],
}

/** People whom these stages need together. */
export function needOf(rules: readonly Pick<StageRule, 'need'>[]): number {
  return rules.reduce((sum, { need }) => sum + need, 0)
}

/** Who is meant by the wishes that name nobody. */
export interface Bound {
  /** Null where nobody knows who answers for the identity. */
  readonly ownerTeam: string | null
  readonly actionOwner: ApproverDomain
  readonly usualSilence: readonly Escalation[]
}

/** The stages as a plan carries them: every wish bound to a team or a domain by name. */
export function bindStages(rules: readonly StageRule[], bound: Bound): Stage[] {
  return rules.map(({ title, need, seats, silence }) => ({
    title,
    need,
    seats: seats.map((wish) => bindSeat(wish, bound)),
    silence: [...(silence ?? bound.usualSilence)],
  }))
}

function bindSeat(wish: SeatWish, { ownerTeam, actionOwner }: Bound): SeatRule {
  if (wish === 'anybody') return { of: 'anybody' }
  if (wish === 'owner-team' && ownerTeam !== null) return { of: 'team', team: ownerTeam }
  // A seat that anybody could take because a fact is missing would make the gate looser for whoever is known least.
  return { of: 'domain', domain: wish === 'action-owner' || wish === 'owner-team' ? actionOwner : wish }
}

/** Seats of the owner's team that cannot be left empty. */
function ownerSeats(rules: readonly StageRule[]): number {
  const all = rules.flatMap(({ seats }) => seats).filter((wish) => wish === 'owner-team').length
  const bound = rules
    .filter(({ need, seats }) => need === seats.length)
    .flatMap(({ seats }) => seats)
    .filter((wish) => wish === 'owner-team').length
  return all === bound ? all : 0
}

function after(silence: readonly Escalation[], i: number): number {
  return silence[i - 1]?.afterPercent ?? 0
}
