import * as z from 'zod'
import { TierSchema } from '../action/action.ts'
import { QuorumRules, STARTING_QUORUMS } from './quorum-rules.ts'

/** When breaking the glass is signed with a passkey: always, or where approvals are. */
export const GLASS_PASSKEYS = ['always', 'as-approvals'] as const

const hours = z.number().int().min(1).max(8760)
const percent = z.number().int().min(0).max(100)
/** Of a time: people say it in minutes, so whole percents are too coarse. */
const share = z.number().min(0).max(100)
const matrixRow = z.object({ low: TierSchema, medium: TierSchema, high: TierSchema, critical: TierSchema })

/**
 * Every number that a decision uses, in one versioned object. A decision names the version that made it. What would
 * break a promise is refused here and not at the alert: a matrix that asks for less on more evidence, bands out of
 * order.
 */
export const Policy = z
  .object({
    version: z.number().int().min(1),
    confidence: z.object({
      /** Lower ends of the bands above low. */
      bands: z.object({ medium: percent, high: percent, confirmed: percent }),
      /** Used where neither the source nor a trigger states one, by what the source calls it. */
      unstated: z.object({ finding: percent, event: percent }),
      /** Judged alerts a trigger needs before its measured precision caps what it declares. */
      minimumJudged: z.number().int().min(1),
      /** Beta prior of the measured precision: `priorTrue` of `priorTrue + priorFalse`. */
      priorTrue: z.number().int().min(1),
      priorFalse: z.number().int().min(1),
      /** Distinct triggers on one identity within this window corroborate. */
      correlationWindowMs: z.number().int().min(0),
    }),
    urgency: z.object({
      bands: z.object({ medium: percent, high: percent, critical: percent }),
      /** Sum 100. */
      weights: z.object({
        privilege: percent,
        environment: percent,
        criticality: percent,
        reach: percent,
        hygiene: percent,
      }),
      /** 0–100 per value. */
      privilege: z.object({ none: percent, read: percent, write: percent, admin: percent }),
      environment: z.object({ prod: percent, staging: percent, ci: percent, dev: percent, decoy: percent }),
      /** Parts of the hygiene axis; their sum is at most 100. */
      hygiene: z.object({ pastRotation: percent, noExpiry: percent, dormantThenUsed: percent }),
      /** Points on the reach axis per doubling of the sensitive stores it reaches: 1, 2, 4, 8 … */
      reachPerDoubling: percent,
      dormantDays: z.number().int().min(1),
      /** An unknown counts as the middle of its upper half. */
      unknown: percent,
    }),
    need: z.object({
      matrix: z.object({ low: matrixRow, medium: matrixRow, high: matrixRow, confirmed: matrixRow }),
      /** The tier at which restraint caps stop. */
      capAt: TierSchema,
    }),
    disruption: z.object({
      /** Points per consumer by its criticality 1–5; unknown counts as 4. */
      points: z.tuple([percent, percent, percent, percent, percent]),
      unknownCriticality: z.number().int().min(1).max(5),
      /** A consumer that signs in again by itself counts this share, percent. */
      selfRecoveringShare: percent,
      /** Lower ends of the levels above low; any consumer at all is at least low. */
      levels: z.object({ high: percent, severe: percent }),
    }),
    gate: z.object({
      /** Older identity state than this is stale and blocks. */
      identityFreshMs: z.number().int().min(0),
      /** An exercise of the playbook version older than this no longer counts. */
      exerciseFreshMs: z.number().int().min(0),
      autoMaxCriticality: z.number().int().min(1).max(5),
      autoEnvironments: z.array(z.enum(['prod', 'staging', 'ci', 'dev', 'decoy'])),
      autoStepsPerTriggerHour: z.number().int().min(0),
      autoShareOfOwner: percent,
      /** How long, and on how many alerts, a trigger's text is tried without acting before a review may give it automation; 0 and 0 ask for none. */
      autoDryRunMs: z.number().int().min(0),
      autoDryRunAlerts: z.number().int().min(0),
      twoApprovalsCriticality: z.number().int().min(1).max(5),
      /** Whose approvals a gate asks for: m of n seats in each stage, all stages at the same time. */
      quorums: QuorumRules,
      approvalTtlMs: z.number().int().min(60_000),
      /** In its last minutes a waiting plan may be given as much time again, once. */
      extendWithinMs: z.number().int().min(0),
      /** Plans of one person that may wait at the same time. */
      openPlansPerRequester: z.number().int().min(1),
      /** After these shares of its time (percent) silence is passed on: to every approver, then to managers. */
      escalateAtPercent: z.tuple([share, share]),
      /** A use of break-glass is reviewed by somebody else within this time. */
      glassReviewWithinMs: z.number().int().min(60_000),
      /** The circuit breaker: more automatic steps, or as many that failed, within an hour over all triggers stop automation. */
      breakerStepsPerHour: z.number().int().min(0),
      breakerFailuresPerHour: z.number().int().min(1),
      /** Approvals of plans of this tier and above are signed with a passkey; 5 asks for none. */
      passkeyFromTier: z.number().int().min(0).max(5),
      /** `always`: whoever breaks the glass signs with a passkey, whatever the tier. A policy of before it was asked has no such member: `always`. */
      glassPasskey: z.enum(GLASS_PASSKEYS).default('always'),
    }),
    /** Minutes until an alert should be acknowledged, by tier 0–4. */
    slaMinutes: z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int(), z.number().int()]),
    /** How long people may put an alert aside. */
    work: z.object({
      /** By tier 0–4. */
      snoozeMaxHours: z.tuple([hours, hours, hours, hours, hours]),
      acceptRiskMaxDays: z.number().int().min(1).max(3650),
    }),
  })
  .refine(({ need }) => isMonotone(need.matrix), {
    path: ['need', 'matrix'],
    error: 'More confidence or more urgency must never ask for a lower tier.',
  })
  .refine(({ confidence: { bands } }) => ascends([bands.medium, bands.high, bands.confirmed]), {
    path: ['confidence', 'bands'],
    error: 'The bands must rise: medium, high, confirmed.',
  })
  .refine(({ urgency: { bands } }) => ascends([bands.medium, bands.high, bands.critical]), {
    path: ['urgency', 'bands'],
    error: 'The bands must rise: medium, high, critical.',
  })
  .refine(({ urgency: { weights } }) => sum(Object.values(weights)) === 100, {
    path: ['urgency', 'weights'],
    error: 'The weights of urgency must sum to 100.',
  })
  .refine(({ urgency: { hygiene } }) => sum(Object.values(hygiene)) <= 100, {
    path: ['urgency', 'hygiene'],
    error: 'The parts of hygiene must sum to at most 100.',
  })
  .refine(({ disruption: { points, levels } }) => ascends(points) && levels.high <= levels.severe, {
    path: ['disruption'],
    error: 'Points must not fall as criticality rises, and severe must not begin below high.',
  })
