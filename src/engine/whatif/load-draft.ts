import { THREATS } from '../../domain/action/action.ts'
import { CAPS } from '../../domain/decision/decision.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import type { QuorumRules } from '../../domain/policy/quorum-rules.ts'
import {
  GATE_BITS,
  MODE_ANSWER,
  MODE_NEED,
  NEED_CLASSES,
  NEED_NO_ALERT,
  NEED_OVER,
  OWN_ASK,
  PARAMETERS,
  SLOTS,
  SPOT_BYTES,
  UNKNOWN,
} from '../kernel/layout.ts'
import { asksOwner } from './approvals.ts'
import type { Lookups } from './evaluate.ts'
import { isAlike } from './lookups.ts'
import type { Machine } from './machine.ts'
import { outOfScope } from './scopes.ts'
import { IS_AMBIGUOUS, IS_EVENT, IS_SAMPLE } from './spots.ts'
import { HAS_NO_DOMAIN, IS_CLAIMED, IS_HUMAN, IS_MAPPED, IS_THIRD_PARTY, type Tables } from './tables.ts'

const AMBIGUOUS_CAP = 1 << CAPS.indexOf('ambiguous-telemetry')

/** What of a draft is not yet in the memory: everything, or what the draft has otherwise than `was`. */
interface Loaded {
  readonly tables: Tables
  readonly machine: Machine
  readonly was: Lookups | null
  readonly is: Lookups
  /** Triggers that differ. */
  readonly changed: readonly number[]
}

/**
 * Puts a draft where the kernel looks it up. Answers what has to be decided again for every case: bits of `MODE_…`. What only the
 * changed triggers ask for is not among it. Cost: keys and spots at most, of the parts that differ.
 */
export function loadDraft({ tables, machine, was, is, changed }: Loaded): number {
  let mode = 0
  const differs = (...parts: readonly (keyof Lookups)[]) => parts.some((part) => was?.[part] !== is[part])
  const before = was?.policy
  if (differs('confidenceBand')) {
    for (let key = 0; key < tables.confidenceKeys.count; key += 1) fillKey(tables, machine, is, key)
    mode |= MODE_NEED
  } else if (differs('confidence', 'triggers')) {
    mode |= fillMovedKeys(tables, machine, was, is, changed)
  }
  if (differs('urgency', 'urgencyBand')) {
    fillSpotClasses(tables, machine, is)
    mode |= MODE_NEED
  }
  const capsElsewhere = before?.need.capAt !== is.policy.need.capAt
  if (differs('need') || capsElsewhere) {
    fillNeeds(machine, is)
    mode |= MODE_NEED
  }
  if (differs('score', 'level', 'isExercised') || capsElsewhere) {
    fillScores(machine, is)
    forgetChoices(machine)
    mode |= MODE_ANSWER
  }
  if (!isAlike(before?.gate, is.policy.gate)) {
    fillGates(tables, machine, is)
    machine.words[PARAMETERS.indexOf('ownersAsked')] = ownersAsked(is.policy.gate.quorums)
    mode |= MODE_ANSWER
  }
  for (const trigger of was === null ? tables.history.triggers.keys() : changed) fillLane(machine, is, trigger)
  if (was === null) machine.words.set([0, OWN_ASK, 0], (machine.at.lanes >> 2) + (machine.lanes - 1) * 4)
  return mode
}

/**
 * Every key where the policy computes confidence otherwise; otherwise those of the changed triggers, which are decided again with
 * their lanes and with the cases that they corroborate.
 */
function fillMovedKeys(
  tables: Tables,
  machine: Machine,
  was: Lookups | null,
  is: Lookups,
  changed: readonly number[],
): number {
  if (isAlike(was?.policy.confidence, is.policy.confidence)) {
    for (const trigger of changed) for (const key of tables.keysOf(trigger)) fillKey(tables, machine, is, key)
    return 0
  }
  for (let key = 0; key < tables.confidenceKeys.count; key += 1) fillKey(tables, machine, is, key)
  return MODE_NEED
}

/** What is needed by each class that a case can have, as the kernel asks for it: sixteen at once, or one with all that follows. */
function fillNeeds({ bytes, words, halves, at }: Machine, { need, policy }: Lookups): void {
  const { capAt } = policy.need
  bytes.set(need, at.matrix)
  words[PARAMETERS.indexOf('capAt')] = capAt
  for (let place = 0; place < NEED_CLASSES; place += 1) {
    const uncapped = need[place & 15] ?? 0
    const isCapped = (place & 0x10) !== 0
    const tier = isCapped ? Math.min(uncapped, capAt) : uncapped
    const slot = tier < 2 ? SLOTS.below : tier - 2 + (isCapped ? SLOTS.capped : 0)
    const own = (at.needs >> 1) + place
    const isNeeded = tier | (uncapped << 3) | (place & NEED_OVER) | (slot << 8)
    halves[own] = isNeeded
    halves[own + NEED_CLASSES] = (place & 0x80) !== 0 ? NEED_NO_ALERT | (SLOTS.absent << 8) : isNeeded
  }
}

