import { printable } from '../json/read-json.ts'
import type { Policy } from '../policy/policy.ts'
import type { Signal } from '../signal/signal.ts'
import type { Trigger, TriggerRecord } from '../trigger/trigger.ts'
import type { ConfidenceBand, Reason } from './decision.ts'

/** Another trigger that fired on the same identity inside the policy's correlation window. */
export interface Corroboration {
  readonly triggerId: string
  /** 0–100. */
  readonly confidence: number
  /** Triggers whose evidence it already holds; none where left out. */
  readonly includes?: readonly string[]
}

export interface ConfidenceInput {
  readonly policy: Policy
  readonly signal: Pick<Signal, 'form' | 'confidence'>
  readonly trigger: Trigger | null
  readonly triggerRecord: TriggerRecord | null
  readonly corroborating: readonly Corroboration[]
}

export interface Assessed<Band> {
  /** 0–100, an integer. */
  readonly value: number
  readonly band: Band
  readonly reasons: readonly Reason[]
}

/**
 * How likely the alert is true, 0–100. The source's own number comes first, then the trigger's declared one, which its
 * measured precision caps once enough of its alerts were judged; then what the policy holds of an unstated one.
 * Distinct other triggers corroborate (noisy-or): each leaves a smaller chance that all of them are wrong. One that already
 * holds the evidence of others stands in their place: the same call seen twice corroborates nothing.
 */
export function assessConfidence(input: ConfidenceInput): Assessed<ConfidenceBand> {
  const { policy } = input
  const own = ownConfidence(input)
  const ownId = input.trigger?.id ?? null
  const ownIncludes = input.trigger?.response.includes ?? []
  const others = strongestPerTrigger(input.corroborating, ownId)
  const value = corroboratedBy(input.trigger, others)(own.value)
  const band = confidenceBand(value, policy)
  const reasons = [...own.reasons]
  if (others.length > 0) {
    reasons.push({
      about: 'confidence',
      rule: 'confidence.corroborated',
      input: `Also fired on this identity: ${others.map((other) => `${printable(other.triggerId)} (${other.confidence}${noteOn(other, ownId, ownIncludes)})`).join(', ')}`,
      effect: value > own.value ? `Confidence rises from ${own.value} to ${value}` : `Confidence stays ${value}`,
    })
  }
  reasons.push({
    about: 'confidence',
    rule: `confidence.band-${band}`,
    input: `Confidence ${value}`,
    effect: `Band ${band}`,
  })
  return { value, band, reasons }
}

/**
 * The value of `assessConfidence` alone, for whoever asks it for many alerts at once: the confidence after corroboration by the one
 * before it, for alerts of one trigger that the same others corroborate.
 */
export function corroboratedOf({
  trigger,
  corroborating,
}: Pick<ConfidenceInput, 'trigger' | 'corroborating'>): (own: number) => number {
  return corroboratedBy(trigger, strongestPerTrigger(corroborating, trigger?.id ?? null))
}

function corroboratedBy(trigger: Trigger | null, others: readonly Corroboration[]): (own: number) => number {
  const self: Piece = { triggerId: trigger?.id ?? null, confidence: 0, includes: trigger?.response.includes ?? [] }
  const groups = independent([self, ...others]).map((group) => ({
    atLeast: Math.max(...group.map(({ confidence }) => confidence)),
    hasSelf: group.includes(self),
  }))
  return (own) => {
    let doubt = WHOLE
    for (const { atLeast, hasSelf } of groups) doubt = doubtAfter(doubt, hasSelf ? Math.max(atLeast, own) : atLeast)
    return Math.floor((100 * (WHOLE - doubt)) / WHOLE)
  }
}

export function confidenceBand(value: number, policy: Policy): ConfidenceBand {
  const { bands } = policy.confidence
  if (value >= bands.confirmed) return 'confirmed'
  if (value >= bands.high) return 'high'
  return value >= bands.medium ? 'medium' : 'low'
}

/**
 * How often the trigger was right among judged alerts, percent, rounded down: the mean of a Beta posterior. Null until
 * enough are judged, since a mean of three says nothing.
 */
export function measuredPrecision(record: TriggerRecord | null, policy: Policy): number | null {
  if (record === null || record.judged < policy.confidence.minimumJudged) return null
  const { priorTrue, priorFalse } = policy.confidence
  const right = Math.max(0, Math.min(record.truePositives, record.judged))
  return Math.floor((100 * (priorTrue + right)) / (priorTrue + priorFalse + record.judged))
}