export type Policy = z.infer<typeof Policy>

function isMonotone(matrix: Record<'low' | 'medium' | 'high' | 'confirmed', z.infer<typeof matrixRow>>): boolean {
  const rows = [matrix.low, matrix.medium, matrix.high, matrix.confirmed].map((r) => [
    r.low,
    r.medium,
    r.high,
    r.critical,
  ])
  const columns = [0, 1, 2, 3].map((column) => rows.map((row) => row[column] ?? 0))
  return [...rows, ...columns].every(ascends)
}

function ascends(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || (values[i - 1] ?? 0) <= value)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const STARTING_POLICY: Policy = {
  version: 1,
  confidence: {
    bands: { medium: 40, high: 70, confirmed: 90 },
    unstated: { finding: 60, event: 20 },
    minimumJudged: 12,
    priorTrue: 1,
    priorFalse: 1,
    correlationWindowMs: 24 * HOUR,
  },
  urgency: {
    bands: { medium: 30, high: 55, critical: 75 },
    weights: { privilege: 30, environment: 20, criticality: 25, reach: 15, hygiene: 10 },
    privilege: { none: 0, read: 30, write: 65, admin: 100 },
    environment: { prod: 100, staging: 40, ci: 75, dev: 15, decoy: 30 },
    hygiene: { pastRotation: 40, noExpiry: 30, dormantThenUsed: 30 },
    reachPerDoubling: 15,
    dormantDays: 60,
    unknown: 75,
  },
  need: {
    matrix: {
      low: { low: 0, medium: 0, high: 1, critical: 1 },
      medium: { low: 0, medium: 1, high: 2, critical: 2 },
      high: { low: 1, medium: 2, high: 3, critical: 3 },
      confirmed: { low: 2, medium: 3, high: 3, critical: 4 },
    },
    capAt: 2,
  },
  disruption: {
    points: [2, 5, 10, 18, 30],
    unknownCriticality: 4,
    selfRecoveringShare: 20,
    levels: { high: 25, severe: 60 },
  },
  gate: {
    identityFreshMs: 7 * DAY,
    exerciseFreshMs: 30 * DAY,
    autoMaxCriticality: 3,
    autoEnvironments: ['prod', 'staging', 'ci', 'dev', 'decoy'],
    autoStepsPerTriggerHour: 6,
    autoShareOfOwner: 20,
    autoDryRunMs: 7 * DAY,
    autoDryRunAlerts: 10,
    twoApprovalsCriticality: 5,
    quorums: STARTING_QUORUMS,
    approvalTtlMs: 30 * MINUTE,
    extendWithinMs: 10 * MINUTE,
    openPlansPerRequester: 20,
    escalateAtPercent: [50, 80],
    glassReviewWithinMs: DAY,
    breakerStepsPerHour: 40,
    breakerFailuresPerHour: 3,
    passkeyFromTier: 5,
    glassPasskey: 'always',
  },
  slaMinutes: [1440, 480, 60, 30, 15],
  work: { snoozeMaxHours: [720, 720, 168, 8, 4], acceptRiskMaxDays: 180 },
}
