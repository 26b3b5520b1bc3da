import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tier } from '../../domain/action/action.ts'
import type { Status } from '../../domain/alert/alert.ts'
import type { Gate } from '../../domain/decision/decision.ts'
import type { Containment } from '../../domain/plan/plan.ts'
import type { Severity } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { Gateway } from '../gateway.ts'
import { decodeCursor, encodeCursor } from '../http/api.ts'
import { ALERT_COLUMNS } from '../store/columns.ts'
import { likePattern } from '../store/like-pattern.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { toAlertRow } from './alert-row.ts'
import { readTallies } from './tally.ts'

export const ALERT_SORTS = ['priority', 'lastSeen', 'sla', 'tier'] as const
export type AlertSort = (typeof ALERT_SORTS)[number]

/** What the port's query says; `me` stands for `meId`. */
export interface AlertFilter {
  readonly status?: readonly Status[] | undefined
  readonly tier?: readonly Tier[] | undefined
  readonly gate?: readonly Gate[] | undefined
  readonly severity?: readonly Severity[] | undefined
  readonly containment?: readonly Containment[] | undefined
  readonly identity?: string | undefined
  readonly owner?: string | undefined
  readonly assignee?: string | undefined
  /** Whether what rests is left out, or nothing else is listed. */
  readonly held?: 'hide' | 'only' | undefined
  /** Likewise for what a suppression holds. */
  readonly suppressed?: 'hide' | 'only' | undefined
  readonly text?: string | undefined
}

export interface AlertListing {
  readonly filter: AlertFilter
  readonly sort: AlertSort
  readonly limit: number
  readonly after: string | null
  readonly meId: string
}

/** Heavy columns that a list does not show. */
const LISTED = (Object.keys(ALERT_COLUMNS) as (keyof Tables['alert'])[]).filter(
  (column): column is Exclude<keyof Tables['alert'], 'decision' | 'signal'> =>
    column !== 'decision' && column !== 'signal',
)

/**
 * One page of the queue by keyset: stable while alerts arrive, and as fast on page 10,000 as on the first. `total` is exact
 * where only counted columns are filtered, else null.
 */
export async function listAlerts(
  gateway: Gateway,
  listing: AlertListing,
): Promise<{ items: AlertRow[]; next: string | null; total: number | null; asOf: EpochMs }> {
  const { store } = gateway
  const { filter, sort, limit, after, meId } = listing
  const shape = JSON.stringify([sort, filter])
  const asOf = await gateway.now(store.read)
  let select = store.read.selectFrom('alert').select(LISTED).where('tenant', '=', store.tenant)
  for (const condition of conditionsOf(filter, meId, asOf)) select = select.where(condition)
  if (after !== null) select = select.where(pastCursor(sort, decodeCursor(after, shape, 3)))
  if (sort === 'lastSeen') select = select.orderBy('last_seen_at', 'desc')
  if (sort === 'tier') select = select.orderBy('tier', 'desc')
  if (sort === 'sla') select = select.orderBy('sla_due_at', 'asc')
  const rows = await select
    .orderBy('priority', 'desc')
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toAlertRow),
    next: rows.length > limit && last !== undefined ? encodeCursor(shape, positionOf(sort, last)) : null,
    total: await exactTotal(store.read, store.tenant, filter, asOf),
    asOf,
  }
}

type Condition = (eb: ExpressionBuilder<Tables, 'alert'>) => Expression<SqlBool>

function conditionsOf(filter: AlertFilter, meId: string, now: EpochMs): Condition[] {
  const conditions: Condition[] = []
  const among = (column: 'status' | 'gate' | 'severity' | 'containment', values: readonly string[] | undefined) => {
    if (values !== undefined) conditions.push((eb) => (values.length === 0 ? eb.val(false) : eb(column, 'in', values)))
  }
  among('status', filter.status)
  among('gate', filter.gate)
  among('severity', filter.severity)
  among('containment', filter.containment)
  const { tier, text, assignee } = filter
  if (tier !== undefined) conditions.push((eb) => (tier.length === 0 ? eb.val(false) : eb('tier', 'in', tier)))
  // In so many words, so that the planner can take the indexes over open alerts.
  if (filter.status?.includes('closed') === false) conditions.push(() => sql<SqlBool>`status <> 'closed'`)
  const { identity, owner } = filter
  if (identity !== undefined) conditions.push((eb) => eb('identity_id', '=', identity))
  if (owner !== undefined) conditions.push((eb) => eb('owner_team', '=', owner))
  if (assignee === 'nobody') conditions.push((eb) => eb('assignee_id', 'is', null))
  else if (assignee !== undefined) conditions.push((eb) => eb('assignee_id', '=', assignee === 'me' ? meId : assignee))
  if (text !== undefined && text.trim() !== '') conditions.push((eb) => eb('search', 'like', likePattern(text)))
  if (filter.suppressed === 'only') conditions.push((eb) => eb('suppression', 'is not', null))
  if (filter.suppressed === 'hide') conditions.push((eb) => eb('suppression', 'is', null))
  if (filter.held === 'only') conditions.push((eb) => eb('held_until', '>', now))
  if (filter.held === 'hide')
    conditions.push((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
  return conditions
}

/** A missing SLA sorts last and travels in the cursor as an empty text. */
function positionOf(
  sort: AlertSort,
  row: Pick<Tables['alert'], 'priority' | 'number' | 'last_seen_at' | 'tier' | 'sla_due_at'>,
) {
  const first = { priority: row.priority, lastSeen: row.last_seen_at, tier: row.tier, sla: row.sla_due_at ?? '' }[sort]
  return [first, row.priority, row.number]
}

function pastCursor(sort: AlertSort, position: readonly (string | number)[]): Condition {
  const [first = 0, priority = 0, number = 0] = position
  const tie = sql<SqlBool>`(priority, number) < (${Number(priority)}, ${Number(number)})`
  if (sort === 'priority') return () => tie
  if (sort === 'sla') {
    if (first === '') return (eb) => eb.and([eb('sla_due_at', 'is', null), tie])
    const due = Number(first)
    return (eb) =>
      eb.or([eb('sla_due_at', '>', due), eb.and([eb('sla_due_at', '=', due), tie]), eb('sla_due_at', 'is', null)])
  }
  const column = sql.ref(sort === 'tier' ? 'tier' : 'last_seen_at')
  return () => sql<SqlBool>`(${column}, priority, number) < (${Number(first)}, ${Number(priority)}, ${Number(number)})`
}

/** From the tallies: counting a million rows for every page would cost more than the page. What rests is few, and counted by its index. */
async function exactTotal(read: Reader, tenant: string, filter: AlertFilter, now: EpochMs): Promise<number | null> {
  const { status, tier, gate, severity, held, ...others } = filter
  if (Object.values(others).some((value) => value !== undefined && value !== '')) return null
  const has = <T>(values: readonly T[] | undefined, value: T) => values === undefined || values.includes(value)
  let resting = 0
  if (held !== undefined) {
    let select = read.selectFrom('alert').select((eb) => eb.fn.countAll<number>().as('count'))
    select = select.where('tenant', '=', tenant)
    for (const condition of conditionsOf({ ...filter, held: 'only' }, '', now)) select = select.where(condition)
    resting = (await select.executeTakeFirstOrThrow()).count
    if (held === 'only') return resting
  }
  const all = (await readTallies(read, tenant))
    .filter(
      (one) => has(status, one.status) && has(tier, one.tier) && has(gate, one.gate) && has(severity, one.severity),
    )
    .reduce((sum, one) => sum + one.count, 0)
  return all - resting
}
