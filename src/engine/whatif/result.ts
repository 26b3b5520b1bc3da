import type { ApproverGroup } from '../../domain/plan/approver-group.ts'
import type { Outcome } from './outcome.ts'

/**
 * What a draft does to a history, counted in alerts. Everything here is small and the same size for a thousand alerts and for
 * five million; lists are asked for apart. "Contained" is an alert of tier 2 and above for which an action is chosen.
 */
export interface WhatIfResult {
  readonly alerts: number
  /** By tier × 4 + place in `GATES`; entry 20 is "no alert". */
  readonly cells: Uint32Array
  /** From the baseline's cell × 21 + the draft's cell. */
  readonly migration: Uint32Array
  /** By trigger of the history; the last entry is "no trigger". */
  readonly triggers: readonly TriggerCounts[]
  /** By owner team, most automatic first. */
  readonly teams: readonly TeamCounts[]
  readonly approvals: Approvals
  /** Contained alerts by what the action would break: none, low, high, severe. */
  readonly breaks: Uint32Array
  /** By place in `CAPS`: contained or not, alerts that the cap held back. */
  readonly caps: Uint32Array
  /** By place in `BLOCKS`. */
  readonly blocked: Uint32Array
  /** Alerts by confidence 0–100 and by urgency 0–100; those that would not exist are left out. */
  readonly confidence: Uint32Array
  readonly urgency: Uint32Array
  /** True positives that nothing would contain (below tier 2, blocked, or no alert), and how many there are in all. */
  readonly missed: number
  readonly truePositives: number
  /** Alerts that analysts judged. */
  readonly judged: number
  /** Automatic steps beyond a trigger's hourly budget, by calendar hour: an estimate, since a draft is tried alert by alert. */
  readonly overBudget: number
  readonly moved: { readonly alerts: number; readonly cases: number }
}

export interface TriggerCounts {
  readonly alerts: number
  readonly contained: number
  readonly automatic: number
  /** By place in `DISPOSITIONS`, of all its alerts and of those that would act by themselves. */
  readonly dispositions: readonly number[]
  readonly automaticDispositions: readonly number[]
}

export interface TeamCounts {
  /** Null: nobody is known. */
  readonly team: string | null
  readonly automatic: number
  /** Different identities that automatic steps would touch, and identities of the team that had alerts at all. */
  readonly touched: number
  readonly identities: number
}

export interface Approvals {
  /** Votes that the gates would ask for, by UTC day from `firstDay` (days since 1970) on. */
  readonly perDay: Uint32Array
  readonly firstDay: number
  readonly total: number
  /** The busiest hour: its beginning in minutes since 1970, and the votes in it. */
  readonly peak: { readonly minute: number; readonly votes: number }
  /** The same votes by whom the stages of the gates ask for them, most first. Groups that nobody asks are left out. */
  readonly groups: readonly GroupVotes[]
}

/** The votes of one group of approvers. */
export interface GroupVotes {
  readonly group: ApproverGroup
  readonly perDay: Uint32Array
  readonly total: number
  readonly peak: { readonly minute: number; readonly votes: number }
}

/** One case whose answer differs from the baseline's. */
export interface Moved {
  readonly caseIndex: number
  readonly alerts: number
  /** Numbers of its newest alerts, at most five. */
  readonly numbers: readonly number[]
  readonly identity: string | null
  readonly trigger: string | null
  /** Null: no alert. */
  readonly from: Outcome | null
  readonly to: Outcome | null
  /** The one part of the draft that alone moves it there, as a path (`policy.need.matrix`); null where it takes several. */
  readonly factor: string | null
}

/** One consumer that contained alerts would stop. */
export interface Broken {
  readonly id: string
  readonly name: string
  readonly team: string | null
  readonly criticality: number | null
  readonly outcome: 'stops' | 'comes-back' | 'unknown'
  /** Alerts whose action reaches it, and those of them that would act by themselves. */
  readonly alerts: number
  readonly automatic: number
}

/** Different consumers that would stop, those counted so because nobody knows among them; by criticality 1–5, entry 0 unknown. */
export type BrokenBySeverity = readonly number[]

/** One alert as it would stand in the queue. */
export interface Queued {
  readonly number: number
  /** Confidence × urgency / 100, under the draft and under the baseline; null where there was no alert. */
  readonly priority: number
  readonly was: number | null
  readonly identity: string | null
  readonly trigger: string | null
  readonly outcome: Outcome
}

/** What the hourly budgets and the circuit breaker would do when the history runs once more in the order of time. */
export interface Breaker {
  /** Alerts that would act by themselves if each came alone. */
  readonly automatic: number
  /** Of them those that wait for a person: past the budget of their trigger, and past the share of their owner. */
  readonly pastTrigger: number
  readonly pastOwner: number
}
