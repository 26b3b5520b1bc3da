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

/** Alerts that are decided again at once, of each trigger whose measured precision moves and of the identities; the rest when they are next touched. */
const MOST_AT_ONCE = 500

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
  const moved: string[] = []
  for (const id of triggers) {
    if ((await precisionOf(tx, tenant, id, policy)) !== precisionBefore.get(id)) moved.push(id)
  }
  const identities = judged.flatMap(({ after }) => (after.trigger_id === null ? [] : (after.identity_id ?? [])))
  return teach(gateway, tx, { triggers, moved, identities: [...new Set(identities)] }, now)
}

/**
 * What judgements that are written already teach. `triggers` were judged, `moved` are those whose precision is another, `identities`
 * had the alerts: a judgement of benign or false also takes its corroboration away from the identity's other alerts.
 */
export async function teach(
  gateway: Gateway,
  tx: Tx,
  { triggers, moved, identities }: Readonly<Record<'triggers' | 'moved' | 'identities', readonly string[]>>,
  now: EpochMs,
): Promise<readonly AuditDraft[]> {
  const { tenant } = gateway.store
  const losses: AuditDraft[] = []
  for (const id of triggers) {
    const loss = await loseAutomationIfNoisy(gateway, tx, id, now)
    if (loss !== null) losses.push(loss)
  }
  const open = tx.selectFrom('alert').selectAll().where('tenant', '=', tenant).where('status', '<>', 'closed')
  const newest = open.orderBy('last_seen_at', 'desc').limit(MOST_AT_ONCE).forUpdate()
  const rows = new Map<string, Tables['alert']>()
  const keep = (found: readonly Tables['alert'][]) => {
    for (const row of found) rows.set(row.id, row)
  }
  for (const id of moved) keep(await newest.where('trigger_id', '=', id).execute())
  if (identities.length > 0) keep(await newest.where('identity_id', 'in', identities).execute())
  if (rows.size > 0) await redecide(gateway, tx, [...rows.values()], await createDecisionFacts(gateway, tx))
  for (const loss of losses) {
    const id = loss.subjects[0]?.id
    if (id !== undefined) await redecideConcerned(gateway, tx, id)
  }
  return losses
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
