import type { Disposition } from '../../domain/alert/alert.ts'
import type { BacktestRecord } from '../../domain/change/backtest.ts'
import type { Facts } from '../../domain/evidence/fields.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Format } from '../../formats/format.ts'
import { normaliseBatch } from '../../formats/normalise-batch.ts'
import type { Evidence } from '../../sigma/fires.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { deliverableFormats } from '../ingest/mappings.ts'
import { inTurn } from '../ingest/turnstile.ts'
import type { Reader } from '../store/store.ts'

/** What a backtest looks at, at most; whatever the size of the installation it takes seconds. */
export const MOST_RECORDS = 5_000
const MOST_BYTES = 64 * 1024 * 1024
const MOST_JUDGED = 1_000
/** One query's worth: between two of them whoever waits has a turn. */
const ROWS_AT_ONCE = 200
const BYTES_AT_ONCE = 4 * 1024 * 1024

/** A stored record as it was when it came in; `evidence` is null where its bytes could not be read again. */
export interface StoredEvidence {
  readonly about: BacktestRecord
  readonly receivedAt: EpochMs
  readonly evidence: Evidence | null
}

export interface EvidenceBasis {
  readonly ids: readonly string[]
  /** There are older records of these formats that are not among them. */
  readonly isBounded: boolean
  readonly judgedAlerts: number
}

/**
 * Which records to look at: the newest of these formats (null for all) by receipt, and however old they are, those of the newest
 * judged alerts of this trigger. In the order of receipt, as a trigger was told them.
 */
export async function evidenceFor(
  read: Reader,
  tenant: string,
  formats: readonly string[] | null,
  triggerId: string,
): Promise<EvidenceBasis> {
  let select = read
    .selectFrom('record')
    .select(['id', 'byte_length'])
    .where('tenant', '=', tenant)
    .where('is_conflict', '=', false)
  if (formats !== null) select = select.where('format', 'in', [...formats])
  const newest = await select
    .orderBy('id', 'desc')
    .limit(MOST_RECORDS + 1)
    .execute()
  const ids: string[] = []
  let bytes = 0
  for (const { id, byte_length } of newest.slice(0, MOST_RECORDS)) {
    bytes += byte_length
    if (bytes > MOST_BYTES) break
    ids.push(id)
  }
  const judged = await read
    .selectFrom('alert')
    .select('id')
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .where('disposition', '<>', 'undetermined')
    .orderBy('last_seen_at', 'desc')
    .limit(MOST_JUDGED)
    .execute()
  const theirs = await recordsOf(
    read,
    tenant,
    judged.map(({ id }) => id),
  )
  const all = [...new Set([...ids, ...theirs])].sort((a, b) => (a < b ? -1 : 1))
  return { ids: all, isBounded: ids.length < newest.length, judgedAlerts: judged.length }
}

async function recordsOf(read: Reader, tenant: string, alertIds: readonly string[]): Promise<readonly string[]> {
  if (alertIds.length === 0) return []
  const rows = await read
    .selectFrom('record')
    .select('id')
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', [...alertIds])
    .where('is_conflict', '=', false)
    .orderBy('id', 'desc')
    .limit(MOST_RECORDS)
    .execute()
  return rows.map(({ id }) => id)
}

/** Reads records in parts, each in its turn among the gateway's other work, and hands them to `look`. */
export async function eachEvidence(
  gateway: Gateway,
  ids: readonly string[],
  look: (stored: StoredEvidence) => void,
): Promise<void> {
  const formats = new Map((await deliverableFormats(gateway)).map((format) => [format.name, format]))
  for (let rest = ids; rest.length > 0; ) {
    const asked = rest
    const last = await inTurn(gateway.store, async () => {
      const rows = await readRows(gateway, asked.slice(0, ROWS_AT_ONCE))
      for (const row of rows) look(await open(row, formats.get(row.format)))
      return rows.at(-1)?.id ?? null
    })
    // Records of a sample may be removed meanwhile; those that are gone are passed over.
    rest = last === null ? rest.slice(ROWS_AT_ONCE) : rest.slice(rest.indexOf(last) + 1)
  }
}

async function readRows({ store }: Gateway, ids: readonly string[]) {
  const sizes = await store.read
    .selectFrom('record')
    .select(['id', 'byte_length'])
    .where('tenant', '=', store.tenant)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
  let bytes = 0
  const fitting = sizes.filter(({ byte_length }, i) => {
    bytes += byte_length
    return i === 0 || bytes <= BYTES_AT_ONCE
  })
  if (fitting.length === 0) return []
  return store.read
    .selectFrom('record')
    .leftJoin('alert', (join) =>
      join.onRef('alert.tenant', '=', 'record.tenant').onRef('alert.id', '=', 'record.alert_id'),
    )
    .select([
      'record.id',
      'record.format',
      'record.title',
      'record.bytes',
      'record.signal',
      'record.facts',
      'record.received_at',
      'record.observed_at',
      'alert.id as alert_id',
      'alert.disposition',
    ])
    .where('record.tenant', '=', store.tenant)
    .where(
      'record.id',
      'in',
      fitting.map(({ id }) => id),
    )
    .orderBy('record.id')
    .execute()
}

async function open(
  row: Awaited<ReturnType<typeof readRows>>[number],
  format: Format | undefined,
): Promise<StoredEvidence> {
  const { id, alert_id: alertId, title, observed_at: observedAt, received_at: receivedAt } = row
  const disposition = (row.disposition ?? 'undetermined') as Disposition
  const about = { recordId: id, alertId, title, format: row.format, observedAt, disposition }
  if (format === undefined) return { about, receivedAt, evidence: null }
  const batch = await normaliseBatch(new Uint8Array(row.bytes), {
    format: format.name,
    formats: [format],
    digest: digestText,
    headers: {},
  })
  const read = batch.ok ? batch.records[0] : undefined
  if (read?.ok !== true) return { about, receivedAt, evidence: null }
  const signal = JSON.parse(row.signal) as Signal
  const facts = JSON.parse(row.facts) as Facts
  return { about, receivedAt, evidence: { format: row.format, record: read.record, signal, facts } }
}
