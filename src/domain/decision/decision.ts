import * as z from 'zod'
import { ACTION_IDS, THREATS, TierSchema } from '../action/action.ts'
import { GATES } from './decision-words.ts'

export { GATES } from './decision-words.ts'

export const Gate = z.enum(GATES)
export type Gate = z.infer<typeof Gate>

export const ConfidenceBand = z.enum(['low', 'medium', 'high', 'confirmed'])
export type ConfidenceBand = z.infer<typeof ConfidenceBand>
export const UrgencyBand = z.enum(['low', 'medium', 'high', 'critical'])
export type UrgencyBand = z.infer<typeof UrgencyBand>
export const DISRUPTION_LEVELS = ['none', 'low', 'high', 'severe'] as const
export const DisruptionLevel = z.enum(DISRUPTION_LEVELS)
export type DisruptionLevel = z.infer<typeof DisruptionLevel>

/** One reason, in words an approver can read: what was looked at, which rule, what it did to the decision. */
export const Reason = z.object({
  about: z.enum(['confidence', 'urgency', 'need', 'cap', 'action', 'gate']),
  /** Stable name of the rule, e.g. `gate.irreversible`. */
  rule: z.string(),
  input: z.string(),
  effect: z.string(),
})
export type Reason = z.infer<typeof Reason>

export const CAPS = [
  'ambiguous-telemetry',
  'shared-identity',
  'third-party-identity',
  'no-owner',
  'consumers-unknown',
] as const
export const Cap = z.enum(CAPS)
export type Cap = z.infer<typeof Cap>

export const BrokenConsumer = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  team: z.string().nullable(),
  criticality: z.number().int().nullable(),
  /** `comes-back`: signs in again by itself. `unknown`: nobody knows whether it does; counted as stopping. */
  outcome: z.enum(['stops', 'comes-back', 'unknown']),
  recoverySeconds: z.number().int().nullable(),
  standsFor: z.number().int(),
  consequence: z.string().nullable(),
})
export type BrokenConsumer = z.infer<typeof BrokenConsumer>

/** What one action would break, by the dependency map of the moment. `score` is 0–100, an integer. */
export const Disruption = z.object({
  score: z.number().int(),
  level: DisruptionLevel,
  consumers: z.array(BrokenConsumer).readonly(),
  /** False where the map is not known to be whole: then the score is a lower bound. */
  isComplete: z.boolean(),
})
export type Disruption = z.infer<typeof Disruption>

export const ActionOption = z.object({
  action: z.enum(ACTION_IDS),
  isFeasible: z.boolean(),
  suffices: z.boolean(),
  /** Why it cannot be done or does not suffice; null for a feasible one that suffices. */
  reason: z.string().nullable(),
  disruption: Disruption,
})
export type ActionOption = z.infer<typeof ActionOption>

/** The classifier's answer for one alert. All numbers are integers; equal inputs give equal bytes. */
export const Decision = z.object({
  policyVersion: z.number().int(),
  /** Epoch ms UTC. */
  decidedAt: z.number().int(),
  confidence: z.object({ value: z.number().int(), band: ConfidenceBand }),
  urgency: z.object({ value: z.number().int(), band: UrgencyBand, hasUnknowns: z.boolean() }),
  /** confidence × urgency / 100, rounded down: orders the queue and decides nothing. */
  priority: z.number().int(),
  need: z.object({ tier: TierSchema, uncapped: TierSchema, caps: z.array(Cap).readonly() }),
  threat: z.enum(THREATS),
  playbook: z.object({ id: z.string(), version: z.number().int() }),
  options: z.array(ActionOption).readonly(),
  /** The smallest that suffices; null where the need asks for none or nothing can be done. */
  action: z.enum(ACTION_IDS).nullable(),
  gate: Gate,
  reasons: z.array(Reason).readonly(),
  /** What would unblock it; empty unless the gate is blocked. */
  unblock: z.array(z.string()).readonly(),
})
export type Decision = z.infer<typeof Decision>
