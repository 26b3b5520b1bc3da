import * as words from '#words/policy.tsx'
import { Policy } from '../../../domain/policy/policy.ts'
import { minutesOf, percentOf } from '../../../domain/policy/silence-minutes.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** One number of the policy as a control: where it stands, in which unit it is shown, and how far it goes. */
export interface NumberControl {
  /** Dotted, as a factor names it: `policy.confidence.bands` is the beginning of `confidence.bands.medium`. */
  readonly id: string
  readonly label: string
  readonly min: number
  readonly max: number
  /** What one step of the control is in the policy: a day in ms, else 1. */
  readonly scale: number
  readonly unit: string
  /** The control whose number it is a share of: kept in percent, said in that one's unit. */
  readonly shareOf: string | null
  /** Other words somebody may search for. */
  readonly also: string
}

export interface ControlGroup {
  readonly id: string
  readonly title: string
  /** What holds for all of them, in a few words. */
  readonly rule: string
  readonly controls: readonly NumberControl[]
}

interface More {
  readonly min?: number
  readonly max?: number
  readonly scale?: number
  readonly unit?: string
  readonly shareOf?: string
  readonly also?: string
}

function control(id: string, label: string, more: More = {}): NumberControl {
  return { id, label, min: 0, max: 100, scale: 1, unit: '', shareOf: null, also: '', ...more }
}

const SILENCE: More = {
  scale: MINUTE_MS,
  unit: words.min,
  shareOf: 'gate.approvalTtlMs',
  also: words.escalateSilence,
}

