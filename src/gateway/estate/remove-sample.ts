import { sql } from 'kysely'
import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { redecideOf } from '../alerts/redecide.ts'
import { countAlerts } from '../alerts/save-alerts.ts'
import { removeMembers } from '../cases/case-rows.ts'
import { touchInForce } from '../changes/in-force.ts'
import { removeSampleHistory } from '../evidence/history-rows.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { NO_STATE, unclaimedIdentity } from '../identities/identity-rows.ts'
import { writeIdentity } from '../identities/write-identity.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { appendAudit } from '../store/audit-log.ts'
import { getMeta, setMeta } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import { removeSampleCrowds } from '../stories/crowd-rows.ts'
import { removeSampleGrants } from '../stories/grant-rows.ts'
import { removeSampleTies, removeTies } from '../stories/tie-rows.ts'
import type { EstateSeed } from './estate-seed.ts'
import { SAMPLE_EXERCISES, SAMPLE_STATE, sampleState } from './sample-state.ts'

const ROWS_AT_ONCE = 500

/**
 * Removes everything that is marked as sample, in short transactions. The log keeps its entries and gets one more, before
 * the first row goes. Called again after it broke off, it goes on. What real records found out stays: a sample identity
 * with real alerts becomes an unclaimed one. Throws `cannot-do` while a step of the sample is under way.
 */
export async function removeSample(gateway: Gateway, by: AuditActor): Promise<void> {
  const state = await sampleState(gateway)
  if (state === 'none' || state === 'removed') return
  await begin(gateway, by, state === 'removing')
  for (const step of [removeAlerts, removeRecords, removeHistory, removeStories, removeDeadLetters, removeIdentities]) {
    await repeat(gateway, step)
  }
  await inTurn(gateway.store, () => gateway.store.write((tx) => removeRest(gateway, tx)))
}

async function begin(gateway: Gateway, by: AuditActor, isResumed: boolean): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    const busy = await tx
      .selectFrom('plan')
      .select('number')
      .where('tenant', '=', store.tenant)
      .where('is_sample', '=', true)
      .where('state', 'in', ['approved', 'running', 'paused'])
      .executeTakeFirst()
    if (busy !== undefined) {
      throw new Problem('cannot-do', `Plan P-${busy.number} of the sample is under way. Cancel it, or let it end.`)
    }
    if (isResumed) return
    const alerts = await countSample(tx, store.tenant, 'alert')
    const identities = await countSample(tx, store.tenant, 'identity')
    await setMeta(tx, store.tenant, SAMPLE_STATE, 'removing')
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      {
        code: 'estate.sample-removed',
        actor: by,
        subjects: [{ kind: 'estate', id: 'sample', label: 'sample estate' }],
        detail: { alerts, identities },
      },
    ])
  })
}

export async function countSample(tx: Tx | Gateway['store']['read'], tenant: string, table: 'alert' | 'identity') {
  const row = await tx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Runs a step in its own transactions until it finds nothing more. */
async function repeat(gateway: Gateway, step: (gateway: Gateway, tx: Tx) => Promise<number>): Promise<void> {
  for (;;) {
    const done = await inTurn(gateway.store, () =>
      gateway.store.write(async (tx) => {
        await nextNumber(tx, gateway.store.tenant, 'ingest')
        return step(gateway, tx)
      }),
    )
    if (done === 0) return
  }
}

async function removeAlerts(gateway: Gateway, tx: Tx): Promise<number> {
  const { tenant } = gateway.store
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .limit(ROWS_AT_ONCE)
    .forUpdate()
    .execute()
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.id)
  const plans = await tx
    .selectFrom('plan')
    .select('id')
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', ids)
    .execute()
  const planIds = plans.map((plan) => plan.id)
  if (planIds.length > 0) {
    for (const table of ['vote', 'plan_silence', 'repoint_word', 'step_after', 'step'] as const) {
      await tx.deleteFrom(table).where('tenant', '=', tenant).where('plan_id', 'in', planIds).execute()
    }
    await tx.deleteFrom('plan').where('tenant', '=', tenant).where('id', 'in', planIds).execute()
  }
  // A real record that joined an alert of the sample loses that alert, not itself.
  await tx
    .updateTable('record')
    .set({ alert_id: null })
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', ids)
    .where('is_sample', '=', false)
    .execute()
  await removeTies(tx, tenant, ids)
  await removeMembers(tx, tenant, ids)
  for (const table of ['note', 'call', 'presence', 'alert_change'] as const) {
    await tx.deleteFrom(table).where('tenant', '=', tenant).where('alert_id', 'in', ids).execute()
  }
  await tx.deleteFrom('alert').where('tenant', '=', tenant).where('id', 'in', ids).execute()
  await countAlerts(
    tx,
    tenant,
    rows.map((before) => ({ before, after: null })),
  )
  return rows.length
}

function removeRecords(gateway: Gateway, tx: Tx): Promise<number> {
  return removeSome(gateway, tx, 'record')
}

function removeHistory(gateway: Gateway, tx: Tx): Promise<number> {
  return removeSampleHistory(tx, gateway.store.tenant, 4 * ROWS_AT_ONCE)
}

async function removeStories(gateway: Gateway, tx: Tx): Promise<number> {
  const { tenant } = gateway.store
  await removeSampleGrants(tx, tenant)
  const ties = await removeSampleTies(tx, tenant, 4 * ROWS_AT_ONCE)
  return ties + (await removeSampleCrowds(tx, tenant, 4 * ROWS_AT_ONCE))
}

