import type { Tier } from '../action/action.ts'
import { Policy } from '../policy/policy.ts'
import type { ResponseBlock } from '../trigger/trigger.ts'
import type { DecisionInput } from './decide.ts'
import type { Decision } from './decision.ts'
import type { OneChange } from './what-would-change.ts'

const DAY_MS = 86_400_000
const TIERS: readonly Tier[] = [0, 1, 2, 3, 4]

/**
 * Each number of the policy and of the trigger at which this very case would fall on its other side: the value itself, or one past
 * it. A policy that its own rules refuse is left out.
 */
export function changesOfPolicy(input: DecisionInput, decision: Decision): readonly OneChange[] {
  return [...ofPolicy(input, decision), ...ofTrigger(input, decision)]
}

function ofPolicy(input: DecisionInput, decision: Decision): OneChange[] {
  const { policy, identity, now, exercisedAt, automation } = input
  const { confidence, urgency, need, gate, disruption } = policy
  const found: OneChange[] = []
  const change = (subject: string, condition: string, changed: Policy) => {
    const read = Policy.safeParse(changed)
    if (read.success) found.push({ subject, condition, input: { ...input, policy: read.data } })
  }
  for (const band of ['medium', 'high', 'confirmed'] as const) {
    for (const value of sidesOf(decision.confidence.value, confidence.bands[band])) {
      const bands = { ...confidence.bands, [band]: value }
      change(`confidence ${band}`, `confidence counted as ${band} from ${value} instead of ${confidence.bands[band]}`, {
        ...policy,
        confidence: { ...confidence, bands },
      })
    }
  }
  for (const band of ['medium', 'high', 'critical'] as const) {
    for (const value of sidesOf(decision.urgency.value, urgency.bands[band])) {
      const bands = { ...urgency.bands, [band]: value }
      change(`urgency ${band}`, `urgency counted as ${band} from ${value} instead of ${urgency.bands[band]}`, {
        ...policy,
        urgency: { ...urgency, bands },
      })
    }
  }
  const row = need.matrix[decision.confidence.band]
  const own = row[decision.urgency.band]
  for (const tier of nearTiers(own)) {
    const matrix = { ...need.matrix, [decision.confidence.band]: { ...row, [decision.urgency.band]: tier } }
    const cell = `confidence ${decision.confidence.band} and urgency ${decision.urgency.band}`
    change('matrix', `${cell} asked for T${tier} instead of T${own}`, { ...policy, need: { ...need, matrix } })
  }
  for (const capAt of nearTiers(need.capAt)) {
    change('cap', `caps stopped at T${capAt} instead of T${need.capAt}`, { ...policy, need: { ...need, capAt } })
  }
  const score = decision.options.find(({ action }) => action === decision.action)?.disruption.score
  for (const level of score === undefined ? [] : (['high', 'severe'] as const)) {
    for (const value of sidesOf(score ?? 0, disruption.levels[level])) {
      const levels = { ...disruption.levels, [level]: value }
      change(
        `disruption ${level}`,
        `disruption counted as ${level} from ${value} instead of ${disruption.levels[level]}`,
        { ...policy, disruption: { ...disruption, levels } },
      )
    }
  }
  const withGate = (subject: string, condition: string, more: Partial<Policy['gate']>) =>
    change(subject, condition, { ...policy, gate: { ...gate, ...more } })
  const criticality = identity?.criticality ?? null
  if (criticality !== null) {
    for (const value of sidesOf(criticality, gate.autoMaxCriticality, -1)) {
      const condition = `automatic steps went to criticality ${value} instead of ${gate.autoMaxCriticality}`
      withGate('auto criticality', condition, { autoMaxCriticality: value })
    }
    for (const value of sidesOf(criticality, gate.twoApprovalsCriticality)) {
      const condition = `two approvals began at criticality ${value} instead of ${gate.twoApprovalsCriticality}`
      withGate('two criticality', condition, { twoApprovalsCriticality: value })
    }
  }
  const environment = identity?.environment ?? null
  if (environment !== null) {
    const isIn = gate.autoEnvironments.includes(environment)
    const autoEnvironments = isIn
      ? gate.autoEnvironments.filter((one) => one !== environment)
      : [...gate.autoEnvironments, environment]
    const condition = `automatic steps were ${isIn ? 'not ' : ''}allowed in ${environment}`
    withGate('auto environment', condition, { autoEnvironments })
  }
  const checked = identity?.validatedAt ?? null
  if (checked !== null) {
    for (const days of sidesOf(Math.ceil(Math.abs(now - checked) / DAY_MS), gate.identityFreshMs / DAY_MS, -1)) {
      const condition = `an identity’s state counted as fresh for ${days} days instead of ${daysText(gate.identityFreshMs)}`
      withGate('identity fresh', condition, { identityFreshMs: days * DAY_MS })
    }
  }
  if (exercisedAt !== null) {
    for (const days of sidesOf(Math.ceil((now - exercisedAt) / DAY_MS), gate.exerciseFreshMs / DAY_MS, -1)) {
      const condition = `an exercise counted for ${days} days instead of ${daysText(gate.exerciseFreshMs)}`
      withGate('exercise fresh', condition, { exerciseFreshMs: days * DAY_MS })
    }
  }
  for (const steps of sidesOf(automation.stepsThisTriggerHour + 1, gate.autoStepsPerTriggerHour, -1)) {
    const condition = `a trigger might take ${steps} automatic steps an hour instead of ${gate.autoStepsPerTriggerHour}`
    withGate('steps', condition, { autoStepsPerTriggerHour: steps })
  }
  for (const share of sidesOf(automation.ownerSharePercent + 1, gate.autoShareOfOwner, -1)) {
    const condition = `${share} % of an owner’s identities might stand under automatic steps instead of ${gate.autoShareOfOwner} %`
    withGate('share', condition, { autoShareOfOwner: share })
  }
  return found
}

