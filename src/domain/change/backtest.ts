import * as z from 'zod'
import { TierSchema } from '../action/action.ts'
import { Disposition } from '../alert/alert.ts'
import { Gate } from '../decision/decision.ts'

/** How many alerts or records were judged what; the sum is all of them. */
export const Judgements = z.object({
  'true-positive': z.number().int(),
  'benign-positive': z.number().int(),
  'false-positive': z.number().int(),
  undetermined: z.number().int(),
})
export type Judgements = z.infer<typeof Judgements>

const count = z.number().int()

/** What one text of a trigger did or would have done before it may act by itself, without the alerts of the sample estate. */
export const DryRunCounts = z.object({
  length: z.object({
    /** Without the time in which it was switched off. */
    ms: count,
    alerts: count,
    /** When the first of the alerts counted came in, epoch ms UTC; null for none. */
    since: count.nullable(),
  }),
  /** What the policy asks for. */
  asked: z.object({ ms: count, alerts: count }),
  isLongEnough: z.boolean(),
  /** When a review gave this text automation, epoch ms UTC; null where none did. */
  givenAt: count.nullable(),
  /** That review belongs to the invented past of the sample estate, so its alerts are what is counted here. */
  isOfSample: z.boolean().default(false),
  outcomes: z.object({ automatic: count, asks: count, blocked: count, observes: count, corroborates: count }),
  /** Votes that it would have asked for. */
  approvals: count,
  /** Distinct identities. */
  identities: count,
  /** Distinct consumers that its automatic steps would have stopped; whose return nobody knows counts as stopped. */
  stops: count,
  /** What people called these alerts. */
  judged: Judgements,
  /** There are more alerts than outcomes were counted of. */
  isBounded: z.boolean(),
})
export type DryRunCounts = z.infer<typeof DryRunCounts>

export const BacktestRecord = z.object({
  recordId: z.string(),
  /** The alert it belongs to today; null where it raised none. */
  alertId: z.string().nullable(),
  title: z.string(),
  format: z.string(),
  /** Epoch ms UTC by the source's clock; null where it cannot be believed. */
  observedAt: z.number().int().nullable(),
  /** What people called its alert; `undetermined` where it has none. */
  disposition: Disposition,
})
export type BacktestRecord = z.infer<typeof BacktestRecord>

/** Records on which the two versions disagree. `count` counts all, `examples` shows the newest. */
export const BacktestDifference = z.object({
  count: z.number().int(),
  judgements: Judgements,
  examples: z.array(BacktestRecord).readonly(),
})
export type BacktestDifference = z.infer<typeof BacktestDifference>

export const RedecidedAlert = z.object({
  alertId: z.string(),
  number: z.number().int(),
  title: z.string(),
  tier: z.object({ from: TierSchema, to: TierSchema }),
  gate: z.object({ from: Gate, to: Gate }),
})
export type RedecidedAlert = z.infer<typeof RedecidedAlert>

/**
 * What a change would have done, counted over stored evidence and never estimated. It says on what it rests, since the
 * same change over another stretch of time gives other numbers.
 */
export const Backtest = z.object({
  /** Epoch ms UTC. */
  ranAt: z.number().int(),
  basis: z.object({
    /** Records that were looked at, by the formats that either version reads; 0 for a policy. */
    records: z.number().int(),
    formats: z.array(z.string()).readonly(),
    /** Receipt of the oldest and the newest of them, epoch ms UTC; null where there was none. */
    from: z.number().int().nullable(),
    to: z.number().int().nullable(),
    /** There are older records that were not looked at. */
    isBounded: z.boolean(),
    /** Records whose stored bytes could not be read again; they are in neither count. */
    unreadable: z.number().int(),
    /** Judged alerts whose records were looked at besides, however old. */
    judgedAlerts: z.number().int(),
    /** `stored`: enrichment as it was known when each record came in. `none`: no rule here reads any. */
    facts: z.enum(['stored', 'none']),
  }),
  /** Records on which the version in force and the proposed one fire; null for a policy. */
  hits: z.object({ before: z.number().int(), after: z.number().int() }).nullable(),
  /** What people called the alerts of those records: how often each version is known to be right. Null for a policy. */
  judged: z.object({ before: Judgements, after: Judgements }).nullable(),
  caught: z.nullable(BacktestDifference),
  missed: z.nullable(BacktestDifference),
  /** Open alerts decided again: all for a policy, those of the trigger for a trigger. */
  decisions: z.object({
    alerts: z.number().int(),
    /** There are more open alerts than were decided again. */
    isBounded: z.boolean(),
    /** Another tier or another gate. */
    changed: z.number().int(),
    /** Of them those that would run without a vote, and did not. */
    newlyAutomatic: z.number().int(),
    /** Of them those that would no longer run without a vote. */
    noLongerAutomatic: z.number().int(),
    examples: z.array(RedecidedAlert).readonly(),
  }),
  /** How the proposed text was tried before; null for a policy and for a text without automation, left out before it was counted. */
  dryRun: z.optional(z.nullable(DryRunCounts)),
})
export type Backtest = z.infer<typeof Backtest>
