import type { Decision } from '../decision/decision.ts'
import { approvalsAsked } from '../decision/gate.ts'
import type { Policy } from '../policy/policy.ts'

/** What a dry run shows: how long one text of a trigger was evaluated without acting, and on how many alerts. */
export interface DryRunLength {
  /** Time in shadow or asking people, without the time in which it was switched off. */
  readonly ms: number
  /** Alerts that it decided, or would have decided. */
  readonly alerts: number
}

/** Whether automation waits for a dry run at all; a policy with both numbers at 0 asks for none. */
export function asksForDryRun({ gate }: Pick<Policy, 'gate'>): boolean {
  return gate.autoDryRunMs > 0 || gate.autoDryRunAlerts > 0
}

export function isLongEnough({ ms, alerts }: DryRunLength, { gate }: Pick<Policy, 'gate'>): boolean {
  return ms >= gate.autoDryRunMs && alerts >= gate.autoDryRunAlerts
}

/** "3 of 7 days, 12 of 10 alerts". Days are whole and rounded down, so that a short one never looks long enough. */
export function lengthSaid({ ms, alerts }: DryRunLength, { gate }: Pick<Policy, 'gate'>): string {
  return `${daysOf(ms)} of ${daysOf(gate.autoDryRunMs)} days, ${alerts} of ${gate.autoDryRunAlerts} alerts`
}

/** "7 days and 10 alerts" */
export function lengthAsked({ gate }: Pick<Policy, 'gate'>): string {
  return `${daysOf(gate.autoDryRunMs)} days and ${gate.autoDryRunAlerts} alerts`
}

function daysOf(ms: number): number {
  return Math.floor((10 * ms) / DAY_MS) / 10
}

const DAY_MS = 86_400_000

/** What a trigger would have come to on one alert. `observes`: nothing to contain. `corroborates`: a stronger trigger would have led the alert. */
export const DRY_RUN_OUTCOMES = ['automatic', 'asks', 'blocked', 'observes', 'corroborates'] as const
export type DryRunOutcome = (typeof DRY_RUN_OUTCOMES)[number]

export interface WouldHave {
  readonly outcome: DryRunOutcome
  /** Votes that it would have asked for. */
  readonly approvals: number
  /** Consumers that its action would have stopped, by id; those whose return nobody knows count as stopped. */
  readonly stops: readonly { readonly id: string; readonly standsFor: number }[]
}

/**
 * What a decision says that a trigger in its dry run would have done. It reads the decision that the gateway made, and nothing else: where
 * the missing dry run is the only thing that stood against an automatic step, the step would have been automatic.
 */
export function wouldHave(decision: Decision, policy: Pick<Policy, 'gate'>): WouldHave {
  const { gate, action, options, reasons } = decision
  if (gate === 'blocked') return { outcome: 'blocked', approvals: 0, stops: [] }
  if (action === null) return { outcome: 'observes', approvals: 0, stops: [] }
  const against = reasons.filter(({ about }) => about === 'gate').map(({ rule }) => rule)
  const isOnlyUntried = against.length > 0 && against.every((rule) => rule === DRY_RUN_RULE)
  const isAutomatic = gate === 'auto' || (gate === 'one-approval' && isOnlyUntried)
  const consumers = options.find((option) => option.action === action)?.disruption.consumers ?? []
  return {
    outcome: isAutomatic ? 'automatic' : 'asks',
    approvals: isAutomatic ? 0 : approvalsAsked(gate, policy),
    stops: consumers.flatMap(({ id, standsFor, outcome }) => (outcome === 'comes-back' ? [] : [{ id, standsFor }])),
  }
}

const DRY_RUN_RULE = 'gate.auto-dry-run'
