import type { Identity } from '../../domain/identity/identity.ts'
import { readInForce, touchInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { identityRow, NO_STATE, nameRows } from '../identities/identity-rows.ts'
import { newToken } from '../ids.ts'
import { ingest } from '../ingest/ingest.ts'
import { sorted } from '../rights/give-domains.ts'
import { appendAudit } from '../store/audit-log.ts'
import { insertRows } from '../store/bulk.ts'
import { DEPENDENCY_COLUMNS, IDENTITY_COLUMNS, IDENTITY_NAME_COLUMNS } from '../store/columns.ts'
import { GATEWAY_ACTOR, setMeta } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { closePastAlerts } from './close-past-alerts.ts'
import type { EstateSeed } from './estate-seed.ts'
import { SAMPLE_EXERCISES, SAMPLE_STATE } from './sample-state.ts'

export interface LoadProgress {
  readonly records: number
  readonly alerts: number
}

const ROWS_AT_ONCE = 500

/**
 * Loads a sample estate, everything in it marked as sample: people, sources, identities, who depends on them, the twin's accounts,
 * exercises, and its alerts through ingest itself. May be called again after it broke off: what stands is left as it is.
 */
export async function loadEstate(
  gateway: Gateway,
  seed: EstateSeed,
  onProgress: (progress: LoadProgress) => void = () => undefined,
): Promise<LoadProgress> {
  const { store } = gateway
  await store.write(async (tx) => {
    await setMeta(tx, store.tenant, SAMPLE_STATE, 'loading')
    await insertPeople(gateway, tx, seed)
    await insertSources(gateway, tx, seed)
    await insertExercises(gateway, tx, seed)
    await giveAutomation(gateway, tx, seed)
    await setTriggerRecords(gateway, tx, seed)
  })
  await inParts(seed.identities, (part) => store.write((tx) => insertIdentities(gateway, tx, seed, part)))
  await inParts(seed.dependencies, (part) =>
    store.write((tx) => {
      const rows = part.map((one) => ({
        tenant: store.tenant,
        id: one.id,
        identity_id: one.identityId,
        body: JSON.stringify(one),
      }))
      return insertRows(tx, 'dependency', DEPENDENCY_COLUMNS, rows, 'skip')
    }),
  )
  await inParts(seed.twin.accounts, (part) => store.write((tx) => insertAccounts(gateway, tx, part)))

  let records = 0
  let alerts = 0
  for (const batch of seed.rawBatches()) {
    const source = seed.sources.find((candidate) => candidate.id === batch.source)
    if (source === undefined)
      throw new RangeError(`the estate has a batch of ${batch.source}, which is none of its sources`)
    const report = await ingest(gateway, {
      source,
      actor: { kind: 'source', id: source.id, name: source.name },
      format: batch.format,
      body: batch.bytes,
      eventAt: null,
      headers: {},
      isSample: true,
    })
    records += report.records
    alerts += report.alertsOpened
    onProgress({ records, alerts })
  }
  await store.write(async (tx) => {
    const closed = await closePastAlerts(gateway, tx, seed)
    await setTriggerRecords(gateway, tx, seed)
    await setMeta(tx, store.tenant, SAMPLE_STATE, 'loaded')
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      {
        code: 'estate.sample-loaded',
        actor: GATEWAY_ACTOR,
        subjects: [{ kind: 'estate', id: 'sample', label: 'sample estate' }],
        detail: { records, alerts, closed, identities: seed.identities.length, people: seed.people.length },
      },
    ])
  })
  return { records, alerts }
}

