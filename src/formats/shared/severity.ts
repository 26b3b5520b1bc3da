import type { Severity } from '../../domain/signal/signal.ts'

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['informational', 'informational'],
  ['information', 'informational'],
  ['info', 'informational'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['high', 'high'],
  ['critical', 'critical'],
  ['fatal', 'critical'],
])

/** The severity that a source's word names, in any case; `unknown` for a word we do not know. */
export function severityOf(word: string | null | undefined): Severity {
  return WORDS.get((word ?? '').trim().toLowerCase()) ?? 'unknown'
}

/** The band of a number: each entry is the least value of its severity, highest first; `unknown` below all or without one. */
export function severityBand(value: number | null, bands: readonly (readonly [number, Severity])[]): Severity {
  if (value === null) return 'unknown'
  return bands.find(([least]) => value >= least)?.[1] ?? 'unknown'
}

/** A confidence on our scale of 0–100; `top` is the source's own upper end. Null where absent or outside its scale. */
export function confidenceOf(value: number | null, top: 1 | 100): number | null {
  return value === null || value < 0 || value > top ? null : Math.round((value * 100) / top)
}
