import { DOMAIN_WORDS } from '../people/domains.ts'
import type { Person } from '../people/person.ts'
import type { SeatRule, Stage } from './stage.ts'

export type { Escalation, SeatRule, Stage } from './stage.ts'

/** Whoever may be asked to sit: somebody whose approval counts. */
export type Sitter = Pick<Person, 'id' | 'name' | 'team' | 'domains'>

export interface SeatState {
  readonly rule: SeatRule
  readonly holder: Sitter | null
}

export interface StageState {
  readonly title: string
  readonly need: number
  readonly seats: readonly SeatState[]
  /** Seats that must still be taken. */
  readonly missing: number
}

export function maySit({ team, domains }: Pick<Sitter, 'team' | 'domains'>, rule: SeatRule): boolean {
  if (rule.of === 'anybody') return true
  return rule.of === 'team' ? team === rule.team : domains.includes(rule.domain)
}

/**
 * Who holds which seat: as many of the needed seats as these people can hold at all, each in one seat at most, over all stages. Whoever
 * comes first in `sitters` keeps a seat, though perhaps another one, when later ones are seated. Narrow seats are taken before open ones.
 * Cost: people × seats².
 */
export function seat(stages: readonly Stage[], sitters: readonly Sitter[]): readonly StageState[] {
  const held = seated(stages, sitters.map(claimOf))
  return stages.map(({ title, need, seats }, s) => {
    const states = seats.map((rule, i): SeatState => ({ rule, holder: held.get(`${s}.${i}`)?.who ?? null }))
    return { title, need, seats: states, missing: Math.max(0, need - states.filter(({ holder }) => holder).length) }
  })
}

/** Seats that must still be taken, over all stages. */
export function missingOf(states: readonly StageState[]): number {
  return states.reduce((sum, { missing }) => sum + missing, 0)
}

/**
 * The kinds of seats that one more person could take so that less is missing: by sitting there, or because somebody who sits there can
 * sit elsewhere. Whoever may hold none of them would approve without effect. Each kind once.
 */
export function openTo(stages: readonly Stage[], sitters: readonly Sitter[]): readonly SeatRule[] {
  const rules = new Map(stages.flatMap(({ seats }) => seats.map((rule) => [seatKind(rule), rule] as const)))
  const filled = (claims: readonly Claim[]) => seated(stages, claims).size
  const now = sitters.map(claimOf)
  const before = filled(now)
  return [...rules.values()].filter((rule) => {
    const newcomer: Claim = { who: null, may: (_stage, other) => seatKind(other) === seatKind(rule) }
    return filled([...now, newcomer]) > before
  })
}

/** "IAM", "Reporting Platform", "any approver". */
export function sayRule(rule: SeatRule): string {
  if (rule.of === 'anybody') return 'any approver'
  return rule.of === 'team' ? rule.team : DOMAIN_WORDS[rule.domain]
}

/** After "needs": "somebody of IAM or of Reporting Platform", "any approver". */
export function sayRules(rules: readonly SeatRule[]): string {
  if (rules.length === 0 || rules.some(({ of }) => of === 'anybody')) return 'any approver'
  return `somebody of ${rules.map(sayRule).join(' or of ')}`
}

/** "any approver and Reporting Platform", "2 of SOC, IAM, platform". */
export function sayStage({ need, seats }: Pick<Stage, 'need' | 'seats'>): string {
  const names = seats.map(sayRule)
  return need === seats.length ? names.join(' and ') : `${need} of ${names.join(', ')}`
}

interface Claim {
  /** Null for whoever fills a seat without being a person. */
  readonly who: Sitter | null
  readonly may: (stage: number, rule: SeatRule) => boolean
}

interface Place {
  readonly key: string
  readonly stage: number
  readonly rule: SeatRule
}

const claimOf = (who: Sitter): Claim => ({ who, may: (_stage, rule) => maySit(who, rule) })

/**
 * A maximum matching by augmenting paths. That only `need` of a stage's seats must be held is said by as many spares as may stay empty:
 * each fills any seat of its stage, after the people.
 */
function seated(stages: readonly Stage[], claims: readonly Claim[]): ReadonlyMap<string, Claim> {
  const places = stages
    .flatMap(({ seats }, stage) => seats.map((rule, i): Place => ({ key: `${stage}.${i}`, stage, rule })))
    .toSorted((a, b) => BREADTH[a.rule.of] - BREADTH[b.rule.of])
  const spares = stages.flatMap(({ seats, need }, stage) =>
    Array.from(
      { length: Math.max(0, seats.length - need) },
      (): Claim => ({ who: null, may: (other) => other === stage }),
    ),
  )
  const held = new Map<string, Claim>()
  const take = (claim: Claim, tried: Set<string>): boolean =>
    places.some(({ key, stage, rule }) => {
      if (tried.has(key) || !claim.may(stage, rule)) return false
      tried.add(key)
      const holder = held.get(key)
      if (holder !== undefined && !take(holder, tried)) return false
      held.set(key, claim)
      return true
    })
  for (const claim of [...claims, ...spares]) take(claim, new Set())
  return held
}

const BREADTH = { team: 0, domain: 1, anybody: 2 } as const

/** The same word for the same kind of seat. */
export function seatKind(rule: SeatRule): string {
  return rule.of === 'anybody' ? 'anybody' : `${rule.of} ${rule.of === 'team' ? rule.team : rule.domain}`
}
