import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { toAlertRow } from './alert-row.ts'

const MOST_EACH = 8

type Similar = AlertDetail['similar'][number]

/** Other alerts of this identity, and the same rule on others, newest first, with how they ended and why they are here. */
export async function similarAlerts(read: Reader, tenant: string, alert: Tables['alert']): Promise<Similar[]> {
  const newest = read
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '<>', alert.id)
    .orderBy('last_seen_at', 'desc')
    .limit(MOST_EACH)
  const found = new Map<string, Similar>()
  const add = (rows: readonly Tables['alert'][], because: string) => {
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, { ...briefOf(row), because })
  }
  add(await newest.where('dedup_hash', '=', alert.dedup_hash).execute(), 'The same alert before it was closed')
  if (alert.identity_id !== null) {
    add(await newest.where('identity_id', '=', alert.identity_id).execute(), 'Another alert of this identity')
  }
  if (alert.trigger_id !== null) {
    add(await newest.where('trigger_id', '=', alert.trigger_id).execute(), 'The same trigger on another identity')
  } else {
    const sameType = newest.where('trigger_id', 'is', null).where('type', '=', alert.type)
    add(await sameType.where('format', '=', alert.format).execute(), 'The same kind of finding on another identity')
  }
  return [...found.values()].sort((a, b) => b.lastSeenAt - a.lastSeenAt)
}

function briefOf(row: Tables['alert']): Omit<Similar, 'because'> {
  const { id, number, title, severity, tier, status, disposition, identityName, lastSeenAt, closure } = toAlertRow(row)
  return { id, number, title, severity, tier, status, disposition, identityName, lastSeenAt, closure }
}
