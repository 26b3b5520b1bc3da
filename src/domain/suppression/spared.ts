import type { Tier } from '../action/action.ts'
import type { Gate } from '../decision/decision.ts'
import type { Environment } from '../identity/identity.ts'
import type { QueueAlert } from '../views/queue-views.ts'

/**
 * Why a suppression does not apply to an alert, the weightiest first. `tier`: it asks for containment. `uncapped`: it would, did
 * restraint not cap it. `decoy`: something that nobody has a reason to touch was touched. `confirmed`: as good as known to be true.
 * `automatic`: something runs by itself because of it.
 */
export const SPARED = ['tier', 'uncapped', 'decoy', 'confirmed', 'automatic'] as const
export type Spared = (typeof SPARED)[number]

export const SPARED_WORDS: Readonly<Record<Spared, string>> = {
  tier: 'T3 or T4',
  uncapped: 'T3 or T4 before restraint',
  decoy: 'a decoy was touched',
  confirmed: 'confirmed',
  automatic: 'acts by itself',
}

/** What the rules need besides the alert. */
export interface SparingRules {
  /** Confidence from which an alert counts as confirmed, of the policy in force. */
  readonly confirmedFrom: number
  /** Ids of triggers that watch decoys. */
  readonly decoyTriggers: readonly string[]
}

export interface Sparable {
  readonly tier: Tier
  readonly uncapped: Tier
  readonly confidence: number
  readonly environment: Environment | null
  readonly gate: Gate
  readonly triggerId: string | null
}

const CONTAIN: Tier = 3

/** Why this alert is shown whatever is suppressed; null where it may be held. Judged by what it is now: one that becomes worse comes out. */
export function whySpared(alert: Sparable, { confirmedFrom, decoyTriggers }: SparingRules): Spared | null {
  if (alert.tier >= CONTAIN) return 'tier'
  if (alert.uncapped >= CONTAIN) return 'uncapped'
  if (alert.environment === 'decoy') return 'decoy'
  if (alert.triggerId !== null && decoyTriggers.includes(alert.triggerId)) return 'decoy'
  if (alert.confidence >= confirmedFrom) return 'confirmed'
  return alert.gate === 'auto' ? 'automatic' : null
}

export function sparableOf(row: QueueAlert): Sparable {
  const { tier, uncapped, confidence, environment, gate, trigger } = row
  return { tier, uncapped, confidence, environment, gate, triggerId: trigger?.id ?? null }
}
