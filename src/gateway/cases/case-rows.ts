import type { Selectable } from 'kysely'
import type { Tier } from '../../domain/action/action.ts'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import type { CaseStatus } from '../../domain/case/case.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { CaseHolding, CaseSummary } from '../../domain/views/case-views.ts'
import { Problem } from '../http/problem.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type CaseRow = Selectable<Tables['case_file']>

const MOST_LISTED = 500

/** Those that changed last first, at most 500. */
export async function listCases(
  read: Reader,
  tenant: string,
  status: CaseStatus | null,
): Promise<readonly CaseSummary[]> {
  let select = read.selectFrom('case_file').selectAll().where('tenant', '=', tenant)
  if (status !== null) select = select.where('status', '=', status)
  const rows = await select.orderBy('updated_at', 'desc').orderBy('number', 'desc').limit(MOST_LISTED).execute()
  const members = await countMembers(
    read,
    tenant,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => summaryOf(row, members.get(row.id) ?? NO_MEMBERS))
}

interface Members {
  readonly alerts: number
  readonly openAlerts: number
  readonly highestTier: Tier | null
}
const NO_MEMBERS: Members = { alerts: 0, openAlerts: 0, highestTier: null }

async function countMembers(
  read: Reader,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Members>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .selectFrom('case_member as m')
    .innerJoin('alert as a', (join) => join.onRef('a.tenant', '=', 'm.tenant').onRef('a.id', '=', 'm.alert_id'))
    .select(['m.case_id', 'a.status', 'a.tier'])
    .where('m.tenant', '=', tenant)
    .where('m.case_id', 'in', ids)
    .execute()
  return new Map([...Map.groupBy(rows, ({ case_id }) => case_id)].map(([id, some]) => [id, membersOf(some)]))
}

export function membersOf(alerts: readonly Pick<Tables['alert'], 'status' | 'tier'>[]): Members {
  const open = alerts.filter(({ status }) => status !== 'closed')
  const highestTier = open.length === 0 ? null : (Math.max(...open.map(({ tier }) => tier)) as Tier)
  return { alerts: alerts.length, openAlerts: open.length, highestTier }
}

export function summaryOf(row: CaseRow, members: Members): CaseSummary {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    status: row.status as CaseStatus,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? row.owner_id },
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    ...members,
    version: row.version,
  }
}

/** Throws `not-found`. */
export async function findCase(read: Reader | Tx, tenant: string, id: string): Promise<CaseRow> {
  const row = await read
    .selectFrom('case_file')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such case.')
  return row
}

/** The case that an alert is worked in; null where it stands alone. */
export async function caseOfAlert(read: Reader, tenant: string, alertId: string): Promise<AlertDetail['caseOf']> {
  const row = await read
    .selectFrom('case_member as m')
    .innerJoin('case_file as c', (join) => join.onRef('c.tenant', '=', 'm.tenant').onRef('c.id', '=', 'm.case_id'))
    .select(['c.id', 'c.number', 'c.name', 'c.status'])
    .where('m.tenant', '=', tenant)
    .where('m.alert_id', '=', alertId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, status: row.status as CaseStatus }
}

/** The cases of these alerts, by number, each with those that it holds. */
export async function casesHolding(
  read: Reader,
  tenant: string,
  alertIds: readonly string[],
): Promise<readonly CaseHolding[]> {
  const rows = await read
    .selectFrom('case_member as m')
    .innerJoin('case_file as c', (join) => join.onRef('c.tenant', '=', 'm.tenant').onRef('c.id', '=', 'm.case_id'))
    .select(['c.id', 'c.number', 'c.name', 'm.alert_id'])
    .where('m.tenant', '=', tenant)
    .where('m.alert_id', 'in', alertIds)
    .orderBy('c.number')
    .orderBy('m.alert_id')
    .execute()
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((some) =>
    some.slice(0, 1).map(({ id, number, name }) => ({ id, number, name, alertIds: some.map((row) => row.alert_id) })),
  )
}

export function caseSubject({ id, number }: Pick<CaseRow, 'id' | 'number'>): AuditSubject {
  return { kind: 'case', id, label: caseName(number) }
}

/** Alerts that go leave their cases; a case of which nothing remains goes with them. */
export async function removeMembers(tx: Tx, tenant: string, alertIds: readonly string[]): Promise<void> {
  if (alertIds.length === 0) return
  const gone = await tx
    .deleteFrom('case_member')
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', alertIds)
    .returning('case_id')
    .execute()
  const cases = [...new Set(gone.map(({ case_id }) => case_id))]
  if (cases.length === 0) return
  await tx
    .deleteFrom('case_file')
    .where('tenant', '=', tenant)
    .where('id', 'in', cases)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('case_member')
            .select('alert_id')
            .whereRef('case_member.tenant', '=', 'case_file.tenant')
            .whereRef('case_member.case_id', '=', 'case_file.id'),
        ),
      ),
    )
    .execute()
}
