import type { EpochMs } from '../../domain/time/instant.ts'

export interface Rate {
  readonly recordsPerSecond: number
  readonly burstRecords: number
}

/**
 * A token bucket per source. Lives in the memory of one gateway: with n gateways a source gets up to n times the rate, and
 * a restart fills the buckets. It protects the queue from a flood; it is no quota.
 */
export interface RateLimit {
  /** Seconds to wait before a delivery of this source is taken; 0 means now. */
  waitSeconds(sourceId: string, now: EpochMs): number
  /** Takes what a delivery cost: its records, at least one. */
  charge(sourceId: string, records: number, now: EpochMs): void
}

const MOST_BUCKETS = 10_000

export function createRateLimit(rate: Rate): RateLimit {
  const buckets = new Map<string, { tokens: number; at: EpochMs }>()

  function filled(sourceId: string, now: EpochMs): number {
    const bucket = buckets.get(sourceId)
    if (bucket === undefined) return rate.burstRecords
    // A clock that steps back fills nothing and takes nothing.
    const seconds = Math.max(0, now - bucket.at) / 1000
    return Math.min(rate.burstRecords, bucket.tokens + seconds * rate.recordsPerSecond)
  }

  return {
    waitSeconds: (sourceId, now) => {
      const tokens = filled(sourceId, now)
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate.recordsPerSecond)
    },
    charge: (sourceId, records, now) => {
      const tokens = filled(sourceId, now) - Math.max(1, records)
      buckets.delete(sourceId)
      buckets.set(sourceId, { tokens, at: now })
      const oldest = buckets.keys().next().value
      if (buckets.size > MOST_BUCKETS && oldest !== undefined) buckets.delete(oldest)
    },
  }
}