function ofTrigger(input: DecisionInput, decision: Decision): OneChange[] {
  const { trigger } = input
  if (trigger === null) return []
  const { response } = trigger
  const { automation, scope } = response
  const found: OneChange[] = []
  const change = (subject: string, condition: string, more: Partial<ResponseBlock>) =>
    found.push({ subject, condition, input: { ...input, trigger: { ...trigger, response: { ...response, ...more } } } })
  const others = Array.from({ length: 101 }, (_, value) => value).filter((value) => value !== response.confidence)
  for (const value of others.sort((a, b) => Math.abs(a - response.confidence) - Math.abs(b - response.confidence))) {
    const condition = `the trigger declared confidence ${value} instead of ${response.confidence}`
    change(`declared ${value > response.confidence}`, condition, { confidence: value })
  }
  if (!automation.allowed) {
    const allowed = { ...automation, allowed: true }
    change('allowed', 'the trigger were allowed to act by itself', { automation: allowed })
    const threshold = Math.min(automation.threshold, decision.confidence.value)
    change('allowed', `the trigger were allowed to act by itself from confidence ${threshold}`, {
      automation: { ...allowed, threshold },
    })
  } else {
    change('allowed', 'the trigger were not allowed to act by itself', {
      automation: { ...automation, allowed: false },
    })
    for (const threshold of sidesOf(decision.confidence.value, automation.threshold)) {
      const condition = `the trigger acted by itself from confidence ${threshold} instead of ${automation.threshold}`
      change('threshold', condition, { automation: { ...automation, threshold } })
    }
  }
  if (Object.values(scope).some((part) => part !== undefined)) {
    change('scope', 'the trigger’s scope took in this identity', { scope: {} })
  }
  return found
}

/**
 * The values next to a limit that put `value` on the other side of it. `beyond` is what one past it is: +1 where a limit is
 * reached from `value` on, -1 where it is kept up to `value`.
 */
function sidesOf(value: number, limit: number, beyond: 1 | -1 = 1): readonly number[] {
  return [value, value + beyond].filter((one) => one !== limit && one >= 0)
}

function nearTiers(from: Tier): readonly Tier[] {
  return TIERS.filter((tier) => tier !== from).sort((a, b) => Math.abs(a - from) - Math.abs(b - from))
}

function daysText(ms: number): string {
  return String(Math.round(ms / DAY_MS))
}
