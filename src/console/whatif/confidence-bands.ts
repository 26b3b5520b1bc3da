import type { Policy } from '../../domain/policy/policy.ts'
import { countText } from '../ui/number-text.ts'

export type Bands = Policy['confidence']['bands']

/** The ends of the bands that can be moved: each is where its band begins. */
export const EDGES = ['medium', 'high', 'confirmed'] as const
export type Edge = (typeof EDGES)[number]

/** Confidence goes from 0 to 100, a column each. */
export const CONFIDENCE_VALUES = 101
export const CONFIDENCE_HEIGHT = 64

/** One path for all values, since a hundred elements would cost more than the counting. Few alerts are still seen. */
export function confidenceColumns(counts: Uint32Array): string {
  const most = Math.max(1, ...counts)
  let path = ''
  for (const [value, alerts] of counts.entries()) {
    if (alerts === 0) continue
    const top = CONFIDENCE_HEIGHT - Math.max(2, Math.sqrt(alerts / most) * CONFIDENCE_HEIGHT)
    path += `M${value + 0.1} ${CONFIDENCE_HEIGHT}V${top}h0.8V${CONFIDENCE_HEIGHT}z`
  }
  return path
}

export function edgeWords(bands: Bands): string {
  return EDGES.map((edge) => `${edge} from ${bands[edge]}`).join(' · ')
}

/** Alerts by band, in one sentence. */
export function bandSentence(counts: Uint32Array, bands: Bands): string {
  const ends = [0, bands.medium, bands.high, bands.confirmed, CONFIDENCE_VALUES]
  const words = ['low', 'medium', 'high', 'confirmed'].map((name, i) => {
    const alerts = counts.slice(ends[i], ends[i + 1]).reduce((sum, count) => sum + count, 0)
    return `${name} ${countText(alerts)}`
  })
  return `Alerts by confidence: ${words.join(', ')}`
}

/** The value at a share (0-1) of the width. */
export function confidenceAt(share: number): number {
  return Math.min(CONFIDENCE_VALUES - 1, Math.max(0, Math.floor(share * CONFIDENCE_VALUES)))
}
