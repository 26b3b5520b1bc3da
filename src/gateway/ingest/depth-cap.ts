import { normaliseBatch } from '../../formats/normalise-batch.ts'
import type { ReadBounds } from '../../formats/read-records.ts'
import { digestText } from '../hash.ts'
import { INGEST_BOUNDS } from './limits.ts'

/** Depths that must never get past the reader; the embedded database breaks a transaction near 6,600. */
const DEPTHS = [65, 1_000, 8_000, 100_000] as const

/**
 * A self-test at start: throws unless the reader refuses what is nested too deep, in every shape. Without that cap a small
 * record could leave an entry in the log whose state change is gone, so a gateway that lost it must not run.
 */
export async function assertDepthCap(bounds: ReadBounds = INGEST_BOUNDS): Promise<void> {
  const shapes: readonly ((depth: number) => string)[] = [
    (depth) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`,
    (depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  ]
  const lines = shapes.flatMap((shape) => DEPTHS.map(shape))
  const body = new TextEncoder().encode(lines.join('\n'))
  const batch = await normaliseBatch(body, { format: 'auto', bounds, digest: digestText, headers: {} })
  const refused = batch.ok ? batch.records.filter((one) => !one.ok && one.reason.includes('nested deeper')).length : 0
  if (refused !== lines.length) {
    throw new Error(
      `the depth cap does not hold: ${refused} of ${lines.length} deep records were refused for their depth`,
    )
  }
}
