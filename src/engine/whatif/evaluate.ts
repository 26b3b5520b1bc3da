import { ACTION_IDS, THREATS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { CAPS } from '../../domain/decision/decision.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { IDENTITY_KINDS } from '../../domain/signal/signal.ts'
import type { CutTable } from './cuts.ts'
import { CANDIDATES, PLAYBOOK_OF_THREAT, type TriggerTable } from './draft-tables.ts'
import { BLOCKS, blocked, NO_ALERT } from './outcome.ts'
import { IS_AMBIGUOUS, IS_EVENT, IS_SAMPLE } from './spots.ts'
import {
  HAS_NO_DOMAIN,
  type IdentityTable,
  IS_CLAIMED,
  IS_HUMAN,
  IS_MAPPED,
  IS_THIRD_PARTY,
  type Tables,
} from './tables.ts'

/** Everything that a case is looked up in. Each part is made anew only when the draft changes what it is made of. */
export interface Lookups {
  readonly policy: Policy
  readonly identities: IdentityTable
  readonly confidence: Uint8Array
  readonly urgency: Uint8Array
  readonly confidenceBand: Uint8Array
  readonly urgencyBand: Uint8Array
  readonly need: Uint8Array
  /** Those of the history, or of the identities that are supposed to be split. */
  readonly cuts: CutTable
  readonly score: Uint8Array
  readonly level: Uint8Array
  readonly triggers: TriggerTable
  readonly isExercised: Uint8Array
}

const AUTO = 0
const ONE = 1
const TWO = 2
const SEVERE = 3
const gateBlocked = (reason: (typeof BLOCKS)[number]) => (3 << 6) | blocked(BLOCKS.indexOf(reason))
const BY_IDENTITY = gateBlocked('identity')
const STALE = gateBlocked('stale')
const OUT_OF_SCOPE = gateBlocked('out-of-scope')
const UNEXERCISED = gateBlocked('irreversible-unexercised')
const NO_ACTION = gateBlocked('no-action')
const LOW = 1
const CONTAINING_TIER = 2
const AMBIGUOUS_CAP = 1 << CAPS.indexOf('ambiguous-telemetry')
const IRREVERSIBLE = bitsOf((action) => !action.reversible)
const CUTS_IDENTITY = bitsOf((action) => action.cuts.includes('identity'))
const CUTS_NOTHING = bitsOf((action) => action.cuts.length === 0)
const ACTIONS = ACTION_IDS.length
const KINDS = IDENTITY_KINDS.length

function bitsOf(holds: (action: ReturnType<typeof actionOf>) => boolean): number {
  return ACTION_IDS.reduce((bits, id, i) => (holds(actionOf(id)) ? bits | (1 << i) : bits), 0)
}

/**
 * The packed answer of one case, without confidence and urgency (see `valuesIn`): what `decide` answers, from small numbers
 * alone. It repeats the order of its questions
 * (need, caps, smallest sufficient action, gate); `reference/decide-case.ts` is what it is checked against.
 */
export function evaluate(tables: Tables, lookups: Lookups, index: number): number {
  const { cases, asOf } = tables.history
  const { policy, identities, triggers } = lookups
  const { spots } = tables
  const spot = tables.spot[index] ?? 0
  const flags = spots.flags[spot] ?? 0
  const at = cases.trigger[index] ?? -1
  const isOn = at >= 0 && triggers.isOn[at] === 1
  if (at >= 0 && !isOn && (flags & IS_EVENT) !== 0) return NO_ALERT

  const confidence = lookups.confidence[tables.confidenceKey[index] ?? 0] ?? 0
  const who = spots.who[spot] ?? 0
  const urgency = lookups.urgency[who] ?? 0
  const uncapped =
    lookups.need[(lookups.confidenceBand[confidence] ?? 0) * 4 + (lookups.urgencyBand[urgency] ?? 0)] ?? 0
  const caps = (identities.caps[who] ?? 0) | ((flags & IS_AMBIGUOUS) !== 0 ? AMBIGUOUS_CAP : 0)
  const tier = caps !== 0 && uncapped > policy.need.capAt ? policy.need.capAt : uncapped
  const head = tier | (uncapped << 3)
  if (tier < CONTAINING_TIER) return head | (ONE << 6)

  const threat = isOn ? (triggers.threat[at] ?? 0) : (spots.threat[spot] ?? 0)
  const playbook = isOn ? (triggers.playbook[at] ?? 0) : (PLAYBOOK_OF_THREAT[threat] ?? 0)
  const kind = identities.kind[who] ?? 0
  const obstacles = spots.obstacles[spot] ?? 0
  const row = (spots.aim[spot] ?? 0) * ACTIONS
  let action = -1
  let cut = -1
  let best = 0
  for (const candidate of CANDIDATES[(playbook * THREATS.length + threat) * KINDS + kind] ?? NONE) {
    if ((obstacles & (1 << candidate.action)) !== 0 || candidate.tierMet < tier) continue
    if (caps !== 0 && candidate.strength > policy.need.capAt) continue
    const own = lookups.cuts.cutOf[row + candidate.action] ?? -1
    // Less disruption first, then less strength, then the playbook's order.
    const rank = (lookups.score[own] ?? 0) * 8 + candidate.strength
    if (action !== -1 && rank >= best) continue
    action = candidate.action
    cut = own
    best = rank
  }
  const is = identities.flags[who] ?? 0
  const isNobody = who === 0 || (is & IS_CLAIMED) === 0 || (is & IS_HUMAN) !== 0
  if (action === -1) return head | (isNobody ? BY_IDENTITY : NO_ACTION)
  const body = head | ((action + 1) << 8)
  if (isNobody) return body | BY_IDENTITY
  const checkedAgo = Math.abs(asOf - (identities.validatedAt[who] ?? Number.NaN))
  if (!(checkedAgo <= policy.gate.identityFreshMs)) return body | STALE
  if (isOn && !isInScope(triggers, at, identities, who)) return body | OUT_OF_SCOPE
  const isExercised = lookups.isExercised[playbook] === 1
  const bit = 1 << action
  if ((IRREVERSIBLE & bit) !== 0 && !isExercised) return body | UNEXERCISED

  const level = lookups.level[cut] ?? 0
  const criticality = identities.criticality[who] ?? 0
  const crossesDomain = (is & IS_THIRD_PARTY) !== 0 || ((CUTS_IDENTITY & bit) !== 0 && (is & HAS_NO_DOMAIN) !== 0)
  if ((IRREVERSIBLE & bit) !== 0 || level === SEVERE || crossesDomain) return body | (TWO << 6)
  if (criticality !== 0 && criticality >= policy.gate.twoApprovalsCriticality) return body | (TWO << 6)

  const { gate } = policy
  const isComplete = (is & IS_MAPPED) !== 0 || (CUTS_NOTHING & bit) !== 0
  const environment = identities.environment[who] ?? 0
  const isAutomatic =
    isOn &&
    confidence >= (triggers.threshold[at] ?? 101) &&
    isComplete &&
    level <= LOW &&
    criticality !== 0 &&
    criticality <= gate.autoMaxCriticality &&
    isAutomaticIn(policy, environment) &&
    isExercised &&
    gate.autoStepsPerTriggerHour > 0 &&
    gate.autoShareOfOwner > 0 &&
    identities.team[who] !== 0 &&
    (flags & IS_SAMPLE) === 0
  return body | ((isAutomatic ? AUTO : ONE) << 6)
}

const NONE: (typeof CANDIDATES)[number] = []

function isAutomaticIn({ gate }: Policy, environment: number): boolean {
  const name = ENVIRONMENTS[environment - 1]
  return name !== undefined && gate.autoEnvironments.includes(name)
}

function isInScope(triggers: TriggerTable, at: number, identities: IdentityTable, who: number): boolean {
  if (((triggers.kinds[at] ?? 0) & (1 << (identities.kind[who] ?? 0))) === 0) return false
  if (((triggers.environments[at] ?? 0) & (1 << (identities.environment[who] ?? 0))) === 0) return false
  const teams = triggers.teams[at] ?? null
  if (teams === null) return true
  const team = identities.teams[(identities.team[who] ?? 0) - 1]
  return team !== undefined && teams.has(team)
}

/** Confidence and urgency of a case, where an outcome has them. Apart, because most drafts move many values and few answers. */
export function valuesIn(tables: Tables, lookups: Lookups, index: number): number {
  const confidence = lookups.confidence[tables.confidenceKey[index] ?? 0] ?? 0
  const urgency = lookups.urgency[tables.spots.who[tables.spot[index] ?? 0] ?? 0] ?? 0
  return (confidence << 13) | (urgency << 20)
}