/** What the evidence is worth before anything corroborates it, 0–100. */
export function ownValue({ policy, signal, trigger, triggerRecord }: Omit<ConfidenceInput, 'corroborating'>): number {
  if (signal.confidence !== null) return signal.confidence
  if (trigger === null) return policy.confidence.unstated[signal.form]
  return Math.min(trigger.response.confidence, measuredPrecision(triggerRecord, policy) ?? 100)
}

function ownConfidence(input: ConfidenceInput): { value: number; reasons: Reason[] } {
  const { signal, trigger } = input
  const value = ownValue(input)
  const starts = `Confidence starts at ${value}`
  if (signal.confidence !== null) {
    return { value, reasons: [reason('confidence.stated-by-source', `The source says ${value}`, starts)] }
  }
  if (trigger === null) {
    const said = `Neither the source nor a trigger states one, and the record is ${signal.form === 'event' ? 'an event' : 'a finding'}`
    return { value, reasons: [reason('confidence.unstated', said, starts)] }
  }
  const declared = trigger.response.confidence
  const reasons = [
    reason(
      'confidence.declared-by-trigger',
      `Trigger ${printable(trigger.title)}, version ${trigger.version}, declares ${declared}`,
      `Confidence starts at ${declared}`,
    ),
  ]
  if (value < declared) {
    const judged = input.triggerRecord?.judged ?? 0
    const right = input.triggerRecord?.truePositives ?? 0
    const said = `${right} of ${judged} judged alerts of this trigger were true`
    reasons.push(reason('confidence.measured-precision', said, `Confidence is capped at ${value}`))
  }
  return { value, reasons }
}

function noteOn(other: Corroboration, ownId: string | null, ownIncludes: readonly string[]): string {
  if (ownIncludes.includes(other.triggerId)) return ', part of this one'
  return ownId !== null && other.includes?.includes(ownId) === true ? ', this one is part of it' : ''
}

function strongestPerTrigger(all: readonly Corroboration[], exceptId: string | null): readonly Corroboration[] {
  const strongest = new Map<string, Corroboration>()
  for (const one of all) {
    const known = strongest.get(one.triggerId)
    if (one.triggerId !== exceptId && (known === undefined || one.confidence > known.confidence)) {
      strongest.set(one.triggerId, one)
    }
  }
  return [...strongest.values()].sort((a, b) => b.confidence - a.confidence || (a.triggerId < b.triggerId ? -1 : 1))
}

interface Piece {
  readonly triggerId: string | null
  readonly confidence: number
  readonly includes?: readonly string[]
}

/**
 * What corroborates each other: the pieces that no other holds, each with those that it holds, as the strongest of which it is worth
 * at the least. In a circle, which nobody means, nobody is left out.
 */
function independent(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  // Few triggers hold others, and what-ifs ask this many times for each move of a hand.
  if (pieces.every(({ includes = [] }) => includes.length === 0)) return pieces.map((one) => [one])
  const held = new Map(pieces.map((one) => [one, heldBy(one, pieces)]))
  const outer = pieces.filter(
    (one) => !pieces.some((other) => held.get(other)?.has(one) === true && held.get(one)?.has(other) !== true),
  )
  return outer.map((one) => [one, ...(held.get(one) ?? [])])
}

/** All that a piece holds, and what that holds in turn. */
function heldBy(one: Piece, pieces: readonly Piece[]): ReadonlySet<Piece> {
  const found = new Set<Piece>()
  const open = [one]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of pieces) {
      if (other === one || found.has(other) || other.triggerId === null) continue
      if (next.includes?.includes(other.triggerId) !== true) continue
      found.add(other)
      open.push(other)
    }
  }
  return found
}

/**
 * A step of 100 × (1 − Π(1 − cᵢ/100)), in integers. Each rounds the doubt up, and what is made of it in the end is rounded down, so the
 * result never claims more than the formula. The steps are rounded one after the other, so the same evidence must come in the same order.
 */
function doubtAfter(doubt: number, confidence: number): number {
  return Math.ceil((doubt * (100 - confidence)) / 100)
}

const WHOLE = 1_000_000

function reason(rule: string, input: string, effect: string): Reason {
  return { about: 'confidence', rule, input, effect }
}
