import { sql } from 'kysely'
import { endQueueEpoch, touchQueue } from '../queue/touch-queue.ts'
import { insertRows, updateRows } from '../store/bulk.ts'
import { ALERT_COLUMNS } from '../store/columns.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export interface AlertWrite {
  readonly before: Tables['alert'] | null
  readonly after: Tables['alert']
}

/**
 * Writes alerts together with everything that is counted about them: the tally of the queue, open alerts and highest tier
 * of identities, judged alerts of triggers. The only way an alert is written or removed, so that no count can drift.
 * Order of locks: alerts, identities, triggers, tallies; the audit head comes after.
 */
export async function saveAlerts(tx: Tx, tenant: string, writes: readonly AlertWrite[]): Promise<void> {
  const fresh = writes.filter(({ before }) => before === null).map(({ after }) => after)
  const changed = writes.filter(({ before, after }) => before !== null && before.version !== after.version)
  await insertRows(tx, 'alert', ALERT_COLUMNS, fresh)
  const { tenant: _tenant, id: _id, number: _number, ...columns } = ALERT_COLUMNS
  await updateRows(
    tx,
    'alert',
    tenant,
    columns,
    changed.map(({ after }) => after),
  )
  await countAlerts(tx, tenant, [...fresh.map((after) => ({ before: null, after })), ...changed])
}

/** Adjusts every count, and what the whole queue is read by, for alerts that appear (`before` null), change, or go (`after` null). */
export async function countAlerts(
  tx: Tx,
  tenant: string,
  changes: readonly { readonly before: Tables['alert'] | null; readonly after: Tables['alert'] | null }[],
): Promise<void> {
  await countIdentities(tx, tenant, changes)
  await countTriggers(tx, tenant, changes)
  const deltas = new Map<string, number>()
  const add = (row: Tables['alert'] | null, by: number) => {
    if (row === null) return
    const key = JSON.stringify([row.status, row.tier, row.gate, row.severity])
    deltas.set(key, (deltas.get(key) ?? 0) + by)
  }
  for (const { before, after } of changes) {
    add(before, -1)
    add(after, 1)
  }
  for (const [key, delta] of [...deltas].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (delta === 0) continue
    const [status, tier, gate, severity] = JSON.parse(key) as [string, number, string, string]
    await tx
      .insertInto('alert_tally')
      .values({ tenant, status, tier, gate, severity, count: delta })
      .onConflict((oc) =>
        oc
          .columns(['tenant', 'status', 'tier', 'gate', 'severity'])
          .doUpdateSet((eb) => ({ count: eb('alert_tally.count', '+', delta) })),
      )
      .execute()
  }
  await touchQueue(
    tx,
    tenant,
    changes.flatMap(({ after }) => (after === null ? [] : [after.number])),
  )
  await endQueueEpoch(
    tx,
    tenant,
    changes.flatMap(({ before, after }) => (before !== null && after === null ? [before.number] : [])),
  )
}

type Change = Parameters<typeof countAlerts>[2][number]

async function countIdentities(tx: Tx, tenant: string, changes: readonly Change[]): Promise<void> {
  const byIdentity = new Map<string, { delta: number; tier: number | null; recount: boolean }>()
  const entry = (id: string) => {
    const found = byIdentity.get(id) ?? { delta: 0, tier: null, recount: false }
    byIdentity.set(id, found)
    return found
  }
  for (const { before, after } of changes) {
    const was = isOpen(before) ? before : null
    const is = isOpen(after) ? after : null
    if (was !== null && was.identity_id !== null) {
      const count = entry(was.identity_id)
      count.delta -= 1
      // Whatever leaves or falls may have been the highest; only then the others have to be looked at.
      if (is === null || is.tier < was.tier || is.identity_id !== was.identity_id) count.recount = true
    }
    if (is !== null && is.identity_id !== null) {
      const count = entry(is.identity_id)
      count.delta += 1
      count.tier = Math.max(count.tier ?? 0, is.tier)
    }
  }
  const rows = [...byIdentity].map(([id, count]) => ({ id, ...count })).sort((a, b) => (a.id < b.id ? -1 : 1))
  if (rows.length === 0) return
  await sql`
    update identity set
      open_alerts = identity.open_alerts + r.delta,
      highest_tier = case when r.recount
        then (select max(alert.tier) from alert
              where alert.tenant = identity.tenant and alert.identity_id = identity.id and alert.status <> 'closed')
        else greatest(identity.highest_tier, r.tier) end
    from json_to_recordset(cast(${JSON.stringify(rows)} as json)) as r(id text, delta integer, tier integer, recount boolean)
    where identity.tenant = ${tenant} and identity.id = r.id`.execute(tx)
}

/** Judged is what people have called something; benign activity is no hit of a trigger. */
async function countTriggers(tx: Tx, tenant: string, changes: readonly Change[]): Promise<void> {
  const byTrigger = new Map<string, { judged: number; hits: number }>()
  const add = (row: Tables['alert'] | null, by: number) => {
    if (row === null || row.trigger_id === null || row.disposition === 'undetermined') return
    const count = byTrigger.get(row.trigger_id) ?? { judged: 0, hits: 0 }
    byTrigger.set(row.trigger_id, {
      judged: count.judged + by,
      hits: count.hits + (row.disposition === 'true-positive' ? by : 0),
    })
  }
  for (const { before, after } of changes) {
    add(before, -1)
    add(after, 1)
  }
  for (const [triggerId, { judged, hits }] of [...byTrigger].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (judged === 0 && hits === 0) continue
    await tx
      .insertInto('trigger_record')
      .values({ tenant, trigger_id: triggerId, judged, true_positives: hits })
      .onConflict((oc) =>
        oc.columns(['tenant', 'trigger_id']).doUpdateSet((eb) => ({
          judged: eb('trigger_record.judged', '+', judged),
          true_positives: eb('trigger_record.true_positives', '+', hits),
        })),
      )
      .execute()
  }
}

function isOpen(row: Tables['alert'] | null): row is Tables['alert'] {
  return row !== null && row.status !== 'closed'
}
