import type { AuditActor } from '../../domain/audit/entry.ts'
import type { DeadLetter, IngestReport } from '../../domain/views/other-views.ts'
import { normaliseBatch } from '../../formats/normalise-batch.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { decodeCursor, encodeCursor } from '../http/api.ts'
import { Problem } from '../http/problem.ts'
import type { Item } from './chunk.ts'
import { EMPTY_REPORT, sumReports } from './chunk.ts'
import { itemOf, storeItems } from './ingest.ts'
import { INGEST_BOUNDS } from './limits.ts'
import { deliverableFormats } from './mappings.ts'

const SHAPE = 'dead-letters'

/** One page, newest first. Replayed ones stay in the list and say when. */
export async function listDeadLetters(
  gateway: Gateway,
  after: string | null,
  limit: number,
): Promise<{ items: DeadLetter[]; next: string | null }> {
  const { store } = gateway
  let select = store.read
    .selectFrom('dead_letter')
    .innerJoin('source', (join) =>
      join.onRef('source.tenant', '=', 'dead_letter.tenant').onRef('source.id', '=', 'dead_letter.source_id'),
    )
    .select([
      'dead_letter.id',
      'dead_letter.source_id as sourceId',
      'source.name as sourceName',
      'dead_letter.format',
      'dead_letter.reason',
      'dead_letter.at',
      'dead_letter.position',
      'dead_letter.digest',
      'dead_letter.byte_length as bytes',
      'dead_letter.excerpt',
      'dead_letter.received_at as receivedAt',
      'dead_letter.replayed_at as replayedAt',
    ])
    .where('dead_letter.tenant', '=', store.tenant)
  if (after !== null) {
    const [id] = decodeCursor(after, SHAPE, 1)
    select = select.where('dead_letter.id', '<', String(id))
  }
  const rows = await select
    .orderBy('dead_letter.id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(SHAPE, [last.id]) : null }
}

/**
 * Sends chosen dead letters once more through the same door, as what they were delivered as. What lands is marked as
 * replayed; what is refused again stays. One that was replayed before is left alone.
 */
export async function replayDeadLetters(
  gateway: Gateway,
  ids: readonly string[],
  by: AuditActor,
): Promise<IngestReport> {
  const { store } = gateway
  const rows = await store.read
    .selectFrom('dead_letter')
    .innerJoin('source', (join) =>
      join.onRef('source.tenant', '=', 'dead_letter.tenant').onRef('source.id', '=', 'dead_letter.source_id'),
    )
    .select([
      'dead_letter.id',
      'dead_letter.bytes',
      'dead_letter.digest',
      'dead_letter.is_sample',
      'source.id as sourceId',
      'source.name',
      'source.format',
    ])
    .where('dead_letter.tenant', '=', store.tenant)
    .where('dead_letter.id', 'in', [...new Set(ids)])
    .where('dead_letter.replayed_at', 'is', null)
    .orderBy('dead_letter.id')
    .execute()
  if (rows.length === 0) throw new Problem('not-found', 'None of these dead letters waits to be replayed.')

  const reports: IngestReport[] = []
  for (const sourceId of new Set(rows.map((row) => row.sourceId))) {
    const ours = rows.filter((row) => row.sourceId === sourceId)
    const [first] = ours
    if (first === undefined) continue
    const items: Item[] = []
    const replayOf = new Map<number, string>()
    for (const row of ours) {
      for (const item of await readAgain(gateway, row, first.format)) {
        replayOf.set(items.length, row.id)
        items.push({ ...item, position: items.length })
      }
    }
    const now = await gateway.now(store.read)
    const whole = {
      source: { id: sourceId, name: first.name, format: first.format },
      actor: by,
      bodyDigest: digestText(ours.map((row) => row.digest).join('\n')),
      key: `replay/${now}/${digestText(ours.map((row) => row.id).join('\n'))}`,
      isSample: first.is_sample,
      replayOf,
    }
    reports.push(await storeItems(gateway, whole, items))
  }
  return reports.length === 0 ? { batchId: '', ...EMPTY_REPORT } : sumReports(reports)
}

/** A letter that cannot even be split into records is one refused item again. */
async function readAgain(
  gateway: Gateway,
  row: { bytes: Uint8Array; digest: string },
  format: string,
): Promise<readonly Item[]> {
  const raw = new Uint8Array(row.bytes)
  const formats = await deliverableFormats(gateway)
  const batch = await normaliseBatch(raw, { format, formats, bounds: INGEST_BOUNDS, digest: digestText, headers: {} })
  if (batch.ok) return batch.records.map((record) => itemOf(record, format))
  return [{ position: 0, raw, digest: row.digest, read: { ok: false, format, reason: batch.reason, at: '' } }]
}
