import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { decodeRows, encodeRows } from './block.ts'
import type { QueueRow } from './columns.ts'
import { QueueTable } from './queue-table.ts'

/** Repeats of one another have the same title here. */
export function withDedup(row: QueueAlert): QueueRow {
  return { ...row, dedup: row.title.length.toString(16).padStart(16, 'a') }
}

export function put(table: QueueTable, rows: readonly QueueAlert[]): void {
  table.put(decodeRows(encodeRows(rows.map(withDedup))))
}

/** The newest half first, as blocks come. */
export function tableOf(rows: readonly QueueAlert[]): QueueTable {
  const table = new QueueTable()
  const half = Math.floor(rows.length / 2)
  put(table, rows.slice(half))
  put(table, rows.slice(0, half))
  return table
}
