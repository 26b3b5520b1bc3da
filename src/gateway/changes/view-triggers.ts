import { measuredPrecision } from '../../domain/decision/confidence.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { TriggerRecord } from '../../domain/trigger/trigger.ts'
import type { TriggerDetail, TriggerView } from '../../domain/views/change-views.ts'
import { formatsOf } from '../../sigma/trigger-logic.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import type { Reader } from '../store/store.ts'
import { viewDryRun } from './dry-run.ts'
import { type HitCounts, NO_DAYS, NO_HITS, readDailyHits, readHits } from './hits.ts'
import { type GovernedTrigger, type InForce, readInForce } from './in-force.ts'
import { versionsOf } from './versions.ts'

/** Every trigger with how it did, by id: whatever its mode, and broken ones too. */
export async function viewTriggers(gateway: Gateway): Promise<TriggerView[]> {
  const known = await readRecord(gateway, null)
  return [...known.inForce.triggers.values()].map((trigger) => toView(trigger, known))
}

/** Throws `not-found`. */
export async function viewTrigger(gateway: Gateway, id: string): Promise<TriggerDetail> {
  const known = await readRecord(gateway, id)
  const trigger = known.inForce.triggers.get(id)
  if (trigger === undefined) throw new Problem('not-found', 'There is no such trigger.')
  const versions = await versionsOf(gateway.store.read, gateway.store.tenant, known.inForce, 'trigger', id)
  return {
    trigger: toView(trigger, known),
    text: trigger.text,
    versions: versions.map(({ view }) => view),
    dryRun: await dryRunOf(gateway, known.inForce, trigger),
  }
}

async function dryRunOf(
  gateway: Gateway,
  inForce: InForce,
  trigger: GovernedTrigger,
): Promise<TriggerDetail['dryRun']> {
  const mayAct = trigger.loaded?.trigger.response.automation.allowed === true
  if (trigger.mode === 'off' || (!mayAct && trigger.mode !== 'shadow')) return null
  const { read, tenant } = gateway.store
  return viewDryRun(read, tenant, inForce, trigger, await gateway.now(read))
}

interface Known {
  readonly inForce: InForce
  readonly hits: ReadonlyMap<string, HitCounts>
  readonly days: ReadonlyMap<string, readonly number[]>
  readonly records: ReadonlyMap<string, TriggerRecord>
  readonly openChanges: ReadonlyMap<string, string>
}

async function readRecord(gateway: Gateway, id: string | null): Promise<Known> {
  const { read, tenant } = gateway.store
  const now: EpochMs = await gateway.now(read)
  return {
    inForce: await readInForce(gateway, read),
    hits: await readHits(read, tenant, now, id),
    days: await readDailyHits(read, tenant, now, id),
    records: await readRecords(read, tenant, id),
    openChanges: await openChanges(read, tenant),
  }
}

async function readRecords(read: Reader, tenant: string, id: string | null): Promise<Map<string, TriggerRecord>> {
  let query = read
    .selectFrom('trigger_record')
    .select(['trigger_id', 'judged', 'true_positives'])
    .where('tenant', '=', tenant)
  if (id !== null) query = query.where('trigger_id', '=', id)
  const rows = await query.execute()
  return new Map(rows.map((row) => [row.trigger_id, { judged: row.judged, truePositives: row.true_positives }]))
}

async function openChanges(read: Reader, tenant: string): Promise<Map<string, string>> {
  const rows = await read
    .selectFrom('change')
    .select(['id', 'subject_id'])
    .where('tenant', '=', tenant)
    .where('kind', '=', 'trigger')
    .where('open_key', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.subject_id, row.id]))
}

function toView(governed: GovernedTrigger, { inForce, hits, days, records, openChanges: open }: Known): TriggerView {
  const { id, version, mode, origin, isEdited, loaded } = governed
  const trigger = loaded?.trigger ?? null
  const record = records.get(id) ?? { judged: 0, truePositives: 0 }
  const counts = hits.get(id) ?? NO_HITS
  const response = trigger?.response ?? null
  const loss = inForce.losses.get(id)
  return {
    id,
    version,
    title: trigger?.title ?? id,
    level: trigger?.level ?? 'informational',
    mode,
    origin,
    isEdited,
    response:
      response === null
        ? null
        : {
            threatens: response.threatens,
            playbook: response.playbook,
            subject: response.subject,
            kinds: response.scope.kinds ?? [],
            environments: response.scope.environments ?? [],
            frameworks: response.frameworks,
          },
    formats: loaded === null ? null : formatsOf(loaded.logic),
    attacks: trigger?.attacks ?? [],
    tags: loaded?.logic.head.tags ?? [],
    confidence: {
      declared: response?.confidence ?? 0,
      measured: measuredPrecision(record, inForce.policy),
      needs: inForce.policy.confidence.minimumJudged,
    },
    judged: record.judged,
    truePositives: record.truePositives,
    noise: record.judged === 0 ? null : Math.floor((100 * (record.judged - record.truePositives)) / record.judged),
    hits: counts.on,
    shadowHits: counts.shadow,
    hitsPerDay: days.get(id) ?? NO_DAYS,
    lastFiredAt: counts.lastAt,
    automation: {
      allowed: response?.automation.allowed ?? false,
      threshold: response?.automation.threshold ?? 100,
      lost: loss === undefined ? null : { at: loss.at, because: loss.because },
      awaitsDryRun: inForce.awaitsDryRun(id),
    },
    openChangeId: open.get(id) ?? null,
    problems: [...governed.problems],
  }
}
