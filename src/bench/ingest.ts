import crypto from 'node:crypto'
import { sql } from 'kysely'
import { createEstate } from '../../mocks/estate/estate.ts'
import { normaliseBatch } from '../formats/normalise-batch.ts'
import { createDesk } from '../gateway/connectors/desk.ts'
import { OUT_OF_REACH } from '../gateway/connectors/kind.ts'
import { createConnectors } from '../gateway/connectors/registry.ts'
import { loadEstate } from '../gateway/estate/load-estate.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { digestText } from '../gateway/hash.ts'
import { ingest } from '../gateway/ingest/ingest.ts'
import { openRights } from '../gateway/rights/open-rights.ts'
import { createVault } from '../gateway/secrets/vault.ts'
import { openMemory } from '../gateway/store/open-pglite.ts'
import { createStore, databaseNow } from '../gateway/store/store.ts'
import { measure, type Trial } from './trial.ts'

const RECORDS = 1_000
const RUNS = 5

/** One finding or event, with an id of its own, so that no run meets records of another. */
type MakeRecord = (n: number) => unknown

const finding: MakeRecord = (n) => ({
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
  id: `bench-${n}`,
  arn: `arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/bench-${n}`,
  type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
  title: 'API call from an address on a threat list',
  description: 'A finding of the bench',
  severity: 5,
  createdAt: '2026-01-05T10:00:00.000Z',
  updatedAt: '2026-01-05T10:00:00.000Z',
  resource: {
    resourceType: 'AccessKey',
    accessKeyDetails: { accessKeyId: `AKIABENCH${n % 200}`, userName: `svc-bench-${n % 200}`, userType: 'IAMUser' },
  },
  service: { serviceName: 'guardduty', count: 1, archived: false, resourceRole: 'TARGET' },
})

const event: MakeRecord = (n) => ({
  eventVersion: '1.08',
  userIdentity: {
    type: 'IAMUser',
    arn: `arn:aws:iam::111122223333:user/svc-bench-${n % 200}`,
    userName: `svc-bench-${n % 200}`,
  },
  eventTime: '2026-01-05T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  eventID: `bench-${n}`,
  recipientAccountId: '111122223333',
})

/**
 * What ingest costs against the database's own work: the bare insert of the same bytes is the baseline, then reading and
 * mapping alone, then the whole way with seal, identity, triggers, decision and log. PGlite in memory, one caller.
 */
export async function benchIngest(): Promise<readonly (readonly Trial[])[]> {
  const store = await createStore(await openMemory())
  const connectors = createConnectors({ store })
  const vault = createVault([new Uint8Array(crypto.randomBytes(32))])
  const gateway: Gateway = {
    store,
    connectors,
    desk: createDesk({ store, vault, connectors, kinds: [], tools: OUT_OF_REACH }),
    vault,
    rights: await openRights(() => undefined),
    now: databaseNow,
    random: (bytes) => new Uint8Array(crypto.randomBytes(bytes)),
    version: 'bench',
    isLoopback: true,
    publicOrigin: null,
    log: () => undefined,
  }
  await loadEstate(gateway, {
    ...createEstate({ seed: 1, alerts: 400, now: await databaseNow(store.read) }),
    rawBatches: () => [],
  })
  let next = 0
  const fresh = (make: MakeRecord): Uint8Array => {
    const lines = Array.from({ length: RECORDS }, () => JSON.stringify(make((next += 1))))
    return new TextEncoder().encode(lines.join('\n'))
  }
  const deliver = (format: string, make: MakeRecord) =>
    ingest(gateway, {
      source: { id: 'bench', name: 'Bench', format: 'auto' },
      actor: { kind: 'source', id: 'bench', name: 'Bench' },
      format,
      body: fresh(make),
      eventAt: null,
      headers: {},
      isSample: false,
    })

  await sql`create table bare (id text primary key, bytes bytea not null)`.execute(store.read)
  const trials = [
    await measure('bare insert of the same bytes', 'records', RECORDS, RUNS, async () => {
      const rows = Array.from({ length: RECORDS }, () => {
        next += 1
        return sql`(${`bare-${next}`}, ${new TextEncoder().encode(JSON.stringify(finding(next)))})`
      })
      for (let start = 0; start < rows.length; start += 500) {
        await sql`insert into bare (id, bytes) values ${sql.join(rows.slice(start, start + 500))}`.execute(store.read)
      }
    }),
    await measure('read and map findings, nothing stored', 'records', RECORDS, RUNS, () =>
      normaliseBatch(fresh(finding), { format: 'guardduty', digest: digestText, headers: {} }),
    ),
    await measure('ingest telemetry, sealed and linked', 'records', RECORDS, RUNS, () => deliver('cloudtrail', event)),
    await measure('ingest findings, each an alert with a decision', 'records', RECORDS, RUNS, () =>
      deliver('guardduty', finding),
    ),
  ]
  await store.close()
  return [trials]
}
