import { ACTION_IDS, type ActionId, type Tier } from '../../domain/action/action.ts'
import { GATES, type Gate } from '../../domain/decision/decision.ts'

/** What a decision comes to, without its words. */
export interface Outcome {
  readonly tier: Tier
  readonly uncapped: Tier
  readonly gate: Gate
  readonly action: ActionId | null
  readonly confidence: number
  readonly urgency: number
  /** The first thing that blocks it; null unless blocked. */
  readonly block: (typeof BLOCKS)[number] | null
}

/** What may block, as people tell it apart. */
export const BLOCKS = ['identity', 'stale', 'out-of-scope', 'irreversible-unexercised', 'no-action'] as const

/** There would be no alert: its trigger is off, or in shadow, and the record alone raises none. */
export const NO_ALERT = 1 << 27

/*
 * An outcome in one integer, so that two can be compared and counted at once:
 * bits 0–2 tier, 3–5 uncapped tier, 6–7 gate, 8–12 action (0 none, else its place in the catalogue + 1),
 * 13–19 confidence, 20–26 urgency, 27 no alert, 28–30 what blocks (0 nothing, else its place in `BLOCKS` + 1).
 */
export function pack(outcome: Outcome): number {
  const action = outcome.action === null ? 0 : ACTION_IDS.indexOf(outcome.action) + 1
  return (
    outcome.tier |
    (outcome.uncapped << 3) |
    (GATES.indexOf(outcome.gate) << 6) |
    (action << 8) |
    (outcome.confidence << 13) |
    (outcome.urgency << 20) |
    (outcome.block === null ? 0 : blocked(BLOCKS.indexOf(outcome.block)))
  )
}

/** Null where there would be no alert. */
export function unpack(packed: number): Outcome | null {
  if ((packed & NO_ALERT) !== 0) return null
  return {
    tier: tierOf(packed),
    uncapped: ((packed >> 3) & 7) as Tier,
    gate: GATES[(packed >> 6) & 3] ?? 'blocked',
    action: ACTION_IDS[((packed >> 8) & 31) - 1] ?? null,
    confidence: (packed >> 13) & 127,
    urgency: (packed >> 20) & 127,
    block: BLOCKS[blockOf(packed)] ?? null,
  }
}

/** The bits that say what blocks, by its place in `BLOCKS`. */
export function blocked(reason: number): number {
  return (reason + 1) << 28
}

/** Its place in `BLOCKS`, -1 where nothing blocks. */
export function blockOf(packed: number): number {
  return ((packed >> 28) & 7) - 1
}

export function tierOf(packed: number): Tier {
  return (packed & 7) as Tier
}

/** Tier and gate together, below 20; `NO_ALERT_CELL` where there would be no alert. */
export const CELLS = 21
export const NO_ALERT_CELL = 20

export function cellOf(packed: number): number {
  return (packed & NO_ALERT) !== 0 ? NO_ALERT_CELL : (packed & 7) * 4 + ((packed >> 6) & 3)
}

/** Tier, gate and action: what a person would call "the same answer". */
export const ANSWER_MASK = 7 | (3 << 6) | (31 << 8) | NO_ALERT