async function inParts<T>(items: readonly T[], store: (part: readonly T[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) await store(items.slice(start, start + ROWS_AT_ONCE))
}

async function insertPeople(gateway: Gateway, tx: Tx, { people }: EstateSeed): Promise<void> {
  if (people.length === 0) return
  const now = await gateway.now(tx)
  await tx
    .insertInto('person')
    .values(
      people.map(({ id, name, team, roles, domains }) => ({
        tenant: gateway.store.tenant,
        id,
        name,
        team,
        roles: JSON.stringify(roles),
        domains: JSON.stringify(sorted(domains)),
        is_sample: true,
        is_disabled: false,
        created_at: now,
      })),
    )
    .onConflict((oc) => oc.columns(['tenant', 'id']).doNothing())
    .execute()
}

/** Their tokens are thrown away unseen: nothing delivers into the sample but the sample. */
async function insertSources(gateway: Gateway, tx: Tx, { sources }: EstateSeed): Promise<void> {
  if (sources.length === 0) return
  const now = await gateway.now(tx)
  await tx
    .insertInto('source')
    .values(
      sources.map(({ id, name, format }) => ({
        tenant: gateway.store.tenant,
        id,
        name,
        format,
        token_hash: digestText(newToken('sgi', gateway.random)),
        created_at: now,
        last_received_at: null,
        received: 0,
        refused: 0,
        revoked_at: null,
        is_sample: true,
        signature: null,
      })),
    )
    .onConflict((oc) => oc.columns(['tenant', 'id']).doNothing())
    .execute()
}

async function insertExercises(gateway: Gateway, tx: Tx, { exercises }: EstateSeed): Promise<void> {
  const { tenant } = gateway.store
  await setMeta(tx, tenant, SAMPLE_EXERCISES, JSON.stringify(exercises))
  for (const { playbookId, playbookVersion, exercisedAt, connector } of exercises) {
    await tx
      .insertInto('exercise')
      .values({
        tenant,
        playbook_id: playbookId,
        playbook_version: playbookVersion,
        exercised_at: exercisedAt,
        connector,
      })
      .onConflict((oc) => oc.columns(['tenant', 'playbook_id', 'playbook_version']).doNothing())
      .execute()
  }
}

/** Its triggers were tried in its invented past: what they may do by themselves goes with the sample. */
async function giveAutomation(gateway: Gateway, tx: Tx, { dryRuns }: EstateSeed): Promise<void> {
  const { tenant } = gateway.store
  const { triggers } = await readInForce(gateway, tx)
  for (const { triggerId, endedAt } of dryRuns) {
    const digest = triggers.get(triggerId)?.digest
    if (digest === undefined) continue
    const none = { lost_at: null, because: null, judged_before: 0, true_before: 0 }
    await tx
      .insertInto('trigger_automation')
      .values({ tenant, trigger_id: triggerId, ...none, given_digest: digest, given_at: endedAt, is_sample: true })
      .onConflict((oc) => oc.columns(['tenant', 'trigger_id']).doNothing())
      .execute()
  }
  await touchInForce(gateway, tx)
}

/** The history of the sample counts whole, also the alerts of long ago that are not among those that were loaded. */
async function setTriggerRecords(gateway: Gateway, tx: Tx, { triggerRecords }: EstateSeed): Promise<void> {
  for (const [triggerId, { judged, truePositives }] of triggerRecords) {
    const counts = { judged, true_positives: truePositives }
    await tx
      .insertInto('trigger_record')
      .values({ tenant: gateway.store.tenant, trigger_id: triggerId, ...counts })
      .onConflict((oc) => oc.columns(['tenant', 'trigger_id']).doUpdateSet(counts))
      .execute()
  }
}

async function insertIdentities(
  gateway: Gateway,
  tx: Tx,
  { dependencies }: EstateSeed,
  part: EstateSeed['identities'],
): Promise<void> {
  const { tenant } = gateway.store
  const edges = Map.groupBy(dependencies, (edge) => edge.identityId)
  const identities = part.map(
    ({ id, facts }): Identity => ({ ...facts, id, claimed: true, version: 1, isSample: true }),
  )
  const rows = identities.map((identity) => {
    const consumers = new Set(edges.get(identity.id)?.map((edge) => edge.consumer.id)).size
    return identityRow(tenant, identity, { ...NO_STATE, consumers })
  })
  await insertRows(tx, 'identity', IDENTITY_COLUMNS, rows, 'skip')
  const names = identities.flatMap((identity) => nameRows(tenant, identity))
  await insertRows(tx, 'identity_name', IDENTITY_NAME_COLUMNS, names, 'skip')
}

async function insertAccounts(gateway: Gateway, tx: Tx, accounts: EstateSeed['twin']['accounts']): Promise<void> {
  const columns = { tenant: 'text', id: 'text', body: 'text', version: 'integer' } as const
  const rows = accounts.map((account) => ({
    tenant: gateway.store.tenant,
    id: account.id,
    body: JSON.stringify(account),
    version: 1,
  }))
  await insertRows(tx, 'twin_account', columns, rows, 'skip')
}
