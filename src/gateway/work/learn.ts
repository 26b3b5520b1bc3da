import type { AuditDraft } from '../../domain/audit/chain.ts'
import { measuredPrecision } from '../../domain/decision/confidence.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { redecide } from '../alerts/redecide.ts'
import { type AlertWrite, saveAlerts } from '../alerts/save-alerts.ts'
import { loseAutomationIfNoisy } from '../changes/automation-loss.ts'
import { redecideConcerned } from '../changes/redecide-queue.ts'
import type { Gateway } from '../gateway.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** Alerts of one trigger that are decided again at once when its measured precision moves; the rest when they are next touched. */
const MOST_OF_TRIGGER = 500

/**
 * Writes people's work on alerts with every count. A judgement teaches the trigger: alerts whose confidence it moves are decided
 * again, and one that it shows to be too noisy acts by itself no more. Answers the entries of triggers that lost that.
 */
export async function saveWork(
  gateway: Gateway,
  tx: Tx,
  writes: readonly (AlertWrite & { readonly before: Tables['alert'] })[],
  now: EpochMs,
  policy: Policy,
): Promise<readonly AuditDraft[]> {
  const { tenant } = gateway.store
  const judged = writes.filter(({ before, after }) => before.disposition !== after.disposition)
  const triggers = [...new Set(judged.flatMap(({ after }) => after.trigger_id ?? []))].sort()
  const precisionBefore = new Map<string, number | null>()
  for (const id of triggers) precisionBefore.set(id, await precisionOf(tx, tenant, id, policy))
  await saveAlerts(tx, tenant, writes)
  const losses: AuditDraft[] = []
  for (const id of triggers) {
    const loss = await loseAutomationIfNoisy(gateway, tx, id, now)
    if (loss !== null) losses.push(loss)
  }
  const moved: string[] = []
  for (const id of triggers) {
    if ((await precisionOf(tx, tenant, id, policy)) !== precisionBefore.get(id)) moved.push(id)
  }
  await decideWhatItTeaches(gateway, tx, judged, moved)
  for (const loss of losses) {
    const id = loss.subjects[0]?.id
    if (id !== undefined) await redecideConcerned(gateway, tx, id)
  }
  return losses
}

async function decideWhatItTeaches(
  gateway: Gateway,
  tx: Tx,
  judged: readonly AlertWrite[],
  moved: readonly string[],
): Promise<void> {
  const { tenant } = gateway.store
  const open = tx.selectFrom('alert').selectAll().where('tenant', '=', tenant).where('status', '<>', 'closed')
  const newest = open.orderBy('last_seen_at', 'desc').limit(MOST_OF_TRIGGER).forUpdate()
  // A judgement of benign or false also takes its corroboration away from the identity's other alerts.
  const identities = [
    ...new Set(judged.flatMap(({ after }) => (after.trigger_id === null ? [] : (after.identity_id ?? [])))),
  ]
  const rows = new Map<string, Tables['alert']>()
  const keep = (found: readonly Tables['alert'][]) => {
    for (const row of found) rows.set(row.id, row)
  }
  for (const id of moved) keep(await newest.where('trigger_id', '=', id).execute())
  for (const id of identities) keep(await newest.where('identity_id', '=', id).execute())
  if (rows.size > 0) await redecide(gateway, tx, [...rows.values()], await createDecisionFacts(gateway, tx))
}

async function precisionOf(tx: Tx, tenant: string, triggerId: string, policy: Policy): Promise<number | null> {
  const row = await tx
    .selectFrom('trigger_record')
    .select(['judged', 'true_positives'])
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .executeTakeFirst()
  const record = row === undefined ? null : { judged: row.judged, truePositives: row.true_positives }
  return measuredPrecision(record, policy)
}
