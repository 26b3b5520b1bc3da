import { type AlertWrite, saveAlerts } from '../alerts/save-alerts.ts'
import type { Gateway } from '../gateway.ts'
import type { Tx } from '../store/store.ts'
import type { EstateSeed } from './estate-seed.ts'

/** Younger ones are today's work. */
const PAST_MS = 36 * 60 * 60_000
const MOST = 2000

/**
 * Gives older alerts of the sample the ends that its history tells, trigger by trigger and oldest first, so that "similar
 * alerts" can say how they ended. Answers how many were closed.
 */
export async function closePastAlerts(gateway: Gateway, tx: Tx, seed: EstateSeed): Promise<number> {
  const { tenant } = gateway.store
  const now = await gateway.now(tx)
  const names = new Map(seed.people.map((person) => [person.id, person.name]))
  const judged = seed.dispositions.filter(({ disposition }) => disposition !== 'undetermined')
  const ends = new Map([...Map.groupBy(judged, (end) => end.triggerId)].map(([id, list]) => [id, [...list]]))
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .where('status', '=', 'new')
    .where('trigger_id', 'is not', null)
    .where('last_seen_at', '<', now - PAST_MS)
    .orderBy('last_seen_at')
    .limit(MOST)
    .execute()
  const writes = rows.flatMap((before): AlertWrite[] => {
    const end = ends.get(before.trigger_id ?? '')?.shift()
    if (end === undefined) return []
    const assignee = { assignee_id: end.by, assignee_name: names.get(end.by) ?? end.by }
    const by = { id: assignee.assignee_id, name: assignee.assignee_name }
    const closure = JSON.stringify({ at: Math.max(end.at, before.last_seen_at), by, reason: '' })
    const work = { status: 'closed', disposition: end.disposition, sla_due_at: null, closure }
    return [{ before, after: { ...before, ...work, ...assignee, version: before.version + 1 } }]
  })
  await saveAlerts(tx, tenant, writes)
  return writes.length
}
