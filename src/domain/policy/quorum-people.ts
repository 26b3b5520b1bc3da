import { ACTION_OWNERS } from '../action/action-words.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { type ApproverDomain, DOMAIN_WORDS } from '../people/domains.ts'
import { missingOf, openTo, type SeatRule, type Sitter, type Stage, seat, seatKind } from '../plan/quorum.ts'
import { bindStages, type QuorumRules, type SeatWish, type StageRule } from './quorum-rules.ts'

/** Why seats of a gate stay free with the people of today. */
export interface SeatTrouble {
  /** No plan of this gate could be approved by anybody. */
  readonly isFatal: boolean
  /** The wishes whose seats it is about; empty where it is about the gate as a whole. */
  readonly wishes: readonly SeatWish[]
  readonly say: string
}

export interface Here {
  /** Whose approvals count. */
  readonly approvers: readonly Sitter[]
  /** Ids of those who may ask for a plan. Nobody approves what they asked for. */
  readonly askers: ReadonlySet<string>
}

/**
 * What the people of today cannot do for these stages: a seat that nobody may take, a gate that nobody can pass, and a person whose own
 * requests it never lets pass, because a seat is theirs alone. Judged by the matching that counts votes, for every team of an approver that an
 * identity may belong to, for an identity without an owner, and for every domain that may answer for an action. Empty where all is well.
 * Cost: domains × teams × people × seats².
 */
export function seatTroubles(rules: readonly StageRule[], here: Here): readonly SeatTrouble[] {
  const cases = casesOf(rules, here.approvers)
  const stuck = cases.filter(({ stages }) => !isPassable(stages, here.approvers))
  const empty = emptyDomains(rules, here.approvers)
  if (stuck.length === cases.length) return [...empty, tooFew(rules, here.approvers)]
  return [...empty, ...stuckCases(stuck, empty), ...lonely(cases, rules, here)]
}

/**
 * Why plans of a gate could be approved by nobody of today, a sentence a gate; empty where every gate can be passed. A gate that stays as
 * it was is not asked about: whoever changes a number elsewhere answers for that number.
 */
export function impassable(rules: QuorumRules, was: QuorumRules, approvers: readonly Sitter[]): readonly string[] {
  const here = { approvers, askers: new Set<string>() }
  return ASKING_GATES.filter((gate) => canonicalJson(rules[gate]) !== canonicalJson(was[gate])).flatMap((gate) =>
    seatTroubles(rules[gate], here).flatMap(({ isFatal, say }) => (isFatal ? [`${GATE_NAMES[gate]}: ${say}`] : [])),
  )
}

const ASKING_GATES = ['one-approval', 'two-approvals'] as const
const GATE_NAMES = { 'one-approval': 'One approval', 'two-approvals': 'Two approvals' } as const

/** One kind of plan: its stages bound to a team and a domain. */
interface Case {
  readonly team: string | null
  readonly owner: ApproverDomain | null
  readonly stages: readonly Stage[]
}

function casesOf(rules: readonly StageRule[], approvers: readonly Sitter[]): readonly Case[] {
  const wishes = new Set(rules.flatMap(({ seats }) => seats))
  const teams = wishes.has('owner-team') ? [...new Set(approvers.map(({ team }) => team)), null] : [null]
  const byAction = (team: string | null) => wishes.has('action-owner') || (wishes.has('owner-team') && team === null)
  return teams.flatMap((team) =>
    (byAction(team) ? ACTION_OWNERS : [null]).map((owner) => ({
      team,
      owner,
      // Where no seat is the action's, it does not matter who answers for it.
      stages: bindStages(rules, { ownerTeam: team, actionOwner: owner ?? 'soc', usualSilence: [] }),
    })),
  )
}

function isPassable(stages: readonly Stage[], people: readonly Sitter[]): boolean {
  return missingOf(seat(stages, people)) === 0
}

function emptyDomains(rules: readonly StageRule[], approvers: readonly Sitter[]): readonly SeatTrouble[] {
  const isEmpty = (domain: ApproverDomain) => !approvers.some(({ domains }) => domains.includes(domain))
  const wishes = [...new Set(rules.flatMap(({ seats }) => seats))]
  return wishes.flatMap((wish): SeatTrouble[] => {
    if (wish === 'anybody' || wish === 'owner-team') return []
    if (wish !== 'action-owner') {
      if (!isEmpty(wish)) return []
      const say = `Nobody of ${DOMAIN_WORDS[wish]} is an approver: this seat stays free.`
      return [{ isFatal: false, wishes: [wish], say }]
    }
    const names = ACTION_OWNERS.filter(isEmpty).map((domain) => DOMAIN_WORDS[domain])
    if (names.length === 0) return []
    const say = `Where ${names.join(' or ')} answers for the action this seat stays free: nobody of it is an approver.`
    return [{ isFatal: false, wishes: [wish], say }]
  })
}

