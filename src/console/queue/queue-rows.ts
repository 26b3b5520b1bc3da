import type { AlertQuery, Page } from '../../backend/port.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'

/**
 * The rows that were read so far, in the backend's order. They stand still: what arrives later waits at the door until a
 * person lets it in, so that nothing moves under the cursor.
 */
export interface QueueRows {
  readonly rows: readonly AlertRow[]
  /** Cursor of the next page; null when all rows are here. */
  readonly next: string | null
  /** Of the whole query, where the backend counts it exactly. */
  readonly total: number | null
  /** When the first page was true, epoch ms UTC by the backend's clock. */
  readonly asOf: number
}

/** What stands at the door: the newest first page against the rows that are shown. */
export interface Arrivals {
  /** Rows that are not shown yet. At least that many, if `isMore`. */
  readonly count: number
  readonly critical: number
  readonly isMore: boolean
}

/** How many places beyond the last row are offered to scroll into while more rows follow. */
const ROOM_AHEAD = 1000
/** Rows before the end of what is here at which the next page is asked for. */
export const PREFETCH_ROWS = 100

export function joinPages(pages: readonly Page<AlertRow>[]): QueueRows {
  const seen = new Set<string>()
  // A row that changed its place between two pages stands where it was first seen, once.
  const rows = pages.flatMap(({ items }) => items.filter(({ id }) => !seen.has(id) && seen.add(id)))
  return {
    rows,
    next: pages.at(-1)?.next ?? null,
    total: pages[0]?.total ?? null,
    asOf: pages[0]?.asOf ?? 0,
  }
}

/**
 * Rows that the grid draws. Keyset pages can only be walked one after the other, so the list grows ahead of the reader
 * instead of pretending that row 700,000 were one jump away; filters and the sort are the way to the far end.
 */
export function gridRowCount({ rows, next, total }: QueueRows): number {
  if (next === null) return rows.length
  const following = total === null ? ROOM_AHEAD : Math.max(1, total - rows.length)
  return rows.length + Math.min(ROOM_AHEAD, following)
}

export function needsNextPage({ rows, next }: QueueRows, end: number): boolean {
  return next !== null && end + PREFETCH_ROWS > rows.length
}

/** Compares the newest first page with what is shown. Rows that only moved are no arrivals. */
export function arrivals(shown: QueueRows, head: Page<AlertRow> | undefined): Arrivals {
  if (head === undefined || head.asOf <= shown.asOf) return { count: 0, critical: 0, isMore: false }
  const known = new Set(shown.rows.map(({ id }) => id))
  const unknown = head.items.filter(({ id }) => !known.has(id))
  const last = shown.rows.at(-1)
  // Beyond the last row that is shown, an unknown row is simply the next page.
  const fresh =
    shown.next === null || last === undefined ? unknown : unknown.filter((row) => row.receivedAt > shown.asOf)
  return {
    count: fresh.length,
    critical: fresh.filter(({ severity }) => severity === 'critical').length,
    isMore: head.next !== null && fresh.length === head.items.length && fresh.length > 0,
  }
}

/** Newer versions of rows that are shown, each at its place; the same object where nothing changed. */
export function refreshed(pages: readonly Page<AlertRow>[], newer: readonly AlertRow[]): readonly Page<AlertRow>[] {
  const byId = new Map(newer.map((row) => [row.id, row]))
  const isOld = (row: AlertRow) => (byId.get(row.id)?.version ?? 0) > row.version
  if (!pages.some(({ items }) => items.some(isOld))) return pages
  return pages.map((page) =>
    page.items.some(isOld)
      ? { ...page, items: page.items.map((row) => (isOld(row) ? (byId.get(row.id) ?? row) : row)) }
      : page,
  )
}

/**
 * After a person's own work: the row at its place if it still belongs to the view, else gone, so that the next one takes
 * its place under the cursor. A total that was exact stays exact.
 */
export function afterWork(
  pages: readonly Page<AlertRow>[],
  row: AlertRow,
  query: AlertQuery,
  me: string | null,
): readonly Page<AlertRow>[] {
  const stays = belongsTo(row, query, me)
  const isShown = pages.some(({ items }) => items.some(({ id }) => id === row.id))
  return pages.map((page) => ({
    ...page,
    total: page.total === null || stays || !isShown ? page.total : page.total - 1,
    items: page.items.flatMap((each) => (each.id === row.id ? (stays ? [row] : []) : [each])),
  }))
}

/** Whether a row still fits the filters that a person's work can change. Text, owner and identity never change by it. */
export function belongsTo(row: AlertRow, query: AlertQuery, me: string | null): boolean {
  const fits = <Value>(wanted: readonly Value[] | undefined, value: Value) =>
    wanted === undefined || wanted.includes(value)
  if (!fits(query.status, row.status) || !fits(query.tier, row.tier) || !fits(query.gate, row.gate)) return false
  if (!fits(query.severity, row.severity)) return false
  if (query.containment !== undefined && (row.containment === null || !query.containment.includes(row.containment))) {
    return false
  }
  // Its end does not matter here: work that puts an alert aside does so for a while.
  if (query.held !== undefined && (row.hold === null) === (query.held === 'only')) return false
  if (query.assignee === undefined) return true
  if (query.assignee === 'nobody') return row.assignee === null
  return row.assignee?.id === (query.assignee === 'me' ? me : query.assignee)
}
