import type { Condition } from '../condition.ts'
import type { Path } from '../path.ts'
import type { Level } from '../rule.ts'
import type { Comparison } from '../values/value-test.ts'

export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const
export type CorrelationType = (typeof CORRELATION_TYPES)[number]

/** A rule about several records: how often, how many different, which ones together. */
export interface Correlation {
  readonly id: string | null
  readonly name: string | null
  readonly title: string
  readonly description: string | null
  readonly level: Level | null
  readonly tags: readonly string[]
  readonly falsePositives: readonly string[]
  readonly type: CorrelationType
  /** Ids or names of rules or other correlations, in order. */
  readonly rules: readonly string[]
  /** Records count together where all of these are equal. None: all records count together. */
  readonly groupBy: readonly GroupField[]
  readonly timespanMs: number
  readonly window: Window
  readonly test: CorrelationTest
  /** Whether the rules it refers to also speak for themselves. */
  readonly generate: boolean
}

/** How records belong together in time. */
export type Window =
  /** Any stretch of the timespan: its end included, its beginning not. */
  | { readonly kind: 'sliding' }
  /** Calendar stretches: multiples of the timespan since 1970. */
  | { readonly kind: 'tumbling' }
  /** As long as no pause exceeds the gap, and the whole not the timespan; then the next begins. */
  | { readonly kind: 'session'; readonly gapMs: number }

export interface GroupField {
  readonly name: string
  /** Where the value stands in records of a rule, by the rule's reference; `own` for all others. */
  readonly aliases: ReadonlyMap<string, Path>
  readonly own: Path
}

export type CorrelationTest =
  /** All comparisons hold of the number that the type counts, sums, … */
  | {
      readonly kind: 'number'
      readonly comparisons: readonly { readonly by: Comparison; readonly value: number }[]
      /** Fields whose values are counted or summed; empty for types that count records or rules. */
      readonly fields: readonly Path[]
      /** 0–100; null except for percentiles. */
      readonly percentile: number | null
    }
  /** A condition over the rules that occurred in the window: `recon and not maintenance`. */
  | { readonly kind: 'rules'; readonly condition: Condition }
