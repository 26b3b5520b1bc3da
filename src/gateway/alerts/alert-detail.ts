import type { Decision } from '../../domain/decision/decision.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { AlertDetail, RecordRow } from '../../domain/views/alert-views.ts'
import { caseOfAlert } from '../cases/case-rows.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { notesOf } from '../work/notes.ts'
import { toAlertRow } from './alert-row.ts'
import { guideOf } from './guide.ts'
import { plansWhere } from './plans-of.ts'
import { similarAlerts } from './similar-alerts.ts'
import { whySentence } from './why.ts'

const MOST_RECORDS = 200
const MOST_AROUND = 50
/** What the identity did this long before and after, as context. */
const AROUND_MS = 6 * 60 * 60_000

/** Everything a person needs to decide about one alert. Throws `not-found`. */
export async function viewAlert(gateway: Gateway, reader: Person, id: string): Promise<AlertDetail> {
  const { read, tenant } = gateway.store
  const row = await read
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such alert.')
  const signal = JSON.parse(row.signal) as Signal
  const decision = JSON.parse(row.decision) as Decision
  const shown = toAlertRow(row)
  const own = await recordsOf(read, tenant, id)
  return {
    row: shown,
    decision,
    signal,
    why: whySentence(signal, shown.trigger),
    identity: await identityOf(read, tenant, row.identity_id),
    dependencies: await dependenciesOf(read, tenant, row.identity_id),
    records: [...own.records, ...(await recordsAround(read, tenant, row))],
    recordTotal: own.total,
    similar: await similarAlerts(read, tenant, row),
    guide: await guideOf(gateway, row.trigger_id, decision.action),
    triggerRecord: await triggerRecordOf(read, tenant, row.trigger_id),
    plans: await plansWhere(gateway, reader, { alertId: id }),
    caseOf: await caseOfAlert(read, tenant, id),
    notes: await notesOf(read, tenant, id),
  }
}

async function identityOf(read: Reader, tenant: string, id: string | null): Promise<Identity | null> {
  if (id === null) return null
  const row = await read
    .selectFrom('identity')
    .select('body')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.body) as Identity)
}

export async function dependenciesOf(read: Reader, tenant: string, id: string | null): Promise<Dependency[]> {
  if (id === null) return []
  const rows = await read
    .selectFrom('dependency')
    .select('body')
    .where('tenant', '=', tenant)
    .where('identity_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map((row) => JSON.parse(row.body) as Dependency)
}

const RECORD_FIELDS = [
  'id',
  'signal_id',
  'observed_at',
  'received_at',
  'title',
  'operation',
  'origin',
  'digest',
  'byte_length',
  'format',
  'is_conflict',
] as const

/** Facts are as long as a record's row; those of the newest records tell what is to be known. */
const MOST_WITH_FACTS = 20

/** The alert's own records, newest first. */
async function recordsOf(read: Reader, tenant: string, id: string): Promise<{ records: RecordRow[]; total: number }> {
  const rows = await read
    .selectFrom('record')
    .select([...RECORD_FIELDS, 'facts'])
    .where('tenant', '=', tenant)
    .where('alert_id', '=', id)
    .orderBy((eb) => eb.fn.coalesce('observed_at', 'received_at'), 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_RECORDS)
    .execute()
  const total =
    rows.length < MOST_RECORDS
      ? rows.length
      : (
          await read
            .selectFrom('record')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('tenant', '=', tenant)
            .where('alert_id', '=', id)
            .executeTakeFirstOrThrow()
        ).count
  const records = rows.map((row, index) =>
    index < MOST_WITH_FACTS
      ? { ...toRecordRow(row, true), facts: JSON.parse(row.facts) as NonNullable<RecordRow['facts']> }
      : toRecordRow(row, true),
  )
  return { records, total }
}

/** What else the identity did around that time, newest first: sealed records that belong to no alert or to another. */
async function recordsAround(read: Reader, tenant: string, alert: Tables['alert']): Promise<RecordRow[]> {
  if (alert.identity_id === null) return []
  const rows = await read
    .selectFrom('record')
    .select(RECORD_FIELDS)
    .where('tenant', '=', tenant)
    .where('actor_id', '=', alert.identity_id)
    .where('observed_at', '>=', alert.first_seen_at - AROUND_MS)
    .where('observed_at', '<=', alert.last_seen_at + AROUND_MS)
    .where((eb) => eb.or([eb('alert_id', 'is', null), eb('alert_id', '<>', alert.id)]))
    .orderBy('observed_at', 'desc')
    .limit(MOST_AROUND)
    .execute()
  return rows.map((row) => toRecordRow(row, false))
}

function toRecordRow(row: Pick<Tables['record'], (typeof RECORD_FIELDS)[number]>, isOfAlert: boolean): RecordRow {
  return {
    id: row.id,
    signalId: row.signal_id,
    observedAt: row.observed_at,
    receivedAt: row.received_at,
    title: row.title,
    operation: row.operation,
    from: row.origin,
    digest: row.digest,
    bytes: row.byte_length,
    format: row.format,
    isOfAlert,
    isConflict: row.is_conflict,
  }
}

async function triggerRecordOf(
  read: Reader,
  tenant: string,
  triggerId: string | null,
): Promise<AlertDetail['triggerRecord']> {
  if (triggerId === null) return null
  const row = await read
    .selectFrom('trigger_record')
    .select(['judged', 'true_positives'])
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .executeTakeFirst()
  return { judged: row?.judged ?? 0, truePositives: row?.true_positives ?? 0 }
}
