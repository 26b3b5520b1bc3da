import { parseQuery } from '../../../domain/query/parse.ts'
import { EVERYTHING, type Query } from '../../../domain/query/query.ts'
import type { QueueAlert } from '../../../domain/views/queue-views.ts'
import { NOON } from '../../../testing/builders.ts'
import { blockOf, decodePart, decodeRows, encodeBlock, encodeRows, encodeWords } from '../block.ts'
import type { QueueRow } from '../columns.ts'
import { QueueTable } from '../queue-table.ts'
import type { QueueViews, ViewWish } from '../queue-view.ts'
import { SharedWords } from '../shared-words.ts'

/** Repeats of one another have the same title here. */
export function withDedup(row: QueueAlert): QueueRow {
  return { ...row, dedup: row.title.length.toString(16).padStart(16, 'a') }
}

export function put(table: QueueTable, rows: readonly QueueAlert[]): void {
  table.put(decodeRows(encodeRows(rows.map(withDedup))))
}

/** The newest half first, with its own words, then the older one with shared words, as blocks come. */
export function tableOf(rows: readonly QueueAlert[]): QueueTable {
  const table = new QueueTable()
  const half = Math.floor(rows.length / 2)
  put(table, rows.slice(half))
  const words = new SharedWords()
  const older = words.share(blockOf(rows.slice(0, half).map(withDedup)))
  for (const bytes of [encodeWords(words.since(0)), encodeBlock(older)]) {
    const part = decodePart(bytes)
    if (part.kind === 'words') table.learn(part)
    else table.put(part)
  }
  return table
}

export const WORLD = { now: NOON, meId: 'pe_1', raw: new Map<string, readonly number[]>() }
export const WISH: ViewWish = {
  query: EVERYTHING,
  sort: { field: 'priority', descending: true },
  groupBy: [],
  open: [],
  isCollapsed: false,
}

export function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

export function rowsIn(views: QueueViews): readonly QueueAlert[] {
  return views.window(0, 1000).flatMap((line) => (line.kind === 'row' ? [line.row] : []))
}

export const numbersIn = (rows: readonly QueueAlert[]) => rows.map(({ number }) => number)
