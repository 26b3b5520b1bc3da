import type { Disposition } from '../../domain/alert/alert.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import type { Gateway } from '../gateway.ts'
import { decodeCursor, encodeCursor } from '../http/api.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { openSeal } from './view-record.ts'

/** Bytes of sealed records in one page: a page of large records is a short one, never a slow or an endless one. */
export const PAGE_BYTES = 4 * 1024 * 1024

export interface RecordListing {
  readonly format: string | null
  readonly limit: number
  readonly after: string | null
  /** `PAGE_BYTES` where a page may take all of them. */
  readonly mostBytes?: number
}

/**
 * Sealed records, newest first by receipt, with what is known of each: the history that a changed trigger is tried on.
 * Ids are made in the order of receipt, so the primary key is the order. A record that only contradicts another one under
 * its id is left out: no trigger was ever asked about it. A page ends early at `mostBytes` and holds at least one record.
 */
export async function listRecords(
  gateway: Gateway,
  { format, limit, after, mostBytes = PAGE_BYTES }: RecordListing,
): Promise<{ items: HistoryRecord[]; next: string | null; total: null; asOf: EpochMs }> {
  const { store } = gateway
  const shape = JSON.stringify(['records', format])
  const asOf = await gateway.now(store.read)
  let select = store.read
    .selectFrom('record')
    .select(['id', 'byte_length'])
    .where('tenant', '=', store.tenant)
    .where('is_conflict', '=', false)
  if (format !== null) select = select.where('format', '=', format)
  if (after !== null) select = select.where('id', '<', String(decodeCursor(after, shape, 1)[0]))
  const sizes = await select
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const ids = idsWithin(sizes.slice(0, limit), mostBytes)
  const last = ids.at(-1)
  const items: HistoryRecord[] = []
  for (const row of await rowsOf(store.read, store.tenant, ids)) items.push(await toHistoryRecord(gateway, row))
  return {
    items,
    next: last === undefined || ids.length === sizes.length ? null : encodeCursor(shape, [last]),
    total: null,
    asOf,
  }
}

function idsWithin(
  sizes: readonly Pick<Tables['record'], 'id' | 'byte_length'>[],
  mostBytes: number,
): readonly string[] {
  const ids: string[] = []
  let bytes = 0
  for (const { id, byte_length } of sizes) {
    bytes += byte_length
    if (ids.length > 0 && bytes > mostBytes) break
    ids.push(id)
  }
  return ids
}

async function rowsOf(read: Reader, tenant: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return read
    .selectFrom('record')
    .leftJoin('alert', (join) =>
      join.onRef('alert.tenant', '=', 'record.tenant').onRef('alert.id', '=', 'record.alert_id'),
    )
    .select([
      'record.id',
      'record.format',
      'record.title',
      'record.digest',
      'record.bytes',
      'record.received_at',
      'record.observed_at',
      'record.signal',
      'record.facts',
      'alert.id as alert_id',
      'alert.number as alert_number',
      'alert.disposition as alert_disposition',
    ])
    .where('record.tenant', '=', tenant)
    .where('record.id', 'in', ids)
    .orderBy('record.id', 'desc')
    .execute()
}

async function toHistoryRecord(
  gateway: Gateway,
  row: Awaited<ReturnType<typeof rowsOf>>[number],
): Promise<HistoryRecord> {
  const opened = await openSeal(gateway, row)
  return {
    id: row.id,
    format: row.format,
    title: row.title,
    receivedAt: row.received_at,
    observedAt: row.observed_at,
    bytes: row.bytes.length,
    // A JSON value by construction; the view's schema spells the same type with mutable arrays.
    record: (opened?.shown ?? null) as HistoryRecord['record'],
    redactedAt: [...(opened?.redactedAt ?? [])],
    signal: opened === null ? null : (JSON.parse(row.signal) as Signal),
    facts: JSON.parse(row.facts) as NonNullable<HistoryRecord['facts']>,
    alert:
      row.alert_id === null || row.alert_number === null
        ? null
        : { id: row.alert_id, number: row.alert_number, disposition: row.alert_disposition as Disposition },
    isIntact: opened !== null,
  }
}
