import { encodeRows } from '../../engine/queue/block.ts'
import type { QueueRow } from '../../engine/queue/columns.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import { ALERT_COLUMNS } from '../store/columns.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

const HEAVY = ['decision', 'signal', 'evidence', 'search', 'also_fired', 'closure', 'field_versions'] as const
type Heavy = (typeof HEAVY)[number]

/** Columns of an alert that the queue holds. */
export const QUEUE_COLUMNS = (Object.keys(ALERT_COLUMNS) as (keyof Tables['alert'])[]).filter(
  (column): column is Exclude<keyof Tables['alert'], Heavy> => !(HEAVY as readonly string[]).includes(column),
)

type StoredRow = Pick<Tables['alert'], (typeof QUEUE_COLUMNS)[number]>

/** Alerts with these numbers, both ends included. */
export async function readStretch(
  read: Reader,
  tenant: string,
  from: number,
  to: number,
): Promise<readonly StoredRow[]> {
  return read
    .selectFrom('alert')
    .select(QUEUE_COLUMNS)
    .where('tenant', '=', tenant)
    .where('number', '>=', from)
    .where('number', '<=', to)
    .execute()
}

export function encodeStored(rows: readonly StoredRow[]): Uint8Array<ArrayBuffer> {
  return encodeRows(rows.map(toQueueRow))
}

function toQueueRow(row: StoredRow): QueueRow {
  const { closure: _closure, ...alert } = toAlertRow({ ...row, closure: null })
  return { ...alert, dedup: row.dedup_hash.slice(0, 16) }
}
