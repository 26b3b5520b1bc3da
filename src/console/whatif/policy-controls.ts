import { Policy } from '../../domain/policy/policy.ts'

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
  readonly also?: string
}

function control(id: string, label: string, more: More = {}): NumberControl {
  return { id, label, min: 0, max: 100, scale: 1, unit: '', also: '', ...more }
}

/** In the order of the decision: how sure, how bad, what would break, who has to be asked. The matrix stands apart. */
export const CONTROL_GROUPS: readonly ControlGroup[] = [
  {
    id: 'confidence-bands',
    title: 'Bands of confidence',
    rule: 'rise from medium to confirmed',
    controls: [
      control('confidence.bands.medium', 'Medium from', { also: 'threshold confidence' }),
      control('confidence.bands.high', 'High from', { also: 'threshold confidence' }),
      control('confidence.bands.confirmed', 'Confirmed from', { also: 'threshold confidence' }),
    ],
  },
  {
    id: 'urgency-bands',
    title: 'Bands of urgency',
    rule: 'rise from medium to critical',
    controls: [
      control('urgency.bands.medium', 'Medium from', { also: 'threshold urgency' }),
      control('urgency.bands.high', 'High from', { also: 'threshold urgency' }),
      control('urgency.bands.critical', 'Critical from', { also: 'threshold urgency' }),
    ],
  },
  {
    id: 'weights',
    title: 'Weights of urgency',
    rule: 'sum 100: one moves, the others share the rest',
    controls: [
      control('urgency.weights.privilege', 'Privilege'),
      control('urgency.weights.environment', 'Environment'),
      control('urgency.weights.criticality', 'Business criticality'),
      control('urgency.weights.reach', 'Sensitive reach'),
      control('urgency.weights.hygiene', 'Credential hygiene'),
    ],
  },
  {
    id: 'privilege',
    title: 'Points of privilege',
    rule: '0–100 each',
    controls: [
      control('urgency.privilege.none', 'None'),
      control('urgency.privilege.read', 'Read'),
      control('urgency.privilege.write', 'Write'),
      control('urgency.privilege.admin', 'Admin'),
    ],
  },
  {
    id: 'environment',
    title: 'Points of environment',
    rule: '0–100 each',
    controls: [
      control('urgency.environment.prod', 'Production', { also: 'prod' }),
      control('urgency.environment.staging', 'Staging'),
      control('urgency.environment.ci', 'CI'),
      control('urgency.environment.dev', 'Development', { also: 'dev' }),
      control('urgency.environment.decoy', 'Decoy'),
    ],
  },
  {
    id: 'hygiene',
    title: 'Hygiene, reach and the unknown',
    rule: 'parts of hygiene sum to at most 100',
    controls: [
      control('urgency.hygiene.pastRotation', 'Past rotation'),
      control('urgency.hygiene.noExpiry', 'Never expires'),
      control('urgency.hygiene.dormantThenUsed', 'Dormant, then used'),
      control('urgency.dormantDays', 'Dormant after', { min: 1, max: 365, unit: 'days' }),
      control('urgency.reachPerDoubling', 'Per doubling of reach'),
      control('urgency.unknown', 'Unknown counts as'),
    ],
  },
  {
    id: 'confidence-sources',
    title: 'Where confidence comes from',
    rule: 'where nobody states it, and when it is measured',
    controls: [
      control('confidence.unstated.finding', 'Unstated finding'),
      control('confidence.unstated.event', 'Unstated event'),
      control('confidence.minimumJudged', 'Measured from judged', { min: 1, max: 200 }),
      control('confidence.priorTrue', 'Prior: right', { min: 1, max: 50 }),
      control('confidence.priorFalse', 'Prior: wrong', { min: 1, max: 50 }),
    ],
  },
  {
    id: 'caps',
    title: 'Restraint',
    rule: 'ambiguous, shared, third-party, no owner, consumers unknown',
    controls: [control('need.capAt', 'Caps stop at tier', { max: 4, also: 'restraint' })],
  },
  {
    id: 'disruption',
    title: 'Disruption',
    rule: 'points rise with criticality, severe is not below high',
    controls: [
      control('disruption.points.0', 'Consumer of criticality 1'),
      control('disruption.points.1', 'Criticality 2'),
      control('disruption.points.2', 'Criticality 3'),
      control('disruption.points.3', 'Criticality 4'),
      control('disruption.points.4', 'Criticality 5'),
      control('disruption.unknownCriticality', 'Unknown counts as', { min: 1, max: 5 }),
      control('disruption.selfRecoveringShare', 'Comes back alone', { unit: '%' }),
      control('disruption.levels.high', 'High from'),
      control('disruption.levels.severe', 'Severe from'),
    ],
  },
  {
    id: 'gate',
    title: 'Gate and leash',
    rule: 'what may run without a person',
    controls: [
      control('gate.autoMaxCriticality', 'Auto: criticality up to', { min: 1, max: 5, also: 'automatic' }),
      control('gate.autoStepsPerTriggerHour', 'Auto steps an hour', { max: 200, also: 'budget automatic' }),
      control('gate.autoShareOfOwner', 'Share of one owner', { unit: '%', also: 'team limit' }),
      control('gate.twoApprovalsCriticality', 'Two people from criticality', { min: 1, max: 5, also: 'approvals' }),
      control('gate.identityFreshMs', 'Identity state fresh', { max: 90, scale: DAY_MS, unit: 'days', also: 'stale' }),
      control('gate.exerciseFreshMs', 'Exercise counts for', {
        max: 365,
        scale: DAY_MS,
        unit: 'days',
        also: 'playbook',
      }),
      control('gate.approvalTtlMs', 'Approval waits', {
        min: 1,
        max: 1440,
        scale: MINUTE_MS,
        unit: 'min',
        also: 'ttl',
      }),
      control('gate.extendWithinMs', 'More time in the last', {
        max: 120,
        scale: MINUTE_MS,
        unit: 'min',
        also: 'extend',
      }),
      control('gate.openPlansPerRequester', 'Open requests a person', { min: 1, max: 500, also: 'cap fatigue' }),
      control('gate.escalateAtPercent.0', 'Approvers told again at', { unit: '%', also: 'escalate silence' }),
      control('gate.escalateAtPercent.1', 'Managers told at', { unit: '%', also: 'escalate silence' }),
      control('gate.glassReviewWithinMs', 'Break-glass reviewed within', {
        min: 1,
        max: 20_160,
        scale: MINUTE_MS,
        unit: 'min',
        also: 'emergency',
      }),
      control('gate.breakerStepsPerHour', 'Breaker: auto steps an hour', { max: 1000, also: 'circuit cascade stop' }),
      control('gate.breakerFailuresPerHour', 'Breaker: failures an hour', { min: 1, max: 100, also: 'circuit stop' }),
      control('gate.passkeyFromTier', 'Passkey from tier (5: none)', { max: 5, also: 'webauthn sign approval' }),
    ],
  },
]

/** What became of a wish to change the policy. */
export type Changed =
  | { readonly ok: true; readonly policy: Policy }
  /** The rule that it breaks, as the policy says it. */
  | { readonly ok: false; readonly because: string }

/** The control's number in its own unit. A policy of another release may have fractions of it: they are rounded. */
export function valueOf(policy: Policy, { id, scale }: NumberControl): number {
  const value = at(policy, id.split('.'))
  return typeof value === 'number' ? Math.round(value / scale) : 0
}

/** The policy with another number; the weights of urgency are shared out anew. Refuses what the policy itself would refuse. */
export function withValue(policy: Policy, { id, scale, min, max }: NumberControl, value: number): Changed {
  const bounded = Math.min(max, Math.max(min, Math.round(value)))
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
  return { ok: false, because: read.error.issues[0]?.message ?? 'The policy refuses this.' }
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
