import { parseQuery } from '../../domain/query/parse.ts'
import type { Query } from '../../domain/query/query.ts'
import { saveAlerts } from '../alerts/save-alerts.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { countMoves, moveOf } from './moves.ts'
import { settled } from './settled.ts'
import { readStanding } from './standing.ts'
import { type SuppressionRow, subjectOf, TIME_OVER } from './suppression-rows.ts'

/** Numbers of alerts that one step looks at, and alerts that it changes at most. */
const STRETCH = 25_000
const MOST_CHANGED = 200
/** A delivery that began before the suppression was there, or when it still was, has come to its end by then. */
const SETTLED_AFTER_MS = 60_000
/** What somebody who waits for the answer sees done; the rest follows within the next rounds. */
const STEPS_AT_ONCE = 40

/**
 * One round over all suppressions: holds what was there before them, shows again what no longer stands holds, and ends those whose
 * time is over, each with its entry. Every gateway may run it. Answers whether there was anything to do.
 */
export async function sweepSuppressions(gateway: Gateway): Promise<boolean> {
  const { read, tenant } = gateway.store
  const open = await read
    .selectFrom('suppression')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('cleared_at', 'is', null)
    .orderBy('number')
    .execute()
  if (open.length === 0) return false
  const now = await gateway.now(read)
  let hasDone = false
  for (const row of open) {
    const isOver = row.ended_at !== null || row.until <= now
    if (isOver) hasDone = (await release(gateway, row)) || hasDone
    else if (row.applied_to !== null) hasDone = (await apply(gateway, row)) || hasDone
  }
  return hasDone
}

/** Does at once what is soon done, for whoever waits for it. */
export async function settleSuppression(gateway: Gateway, id: string): Promise<void> {
  for (let step = 0; step < STEPS_AT_ONCE; step += 1) {
    const row = await gateway.store.read
      .selectFrom('suppression')
      .selectAll()
      .where('tenant', '=', gateway.store.tenant)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (row.cleared_at !== null || (row.ended_at === null && row.applied_to === null)) return
    if (!(row.ended_at === null ? await apply(gateway, row) : await release(gateway, row))) return
  }
}

/** Looks through one more stretch of the alerts that were there. Answers whether it came further. */
async function apply(gateway: Gateway, suppression: SuppressionRow): Promise<boolean> {
  const { store } = gateway
  const { tenant } = store
  const from = suppression.applied_to ?? 0
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const { last } = await tx
      .selectFrom('alert')
      .select((eb) => eb.fn.max('number').as('last'))
      .where('tenant', '=', tenant)
      .executeTakeFirstOrThrow()
    const parsed = parseQuery(suppression.query)
    const isThrough = from >= (last ?? 0)
    const isSettled = isThrough && now >= suppression.created_at + SETTLED_AFTER_MS
    if (isSettled || !parsed.ok) return move(tx, suppression, null)
    if (isThrough) return false
    const inForce = await readInForce(gateway, tx)
    const standing = await readStanding(tx, tenant, now)
    const rows = await candidates(tx, tenant, parsed.query, from)
    const writes = rows.flatMap((before) => {
      const after = settled(before, before, standing, { now, inForce })
      return after === before ? [] : [{ before, after }]
    })
    await saveAlerts(tx, tenant, writes)
    const moves = writes.flatMap(({ before, after }) => moveOf(before, after, { inForce }))
    const entries = await countMoves(tx, tenant, moves)
    const looked = rows.length < MOST_CHANGED ? Math.min(from + STRETCH, last ?? 0) : (rows.at(-1)?.number ?? from)
    const hasMoved = await move(tx, suppression, looked)
    await appendAudit(tx, tenant, now, entries)
    return hasMoved
  })
}