function removeDeadLetters(gateway: Gateway, tx: Tx): Promise<number> {
  return removeSome(gateway, tx, 'dead_letter')
}

async function removeSome(gateway: Gateway, tx: Tx, table: 'record' | 'dead_letter'): Promise<number> {
  const { tenant } = gateway.store
  const rows = await tx
    .selectFrom(table)
    .select('id')
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .limit(4 * ROWS_AT_ONCE)
    .execute()
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.id)
  await tx.deleteFrom(table).where('tenant', '=', tenant).where('id', 'in', ids).execute()
  return rows.length
}

async function removeIdentities(gateway: Gateway, tx: Tx): Promise<number> {
  const { tenant } = gateway.store
  const rows = await tx
    .selectFrom('identity')
    .select(['id', 'body'])
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .limit(ROWS_AT_ONCE)
    .execute()
  if (rows.length === 0) return 0
  const ids = rows.map((row) => row.id)
  await tx.deleteFrom('dependency').where('tenant', '=', tenant).where('identity_id', 'in', ids).execute()
  const kept = await tx
    .selectFrom('alert')
    .select('identity_id')
    .distinct()
    .where('tenant', '=', tenant)
    .where('identity_id', 'in', ids)
    .execute()
  const keptIds = new Set(kept.map((row) => row.identity_id))
  const now = await gateway.now(tx)
  for (const row of rows.filter(({ id }) => keptIds.has(id))) {
    const { names, kind, name, version } = JSON.parse(row.body) as Identity
    const bare = unclaimedIdentity(row.id, { kind, label: name, names }, 'records', now, false)
    await writeIdentity(gateway, tx, { ...bare, names, version: version + 1 }, NO_STATE)
  }
  const gone = ids.filter((id) => !keptIds.has(id))
  if (gone.length > 0) {
    await tx.deleteFrom('identity_name').where('tenant', '=', tenant).where('identity_id', 'in', gone).execute()
    await tx.deleteFrom('identity').where('tenant', '=', tenant).where('id', 'in', gone).execute()
  }
  await redecideOf(
    gateway,
    tx,
    ids.filter((id) => keptIds.has(id)),
    await createDecisionFacts(gateway, tx),
  )
  return rows.length
}

/** Small tables, and what was counted for the sample's history: only real judgements count from here. */
async function removeRest(gateway: Gateway, tx: Tx): Promise<void> {
  const { tenant } = gateway.store
  const sources = tx.selectFrom('source').select('id').where('tenant', '=', tenant).where('is_sample', '=', true)
  await tx.deleteFrom('batch').where('tenant', '=', tenant).where('source_id', 'in', sources).execute()
  await tx.deleteFrom('source').where('tenant', '=', tenant).where('is_sample', '=', true).execute()
  await tx.deleteFrom('twin_account').where('tenant', '=', tenant).execute()
  await tx.deleteFrom('twin_effect').where('tenant', '=', tenant).execute()
  const people = tx.selectFrom('person').select('id').where('tenant', '=', tenant).where('is_sample', '=', true)
  for (const table of ['session', 'sign_in', 'passkey', 'passkey_challenge'] as const) {
    await tx.deleteFrom(table).where('tenant', '=', tenant).where('person_id', 'in', people).execute()
  }
  await tx.deleteFrom('scenario').where('tenant', '=', tenant).where('owner_id', 'in', people).execute()
  const views = tx.selectFrom('saved_view').select('id').where('tenant', '=', tenant).where('owner_id', 'in', people)
  await tx.deleteFrom('view_default').where('tenant', '=', tenant).where('view_id', 'in', views).execute()
  await tx.deleteFrom('saved_view').where('tenant', '=', tenant).where('owner_id', 'in', people).execute()
  await tx.deleteFrom('person').where('tenant', '=', tenant).where('is_sample', '=', true).execute()
  const exercises = JSON.parse((await getMeta(tx, tenant, SAMPLE_EXERCISES)) ?? '[]') as EstateSeed['exercises']
  for (const { playbookId, playbookVersion, exercisedAt } of exercises) {
    await tx
      .deleteFrom('exercise')
      .where('tenant', '=', tenant)
      .where('playbook_id', '=', playbookId)
      .where('playbook_version', '=', playbookVersion)
      .where('exercised_at', '=', exercisedAt)
      .execute()
  }
  await tx.deleteFrom('trigger_record').where('tenant', '=', tenant).execute()
  await sql`
    insert into trigger_record (tenant, trigger_id, judged, true_positives)
    select tenant, trigger_id, count(*)::integer, (count(*) filter (where disposition = 'true-positive'))::integer
    from alert where tenant = ${tenant} and trigger_id is not null and disposition <> 'undetermined'
    group by tenant, trigger_id`.execute(tx)
  await tx.deleteFrom('trigger_hits').where('tenant', '=', tenant).where('is_sample', '=', true).execute()
  await tx.deleteFrom('dry_run').where('tenant', '=', tenant).where('is_sample', '=', true).execute()
  await tx
    .updateTable('trigger_automation')
    .set({ given_digest: null, given_at: null, is_sample: false })
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .execute()
  // Judgements of the sample that counted before automation was given back are gone; those after it are real ones.
  await tx
    .updateTable('trigger_automation')
    .set({ judged_before: 0, true_before: 0 })
    .where('tenant', '=', tenant)
    .execute()
  await touchInForce(gateway, tx)
  await setMeta(tx, tenant, SAMPLE_STATE, 'removed')
}