/** In the order of the decision: how sure, how bad, what would break, who has to be asked. The matrix stands apart. */
export const CONTROL_GROUPS: readonly ControlGroup[] = [
  {
    id: 'confidence-bands',
    title: words.bandsOfConfidence,
    rule: words.riseFromMedium,
    controls: [
      control('confidence.bands.medium', words.mediumFrom, { also: words.thresholdConfidence }),
      control('confidence.bands.high', words.highFrom, { also: words.thresholdConfidence }),
      control('confidence.bands.confirmed', words.confirmedFrom, { also: words.thresholdConfidence }),
    ],
  },
  {
    id: 'urgency-bands',
    title: words.bandsOfUrgency,
    rule: words.riseFromMediumToCritical,
    controls: [
      control('urgency.bands.medium', words.mediumFrom, { also: words.thresholdUrgency }),
      control('urgency.bands.high', words.highFrom, { also: words.thresholdUrgency }),
      control('urgency.bands.critical', words.criticalFrom, { also: words.thresholdUrgency }),
    ],
  },
  {
    id: 'weights',
    title: words.weightsOfUrgency,
    rule: words.sumHundred,
    controls: [
      control('urgency.weights.privilege', words.privilege),
      control('urgency.weights.environment', words.environment),
      control('urgency.weights.criticality', words.businessCriticality),
      control('urgency.weights.reach', words.sensitiveReach),
      control('urgency.weights.hygiene', words.credentialHygiene),
    ],
  },
  {
    id: 'privilege',
    title: words.pointsOfPrivilege,
    rule: '0–100 each',
    controls: [
      control('urgency.privilege.none', words.none),
      control('urgency.privilege.read', words.read),
      control('urgency.privilege.write', words.write),
      control('urgency.privilege.admin', words.admin),
    ],
  },
  {
    id: 'environment',
    title: words.pointsOfEnvironment,
    rule: '0–100 each',
    controls: [
      control('urgency.environment.prod', words.production, { also: 'prod' }),
      control('urgency.environment.staging', words.staging),
      control('urgency.environment.ci', 'CI'),
      control('urgency.environment.dev', words.development, { also: 'dev' }),
      control('urgency.environment.decoy', words.decoy),
    ],
  },
  {
    id: 'hygiene',
    title: words.hygieneReach,
    rule: words.partsOfHygiene,
    controls: [
      control('urgency.hygiene.pastRotation', words.pastRotation),
      control('urgency.hygiene.noExpiry', words.neverExpires),
      control('urgency.hygiene.dormantThenUsed', words.dormantThenUsed),
      control('urgency.dormantDays', words.dormantAfter, { min: 1, max: 365, unit: words.days }),
      control('urgency.reachPerDoubling', words.perDoublingOfReach),
      control('urgency.unknown', words.unknownCounts),
    ],
  },
  {
    id: 'confidence-sources',
    title: words.whereConfidenceComes,
    rule: words.whereNobodyStates,
    controls: [
      control('confidence.unstated.finding', words.unstatedFinding),
      control('confidence.unstated.event', words.unstatedEvent),
      control('confidence.minimumJudged', words.measuredFromJudged, { min: 1, max: 200 }),
      control('confidence.priorTrue', words.priorRight, { min: 1, max: 50 }),
      control('confidence.priorFalse', words.priorWrong, { min: 1, max: 50 }),
    ],
  },
  {
    id: 'caps',
    title: words.restraint,
    rule: words.ambiguousSharedThird,
    controls: [control('need.capAt', words.capsStopAtTier, { max: 4, also: 'restraint' })],
  },
  {
    id: 'disruption',
    title: words.disruption,
    rule: words.pointsRise,
    controls: [
      control('disruption.points.0', words.consumerOfCriticality),
      control('disruption.points.1', words.criticalityTwo),
      control('disruption.points.2', words.criticalityThree),
      control('disruption.points.3', words.criticalityFour),
      control('disruption.points.4', words.criticalityFive),
      control('disruption.unknownCriticality', words.unknownCounts, { min: 1, max: 5 }),
      control('disruption.selfRecoveringShare', words.comesBackAlone, { unit: '%' }),
      control('disruption.levels.high', words.highFrom),
      control('disruption.levels.severe', words.severeFrom),
    ],
  },
  {
    id: 'gate',
    title: words.gateAndLeash,
    rule: words.whatMayRun,
    controls: [
      control('gate.autoMaxCriticality', words.autoCriticalityUp, { min: 1, max: 5, also: 'automatic' }),
      control('gate.autoStepsPerTriggerHour', words.autoStepsAnHour, { max: 200, also: words.budgetAutomatic }),
      control('gate.autoShareOfOwner', words.shareOfOneOwner, { unit: '%', also: words.teamLimit }),
      control('gate.autoDryRunMs', words.dryRunDays, { max: 90, scale: DAY_MS, unit: words.days, also: words.dryRun }),
      control('gate.autoDryRunAlerts', words.dryRunAlerts, { max: 500, also: words.dryRun }),
      control('gate.twoApprovalsCriticality', words.twoPeopleFromCriticality, { min: 1, max: 5, also: 'approvals' }),
      control('gate.identityFreshMs', words.identityStateFresh, {
        max: 90,
        scale: DAY_MS,
        unit: words.days,
        also: 'stale',
      }),
      control('gate.exerciseFreshMs', words.exerciseCounts, {
        max: 365,
        scale: DAY_MS,
        unit: words.days,
        also: 'playbook',
      }),
      control('gate.approvalTtlMs', words.approvalWaits, {
        min: 1,
        max: 1440,
        scale: MINUTE_MS,
        unit: words.min,
        also: 'ttl',
      }),
      control('gate.extendWithinMs', words.moreTimeInTheLast, {
        max: 120,
        scale: MINUTE_MS,
        unit: words.min,
        also: 'extend',
      }),
      control('gate.openPlansPerRequester', words.openRequestsAPerson, { min: 1, max: 500, also: words.capFatigue }),
      control('gate.escalateAtPercent.0', words.approversToldAgain, SILENCE),
      control('gate.escalateAtPercent.1', words.managersTold, SILENCE),
      control('gate.glassReviewWithinMs', words.breakGlassReviewed, {
        min: 1,
        max: 20_160,
        scale: MINUTE_MS,
        unit: words.min,
        also: 'emergency',
      }),
      control('gate.breakerStepsPerHour', words.breakerAutoSteps, { max: 1000, also: words.circuitCascadeStop }),
      control('gate.breakerFailuresPerHour', words.breakerFailures, { min: 1, max: 100, also: words.circuitStop }),
      control('gate.passkeyFromTier', words.passkeyFromTier, { max: 5, also: words.webauthnSignApproval }),
    ],
  },
]

const TIERS = [0, 1, 2, 3, 4]

/** Numbers that no control of the lab sets, because nothing that it counts depends on them: a change of them is told like any other. */
export const NOT_IN_THE_LAB: ControlGroup = {
  id: 'times-and-work',
  title: words.timesAndWork,
  rule: words.notInTheLab,
  controls: [
    control('confidence.correlationWindowMs', words.corroborateWithin, { scale: MINUTE_MS, unit: words.min }),
    ...TIERS.map((tier) => control(`slaMinutes.${tier}`, words.acknowledgedWithin(tier), { unit: words.min })),
    ...TIERS.map((tier) => control(`work.snoozeMaxHours.${tier}`, words.snoozedAtMost(tier), { unit: words.hours })),
    control('work.acceptRiskMaxDays', words.riskAcceptedAtMost, { unit: words.days }),
  ],
}

