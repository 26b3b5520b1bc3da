import type { AuditDraft } from '../../domain/audit/chain.ts'
import { recordSince, tooNoisyToAct } from '../../domain/change/noise.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { TriggerRecord } from '../../domain/trigger/trigger.ts'
import type { Gateway } from '../gateway.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { governedSubject } from './change-rows.ts'
import { hasEarnedAutomation } from './dry-run.ts'
import { readInForce, touchInForce } from './in-force.ts'

/**
 * Takes automation from a trigger that has become too noisy, in the transaction of the judgement that tipped it. Answers the entry
 * for the log, or null where nothing changed. What it had before it was last given back does not count.
 */
export async function loseAutomationIfNoisy(
  gateway: Gateway,
  tx: Tx,
  triggerId: string,
  now: EpochMs,
): Promise<AuditDraft | null> {
  const { tenant } = gateway.store
  const inForce = await readInForce(gateway, tx)
  const trigger = inForce.trigger(triggerId)
  if (trigger === null || inForce.losses.has(triggerId)) return null
  const whole = await recordOf(tx, tenant, triggerId)
  const given = await tx
    .selectFrom('trigger_automation')
    .select(['judged_before', 'true_before'])
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .executeTakeFirst()
  const before = { judged: given?.judged_before ?? 0, truePositives: given?.true_before ?? 0 }
  const because = tooNoisyToAct(trigger, recordSince(whole, before), inForce.policy)
  if (because === null) return null
  await tx
    .insertInto('trigger_automation')
    .values({
      tenant,
      trigger_id: triggerId,
      lost_at: now,
      because,
      judged_before: 0,
      true_before: 0,
      given_digest: null,
      given_at: null,
      is_sample: false,
    })
    .onConflict((oc) => oc.columns(['tenant', 'trigger_id']).doUpdateSet({ lost_at: now, because }))
    .execute()
  await touchInForce(gateway, tx)
  return {
    code: 'trigger.automation-lost',
    actor: GATEWAY_ACTOR,
    subjects: [governedSubject('trigger', triggerId)],
    detail: { because, version: trigger.version, threshold: trigger.response.automation.threshold },
  }
}

/**
 * Gives automation to the text that is in force, where its dry run is long enough for the policy and it has not lost it. Answers what came
 * of it: null where the text asks for none or the trigger is not on. What was given to it before stands.
 */
export async function giveIfTried(
  gateway: Gateway,
  tx: Tx,
  triggerId: string,
  now: EpochMs,
): Promise<'given' | 'waits' | null> {
  const { tenant } = gateway.store
  const inForce = await readInForce(gateway, tx)
  const governed = inForce.triggers.get(triggerId)
  if (governed?.mode !== 'on' || !inForce.awaitsDryRun(triggerId)) return null
  const isTried = await hasEarnedAutomation(tx, tenant, inForce, governed, now)
  if (!isTried || inForce.losses.has(triggerId)) return 'waits'
  const given = { given_digest: governed.digest, given_at: now, is_sample: false }
  await tx
    .insertInto('trigger_automation')
    .values({ tenant, trigger_id: triggerId, lost_at: null, because: null, judged_before: 0, true_before: 0, ...given })
    .onConflict((oc) => oc.columns(['tenant', 'trigger_id']).doUpdateSet(given))
    .execute()
  await touchInForce(gateway, tx)
  return 'given'
}

/** Gives automation back. From here on only new judgements count towards losing it again. */
export async function giveAutomationBack(gateway: Gateway, tx: Tx, triggerId: string): Promise<void> {
  const { tenant } = gateway.store
  const { judged, truePositives } = await recordOf(tx, tenant, triggerId)
  await tx
    .updateTable('trigger_automation')
    .set({ lost_at: null, because: null, judged_before: judged, true_before: truePositives })
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .execute()
  await touchInForce(gateway, tx)
}

async function recordOf(tx: Tx, tenant: string, triggerId: string): Promise<TriggerRecord> {
  const row = await tx
    .selectFrom('trigger_record')
    .select(['judged', 'true_positives'])
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .executeTakeFirst()
  return { judged: row?.judged ?? 0, truePositives: row?.true_positives ?? 0 }
}
