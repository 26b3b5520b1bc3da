/** What a count in a sample says of the whole. */
export interface Estimate {
  readonly value: number
  /** Both ends included; with 95 % confidence the true count lies between them. */
  readonly low: number
  readonly high: number
}

/**
 * The whole's count from a sample's, by Wilson's interval for a share: it stays honest at a count of zero and on small samples,
 * where "plus or minus" does not. Taken as drawn one by one with replacement, which makes it a little too wide, never too narrow.
 * A count of everything is that count.
 */
export function estimate(count: number, sampled: number, whole: number): Estimate {
  if (sampled === whole) return { value: count, low: count, high: count }
  if (sampled === 0) return { value: 0, low: 0, high: whole }
  const share = count / sampled
  const spread = (Z * Z) / sampled
  const middle = (share + spread / 2) / (1 + spread)
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / sampled + spread / sampled / 4)
  return {
    value: Math.round(share * whole),
    low: Math.max(count, Math.floor((middle - half) * whole)),
    high: Math.min(whole - (sampled - count), Math.ceil((middle + half) * whole)),
  }
}

const Z = 1.96