function forgetChoices({ halves, at, choiceBytes, shared }: Machine): void {
  const from = at.counters + at.choices
  halves.fill(UNKNOWN, from >> 1, (from + choiceBytes) >> 1)
  shared?.forget()
}

function fillKey({ confidenceKeys }: Tables, { bytes, at }: Machine, is: Lookups, key: number): void {
  const trigger = confidenceKeys.trigger[key] ?? -1
  const confidence = is.confidence[key] ?? 0
  const threshold = is.triggers.isOn[trigger] === 1 ? (is.triggers.threshold[trigger] ?? 101) : 101
  bytes[at.keyClass + key] = ((is.confidenceBand[confidence] ?? 0) << 2) | (confidence >= threshold ? 0x40 : 0)
}

function fillSpotClasses(
  { spots }: Tables,
  { bytes, at }: Machine,
  { identities, urgency, urgencyBand }: Lookups,
): void {
  for (let spot = 0; spot < spots.who.length; spot += 1) {
    const who = spots.who[spot] ?? 0
    const flags = spots.flags[spot] ?? 0
    const caps = (identities.caps[who] ?? 0) | ((flags & IS_AMBIGUOUS) !== 0 ? AMBIGUOUS_CAP : 0)
    const own = at.spots + spot * SPOT_BYTES
    bytes[own] = (urgencyBand[urgency[who] ?? 0] ?? 0) | (caps !== 0 ? 0x10 : 0) | ((flags & IS_EVENT) !== 0 ? 0x80 : 0)
    bytes[own + 2] = caps
  }
}

function fillGates({ history, spots }: Tables, { bytes, at }: Machine, { policy, identities }: Lookups): void {
  const { gate } = policy
  const mayAct = gate.autoStepsPerTriggerHour > 0 && gate.autoShareOfOwner > 0
  const isAutomaticIn = [null, ...ENVIRONMENTS].map((name) => name !== null && gate.autoEnvironments.includes(name))
  const gateOf = (is: number, who: number): number => {
    const criticality = identities.criticality[who] ?? 0
    const isFresh = Math.abs(history.asOf - (identities.validatedAt[who] ?? Number.NaN)) <= gate.identityFreshMs
    const isNobody = who === 0 || (is & IS_CLAIMED) === 0 || (is & IS_HUMAN) !== 0
    const asksTwo = (is & IS_THIRD_PARTY) !== 0 || (criticality !== 0 && criticality >= gate.twoApprovalsCriticality)
    const mayBeAutomatic =
      mayAct &&
      criticality !== 0 &&
      criticality <= gate.autoMaxCriticality &&
      identities.team[who] !== 0 &&
      isAutomaticIn[identities.environment[who] ?? 0] === true
    return (
      (isNobody ? GATE_BITS.isNobody : 0) |
      (isFresh ? 0 : GATE_BITS.isStale) |
      (asksTwo ? GATE_BITS.asksTwo : 0) |
      ((is & HAS_NO_DOMAIN) !== 0 ? GATE_BITS.hasNoDomain : 0) |
      ((is & IS_MAPPED) !== 0 ? GATE_BITS.isMapped : 0) |
      (mayBeAutomatic ? GATE_BITS.mayBeAutomatic : 0)
    )
  }
  // A loop: `from` with a function takes ten times as long.
  const ofPeople = new Uint8Array(identities.flags.length)
  for (let who = 0; who < ofPeople.length; who += 1) ofPeople[who] = gateOf(identities.flags[who] ?? 0, who)
  for (let spot = 0; spot < spots.who.length; spot += 1) {
    const never = ((spots.flags[spot] ?? 0) & IS_SAMPLE) !== 0 ? GATE_BITS.mayBeAutomatic : 0
    bytes[at.spots + spot * SPOT_BYTES + 1] = (ofPeople[spots.who[spot] ?? 0] ?? 0) & ~never
  }
}

/** Bits as the kernel is told them. */
function ownersAsked(quorums: QuorumRules): number {
  return (asksOwner(quorums['one-approval']) ? 1 : 0) | (asksOwner(quorums['two-approvals']) ? 2 : 0)
}

function fillScores({ bytes, at }: Machine, { score, level, isExercised }: Lookups): void {
  bytes.set(score, at.score + 1)
  bytes.set(level, at.level + 1)
  bytes.set(isExercised, at.exercised)
}

function fillLane({ words, bytes, at, scopes }: Machine, is: Lookups, trigger: number): void {
  const own = (at.lanes >> 2) + trigger * 4
  if (is.triggers.isOn[trigger] !== 1) {
    words.set([1, OWN_ASK, 0], own)
    return
  }
  const out = outOfScope(scopes, is.identities, is.triggers, trigger)
  const address = at.scopes + trigger * scopes.classes.length
  if (out !== null) bytes.set(out, address)
  const ask = (is.triggers.playbook[trigger] ?? 0) * THREATS.length + (is.triggers.threat[trigger] ?? 0)
  words.set([0, ask, out === null ? 0 : address], own)
}
