import type { Tier } from '../../domain/action/action.ts'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import { changesBetween, wakeWork } from '../../domain/work/change-work.ts'
import { holdOf } from '../alerts/kept-work.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { changeDetail, withWork, workOf } from './apply-wish.ts'
import { saveWork } from './learn.ts'

const MOST_AT_ONCE = 100

/**
 * Brings back alerts whose rest is over, each with its entry: a snoozed one into the queue, an accepted risk as new. Every gateway
 * may run it; a row that another one holds is that one's. Answers how many came back.
 */
export async function wakeAlerts(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const asOf = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('alert')
    .select('id')
    .where('tenant', '=', store.tenant)
    .where('held_until', '<=', asOf)
    .limit(1)
    .execute()
  if (due.length === 0) return 0
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const rows = await tx
      .selectFrom('alert')
      .selectAll()
      .where('tenant', '=', store.tenant)
      .where('held_until', '<=', now)
      .orderBy('held_until')
      .orderBy('id')
      .limit(MOST_AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return 0
    const { policy } = await readInForce(gateway, tx)
    const entries: AuditDraft[] = []
    const writes = rows.map((before) => {
      const work = workOf(before)
      const woken = wakeWork(work, { now, tier: before.tier as Tier, policy })
      const changes = changesBetween(work, woken)
      const after = withWork(before, woken, changes, before.assignee_name)
      entries.push({
        code: 'alert.returned',
        actor: GATEWAY_ACTOR,
        subjects: [{ kind: 'alert', id: before.id, label: `A-${before.number}` }],
        detail: {
          ...changeDetail(changes, before, after),
          because: holdOf(before)?.kind === 'risk-accepted' ? 'The accepted time is over' : 'Its snooze is over',
        },
      })
      return { before, after }
    })
    const losses = await saveWork(gateway, tx, writes, now, policy)
    await appendAudit(tx, store.tenant, now, [...entries, ...losses])
    return rows.length
  })
}
