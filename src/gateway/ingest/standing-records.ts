import type { Signal } from '../../domain/signal/signal.ts'
import type { Tx } from '../store/store.ts'
import type { Item } from './chunk.ts'
import { compareVersions, type Standing, type Verdict } from './judge-records.ts'
import { recordKey } from './record-key.ts'

interface Known extends Standing {
  readonly digests: Set<string>
  latest: Signal | null
}

/** What already stands under the ids of these records, by format and id. */
export async function readStanding(tx: Tx, tenant: string, items: readonly Item[]): Promise<Map<string, Known>> {
  const idsByFormat = new Map<string, Set<string>>()
  for (const { read } of items) {
    if (!read.ok) continue
    const ids = idsByFormat.get(read.signal.format) ?? new Set()
    idsByFormat.set(read.signal.format, ids.add(recordKey(read.signal.id)))
  }
  const standing = new Map<string, Known>()
  for (const [format, ids] of idsByFormat) {
    const rows = await tx
      .selectFrom('record')
      .select(['digest', 'signal', 'is_conflict'])
      .where('tenant', '=', tenant)
      .where('format', '=', format)
      .where('signal_id', 'in', [...ids])
      .execute()
    for (const row of rows) {
      const signal = JSON.parse(row.signal) as Signal
      remember(standing, signal, row.digest, row.is_conflict ? 'conflict' : 'fresh')
    }
  }
  return standing
}

export function remember(standing: Map<string, Standing>, signal: Signal, digest: string, verdict: Verdict): void {
  const key = `${signal.format}\n${signal.id}`
  const known = (standing.get(key) as Known | undefined) ?? { digests: new Set<string>(), latest: null }
  known.digests.add(digest)
  const isHeard = verdict !== 'duplicate' && verdict !== 'conflict'
  if (isHeard && (known.latest === null || compareVersions(signal, known.latest) >= 0)) known.latest = signal
  standing.set(key, known)
}
