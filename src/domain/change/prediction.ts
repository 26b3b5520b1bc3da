import * as z from 'zod'

const count = z.number().int().min(0)
const instant = z.number().int()

/** Tier × 4 + place of the gate (auto, one approval, two approvals, blocked); the last is "no alert". */
export const OUTCOME_CELLS = 21

/** From 1970 until 2079: one alert whose source has a wrong clock must not keep anybody from proposing. */
const MOST_DAYS = 40_000
const MOST_TRIGGERS = 1_000

const COUNTS = {
  /** Of the alerts that were counted, epoch ms UTC; the days between them are what rates are taken over. */
  from: instant,
  to: instant,
  alerts: count,
  cells: z.array(count).length(OUTCOME_CELLS).readonly(),
  /** Those that counted at least one alert; `id` null is "no trigger". */
  triggers: z
    .array(z.strictObject({ id: z.nullable(z.string().max(200)), alerts: count, automatic: count }))
    .max(MOST_TRIGGERS + 1)
    .readonly(),
  /** Votes that the gates ask for: one or two for an alert with an action. */
  approvals: z.strictObject({
    total: count,
    /** By UTC day from `firstDay` (days since 1970) on. */
    firstDay: count,
    perDay: z.array(count).max(MOST_DAYS).readonly(),
    /** The busiest hour: its beginning in minutes since 1970, and the votes in it. */
    peak: z.strictObject({ minute: count, votes: count }),
  }),
} as const

/**
 * What whoever proposes a change says that it will come to, counted over a history. It is part of what a review answers for;
 * whether it came true is told by the same counts of what happened after.
 */
export const Prediction = z
  .strictObject({
    ...COUNTS,
    /** The moment whose facts were used. */
    asOf: instant,
  })
  .refine(({ cells, alerts }) => cells.reduce((sum, cell) => sum + cell, 0) === alerts, {
    path: ['cells'],
    error: 'The cells must sum to the alerts.',
  })
  .refine(({ approvals: { perDay, total } }) => perDay.reduce((sum, day) => sum + day, 0) === total, {
    path: ['approvals', 'perDay'],
    error: 'The days must sum to the total.',
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'The end must not lie before the beginning.' })
export type Prediction = z.infer<typeof Prediction>

/** What alerts really came to since some moment, in the counts of a prediction. */
export const ActualCounts = z.strictObject({
  ...COUNTS,
  /** What was done about them besides: plans that ran without a vote, and votes that people cast. */
  done: z.strictObject({ automaticPlans: count, votes: count }),
  /** The backend's clock when it counted, epoch ms UTC. */
  asOf: instant,
})
export type ActualCounts = z.infer<typeof ActualCounts>