/** Alerts of the stretch that it could hold: more than it does hold, never fewer. */
async function candidates(tx: Tx, tenant: string, query: Query, from: number): Promise<readonly Tables['alert'][]> {
  let select = tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('number', '>', from)
    .where('number', '<=', from + STRETCH)
    .where('status', '=', 'new')
    .where('assignee_id', 'is', null)
    .where('suppression', 'is', null)
  for (const names of requiredNames(query)) {
    select = select.where((eb) =>
      eb.or(names.columns.map((column) => eb(eb.fn('lower', [column]), 'in', [...names.values]))),
    )
  }
  return select.orderBy('number').limit(MOST_CHANGED).forUpdate().execute()
}

const COLUMNS = {
  identity: ['identity_name', 'identity_id'],
  trigger: ['trigger_title', 'trigger_id'],
} as const

/** Whole names that every alert of the query has. Only ASCII is lower case everywhere in the same way. */
function requiredNames(query: Query) {
  const parts = query.kind === 'and' ? query.parts : [query]
  return parts.flatMap((part) => {
    if (part.kind !== 'is' || (part.field !== 'identity' && part.field !== 'trigger')) return []
    const values = part.values.flatMap((value) => (value.kind === 'literal' ? [value.text] : []))
    const isPlain = values.length === part.values.length && values.every((value) => /^[ -~]*$/.test(value))
    return isPlain ? [{ columns: COLUMNS[part.field], values: values.map((value) => value.toLowerCase()) }] : []
  })
}

/** False where another gateway looked at the same stretch. */
async function move(tx: Tx, { tenant, id, applied_to }: SuppressionRow, to: number | null): Promise<boolean> {
  const done = await tx
    .updateTable('suppression')
    .set({ applied_to: to })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('applied_to', '=', applied_to)
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** Shows some of what it holds, or hands it to another that holds it as well. Answers whether there was any, or it came to its end. */
async function release(gateway: Gateway, suppression: SuppressionRow): Promise<boolean> {
  const { store } = gateway
  const { tenant } = store
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const rows = await tx
      .selectFrom('alert')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('suppression', '=', suppression.number)
      .orderBy('number')
      .limit(MOST_CHANGED)
      .forUpdate()
      .execute()
    const ended = await endByTime(tx, suppression, now)
    const overSince = suppression.ended_at ?? suppression.until
    if (rows.length === 0) {
      const isCleared = now >= overSince + SETTLED_AFTER_MS
      if (isCleared) await clear(tx, suppression, now)
      await appendAudit(tx, tenant, now, ended)
      return isCleared || ended.length > 0
    }
    const inForce = await readInForce(gateway, tx)
    const standing = await readStanding(tx, tenant, now)
    const writes = rows.map((before) => ({ before, after: settled(before, before, standing, { now, inForce }) }))
    await saveAlerts(tx, tenant, writes)
    const because = suppression.end_reason ?? TIME_OVER
    const moves = writes.flatMap(({ before, after }) => moveOf(before, after, { inForce }))
    const said = moves.map((one) => (one.what === 'released' ? { ...one, because: one.because ?? because } : one))
    await appendAudit(tx, tenant, now, [...ended, ...(await countMoves(tx, tenant, said))])
    return true
  })
}

/** The entry that its time is over, once. */
async function endByTime(tx: Tx, suppression: SuppressionRow, now: number) {
  if (suppression.ended_at !== null) return []
  const ended = await tx
    .updateTable('suppression')
    .set((eb) => ({ ended_at: suppression.until, end_reason: TIME_OVER, version: eb('version', '+', 1) }))
    .where('tenant', '=', suppression.tenant)
    .where('id', '=', suppression.id)
    .where('ended_at', 'is', null)
    .where('until', '<=', now)
    .returning('id')
    .executeTakeFirst()
  if (ended === undefined) return []
  const code = 'suppression.ended' as const
  return [{ code, actor: GATEWAY_ACTOR, subjects: [subjectOf(suppression)], detail: { because: TIME_OVER } }]
}

async function clear(tx: Tx, { tenant, id }: SuppressionRow, now: number): Promise<void> {
  await tx
    .updateTable('suppression')
    .set({ cleared_at: now, applied_to: null })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is not', null)
    .execute()
}