/** What became of a wish to change the policy. */
export type Changed =
  | { readonly ok: true; readonly policy: Policy }
  /** The rule that it breaks, as the policy says it. */
  | { readonly ok: false; readonly because: string }

/** The control's number in its own unit. A policy of another release may have fractions of it: they are rounded. */
export function valueOf(policy: Policy, { id, scale, shareOf }: NumberControl): number {
  const value = numberAt(policy, id)
  return shareOf === null ? Math.round(value / scale) : minutesOf(value, numberAt(policy, shareOf))
}

/** How far it goes: a share as far as what it is a share of. */
export function mostOf(policy: Policy, { max, shareOf }: NumberControl): number {
  return shareOf === null ? max : minutesOf(100, numberAt(policy, shareOf))
}

/** The control's number as the policy keeps it: ms, or percent of what it is a share of. */
export function storedOf(policy: Policy, { id }: NumberControl): number {
  return numberAt(policy, id)
}

function numberAt(policy: Policy, path: string): number {
  const value = at(policy, path.split('.'))
  return typeof value === 'number' ? value : 0
}

/** The policy with another number; the weights of urgency are shared out anew. Refuses what the policy itself would refuse. */
export function withValue(policy: Policy, control: NumberControl, value: number): Changed {
  const { id, scale, min, shareOf } = control
  const bounded = Math.min(mostOf(policy, control), Math.max(min, Math.round(value)))
  if (shareOf !== null) {
    const share = Math.min(100, percentOf(bounded, numberAt(policy, shareOf)))
    return checked(put(policy, id.split('.'), share))
  }
  const weight = /^urgency\.weights\.(\w+)$/.exec(id)?.[1]
  if (weight !== undefined) {
    return checked(put(policy, ['urgency', 'weights'], shareOut(policy.urgency.weights, weight, bounded)))
  }
  return checked(put(policy, id.split('.'), bounded * scale))
}

/** Any other part of the policy, by its path: a cell of the matrix, the environments. */
export function withPart(policy: Policy, path: string, value: unknown): Changed {
  return checked(put(policy, path.split('.'), value))
}

/** Whether a part differs. */
export function differs(policy: Policy, baseline: Policy, path: string): boolean {
  const steps = path.split('.')
  const [is, was] = [at(policy, steps), at(baseline, steps)]
  // Most are numbers, or the same part of both: with every move of a hand all of them are asked.
  return is !== was && JSON.stringify(is) !== JSON.stringify(was)
}

/** One weight set, the others in their old proportion, integers, sum 100. Ties go to the one that stands first. */
export function shareOut<Name extends string>(
  weights: Readonly<Record<Name, number>>,
  name: string,
  value: number,
): Record<Name, number> {
  const names = Object.keys(weights) as Name[]
  const others = names.filter((other) => other !== name)
  const rest = 100 - value
  const sum = others.reduce((total, other) => total + weights[other], 0)
  // Where all others are 0 there is no proportion to keep: they share alike.
  const exact = others.map((other) => (sum === 0 ? rest / others.length : (weights[other] / sum) * rest))
  const whole = exact.map((share) => Math.floor(share + 1e-9))
  let left = rest - whole.reduce((total, share) => total + share, 0)
  const byRemainder = exact
    .map((share, i) => ({ i, remainder: share - (whole[i] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (const { i } of byRemainder) {
    if (left <= 0) break
    whole[i] = (whole[i] ?? 0) + 1
    left -= 1
  }
  const shared = new Map(others.map((other, i) => [other as string, whole[i] ?? 0]))
  return Object.fromEntries(names.map((one) => [one, shared.get(one) ?? value])) as Record<Name, number>
}

function checked(candidate: unknown): Changed {
  const read = Policy.safeParse(candidate)
  // The candidate, not the copy that was read: parts that did not change stay the same objects, so nothing shows them anew.
  if (read.success) return { ok: true, policy: candidate as Policy }
  return { ok: false, because: read.error.issues[0]?.message ?? words.thePolicyRefuses }
}

function at(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value
  return typeof value === 'object' && value !== null ? at((value as Record<string, unknown>)[step], rest) : undefined
}

function put(whole: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(whole)) return whole.map((one: unknown, i) => (String(i) === step ? put(one, rest, value) : one))
  const record = whole as Record<string, unknown>
  return { ...record, [step]: put(record[step], rest, value) }
}