function tooFew(rules: readonly StageRule[], approvers: readonly Sitter[]): SeatTrouble {
  const people = approvers.length === 1 ? 'the one approver' : `the ${approvers.length} approvers`
  return {
    isFatal: true,
    wishes: [],
    say: `No plan of this gate could be approved: ${approvers.length === 0 ? 'there is no approver' : `${people} of today cannot fill its seats`}.`,
  }
}

/** The plans that cannot pass, unless a domain without anybody has said it already. */
function stuckCases(stuck: readonly Case[], empty: readonly SeatTrouble[]): readonly SeatTrouble[] {
  const isSaid = empty.some(({ wishes }) => wishes.includes('action-owner'))
  const toSay = stuck.filter(({ owner }) => owner === null || !isSaid)
  const about = (what: string, names: readonly string[]): readonly SeatTrouble[] =>
    names.length === 0
      ? []
      : [
          {
            isFatal: false,
            wishes: ['owner-team'],
            say: `Plans ${what.replace('…', someOf(names))} could not be approved: too few people may take the seats.`,
          },
        ]
  const owned = new Set(toSay.flatMap(({ team }) => (team === null ? [] : [team])))
  const unowned = new Set(toSay.flatMap(({ team, owner }) => (team === null && owner ? [DOMAIN_WORDS[owner]] : [])))
  return [
    ...about('on what belongs to …', [...owned]),
    ...about('on what nobody owns, where … answers for the action,', [...unowned]),
  ]
}

/** Whose own requests could never pass, though everybody else's could. */
function lonely(
  cases: readonly Case[],
  rules: readonly StageRule[],
  { approvers, askers }: Here,
): readonly SeatTrouble[] {
  const passable = cases.filter(({ stages }) => isPassable(stages, approvers))
  const stuck = new Map<Sitter, { cases: number; readonly wishes: Set<SeatWish> }>()
  for (const { stages } of passable) {
    // Only whoever sits there can be missed: without anybody else the same seats are held.
    const sitting = seat(stages, approvers).flatMap(({ seats }) => seats.flatMap(({ holder }) => holder ?? []))
    for (const one of sitting.filter(({ id }) => askers.has(id))) {
      const others = approvers.filter(({ id }) => id !== one.id)
      if (isPassable(stages, others)) continue
      const so = stuck.get(one) ?? { cases: 0, wishes: new Set() }
      so.cases += 1
      for (const wish of wishesOf(rules, stages, openTo(stages, others))) so.wishes.add(wish)
      stuck.set(one, so)
    }
  }
  const about = (what: string, some: readonly (readonly [Sitter, { readonly wishes: Iterable<SeatWish> }])[]) =>
    some.length === 0
      ? []
      : [
          {
            isFatal: false,
            wishes: [...new Set(some.flatMap(([, { wishes }]) => [...wishes]))],
            say: `${what} ${someOf(some.map(([{ name }]) => name))} asked for could never be approved: a seat is theirs alone, and nobody approves their own request.`,
          },
        ]
  // By the order of the people, not of the seats they were found in.
  const all = approvers.flatMap((one) => {
    const so = stuck.get(one)
    return so === undefined ? [] : [[one, so] as const]
  })
  return [
    ...about(
      'What',
      all.filter(([, so]) => so.cases === passable.length),
    ),
    ...about(
      'Some of what',
      all.filter(([, so]) => so.cases < passable.length),
    ),
  ]
}

/** What the policy wished where these seats stand. */
function wishesOf(
  rules: readonly StageRule[],
  stages: readonly Stage[],
  open: readonly SeatRule[],
): readonly SeatWish[] {
  const kinds = open.map(seatKind)
  return rules.flatMap(({ seats }, s) =>
    seats.filter((_, i) => {
      const bound = stages[s]?.seats[i]
      return bound !== undefined && kinds.includes(seatKind(bound))
    }),
  )
}

const NAMED = 3

function someOf(names: readonly string[]): string {
  const shown = names.length > NAMED + 1 ? names.slice(0, NAMED) : names
  const rest = names.length - shown.length
  const all = rest === 0 ? shown : [...shown, `${rest} others`]
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}`
}
