/** z of a two-sided 95 % interval. */
const Z = 1.959964

/** 0–100, integers, `low` rounded down and `high` up. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * The 95 % interval of a share by Wilson's score: it holds its promise for few cases and for shares near 0 and 1, where the
 * textbook interval leaves the scale. Null where nothing was judged.
 */
export function shareInterval(part: number, of: number): Interval | null {
  if (of <= 0) return null
  const share = part / of
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const middle = share + (Z * Z) / (2 * of)
  const scale = 1 + (Z * Z) / of
  const percent = (value: number) => Math.min(100, Math.max(0, (value / scale) * 100))
  // Rounding noise of the last digits must not open an interval at a bound that is exact.
  return {
    low: Math.floor(percent(middle - spread) + 1e-9),
    high: Math.ceil(percent(middle + spread) - 1e-9),
  }
}
