import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditCode, AuditSubject } from '../../domain/audit/entry.ts'
import {
  type CaseAddition,
  type CaseChange,
  type CaseDraft,
  type CaseRemoval,
  type CaseStatus,
  changeCase,
} from '../../domain/case/case.ts'
import { caseName } from '../../domain/case/case-name.ts'
import { MOST_MEMBERS } from '../../domain/case/most-members.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { namedBy } from '../work/apply-wish.ts'
import { type CaseRow, caseSubject, findCase, membersOf } from './case-rows.ts'

/**
 * Opens a case of these alerts, owned by who opens it. Answers its id. Throws `not-found` for an alert that is not there, `stale`
 * where one is in another case already.
 */
export async function openCase(gateway: Gateway, by: Person, draft: CaseDraft): Promise<string> {
  const { tenant } = gateway.store
  return gateway.store.write(async (tx) => {
    const now = await gateway.now(tx)
    const alerts = await readAlerts(tx, tenant, draft.alertIds)
    const row: CaseRow = {
      tenant,
      id: newId('cs', now, gateway.random),
      number: await nextNumber(tx, tenant, 'case'),
      name: draft.name,
      status: 'open' satisfies CaseStatus,
      owner_id: by.id,
      owner_name: by.name,
      opened_at: now,
      updated_at: now,
      closed_at: null,
      closed_by_id: null,
      closed_by_name: null,
      close_reason: null,
      version: 1,
    }
    await tx.insertInto('case_file').values(row).execute()
    const joined = await join(tx, row, by, now, alerts, draft.reason, draft.leavesTaken === true)
    const detail = { name: draft.name, alerts: joined.length, reason: draft.reason }
    await record(tx, now, by, row, 'case.opened', joined, detail)
    return row.id
  })
}

/** Throws `cannot-do` where the rules of a case refuse, `precondition-failed` where it changed after `seenVersion`. */
export async function saveCase(
  gateway: Gateway,
  by: Person,
  id: string,
  change: CaseChange,
  seenVersion: number,
): Promise<void> {
  const { tenant } = gateway.store
  await gateway.store.write(async (tx) => {
    const now = await gateway.now(tx)
    const before = await findCase(tx, tenant, id)
    const named = await namedBy(gateway, tx, { assignee: change.owner })
    const { openAlerts } = membersOf(await memberAlerts(tx, before))
    const state = { name: before.name, status: before.status as CaseStatus, ownerId: before.owner_id }
    const changed = changeCase(state, change, { byId: by.id, openMembers: openAlerts })
    if (!changed.ok) throw new Problem('cannot-do', changed.refusal)
    if (changed.changed.length === 0) return
    const { name, status, ownerId } = changed.after
    const ownerName =
      ownerId === null ? null : ([by, named].find((one) => one?.id === ownerId)?.name ?? before.owner_name)
    const closing = status === 'closed' && before.status === 'open'
    const opening = status === 'open' && before.status === 'closed'
    const over =
      opening || closing ? { closed_at: null, closed_by_id: null, closed_by_name: null, close_reason: null } : {}
    const closed = closing
      ? { closed_at: now, closed_by_id: by.id, closed_by_name: by.name, close_reason: change.reason ?? '' }
      : {}
    const values = { name, status, owner_id: ownerId, owner_name: ownerName, ...over, ...closed }
    const after = await bump(tx, before, seenVersion, now, values)
    const reason = change.reason === undefined ? {} : { reason: change.reason }
    const entries: readonly (readonly [AuditCode, AuditDraft['detail']])[] = [
      ...(changed.changed.includes('name') || changed.changed.includes('ownerId')
        ? [
            [
              'case.changed',
              {
                ...(name === before.name ? {} : { name: { from: before.name, to: name } }),
                ...(ownerId === before.owner_id ? {} : { owner: { from: before.owner_name, to: ownerName } }),
              },
            ] as const,
          ]
        : []),
      ...(closing ? [['case.closed', reason] as const] : []),
      ...(opening ? [['case.reopened', reason] as const] : []),
    ]
    for (const [code, detail] of entries) await record(tx, now, by, after, code, [], detail)
  })
}

/** Adds alerts by hand. Those that are in it already stay as they were. Throws as `openCase`, and `precondition-failed`. */
export async function addToCase(
  gateway: Gateway,
  by: Person,
  id: string,
  { alertIds, reason }: CaseAddition,
  seenVersion: number,
): Promise<void> {
  const { tenant } = gateway.store
  await gateway.store.write(async (tx) => {
    const now = await gateway.now(tx)
    const before = await findCase(tx, tenant, id)
    const members = new Set((await memberAlerts(tx, before)).map((alert) => alert.id))
    const fresh = await readAlerts(
      tx,
      tenant,
      alertIds.filter((alertId) => !members.has(alertId)),
    )
    if (members.size + fresh.length > MOST_MEMBERS) {
      throw new Problem('cannot-do', `A case holds ${MOST_MEMBERS} alerts at most. Open another one for the rest.`)
    }
    if (fresh.length === 0) return
    const after = await bump(tx, before, seenVersion, now, {})
    await join(tx, after, by, now, fresh, reason)
    await record(tx, now, by, after, 'case.alerts-added', fresh, { alerts: fresh.length, reason })
  })
}

/** Takes alerts out by hand. The last one stays: a case without an alert is none. */
export async function removeFromCase(
  gateway: Gateway,
  by: Person,
  id: string,
  { alertIds, reason }: CaseRemoval,
  seenVersion: number,
): Promise<void> {
  const { tenant } = gateway.store
  await gateway.store.write(async (tx) => {
    const now = await gateway.now(tx)
    const before = await findCase(tx, tenant, id)
    const members = await memberAlerts(tx, before)
    const wanted = new Set(alertIds)
    const out = members.filter((one) => wanted.has(one.id))
    if (out.length < wanted.size) {
      const what = wanted.size === 1 ? 'This alert is' : `${wanted.size - out.length} of these alerts are`
      throw new Problem('not-found', `${what} not in ${caseName(before.number)}.`)
    }
    if (members.length === out.length) {
      const what = out.length === 1 ? 'It is the only alert' : 'They are all alerts'
      throw new Problem('cannot-do', `${what} of ${caseName(before.number)}. Close the case instead.`)
    }
    const after = await bump(tx, before, seenVersion, now, {})
    await deleteMembers(tx, before, [...wanted])
    await record(tx, now, by, after, 'case.alert-removed', out, { alerts: out.length, reason })
  })
}

/**
 * Takes back that this person opened it, while nobody did anything to it since: its alerts stand alone again, and it is gone but for its
 * entries in the log. Throws `cannot-do` where it is somebody else's or was worked on.
 */
export async function withdrawCase(gateway: Gateway, by: Person, id: string, seenVersion: number): Promise<void> {
  const { tenant } = gateway.store
  await gateway.store.write(async (tx) => {
    const now = await gateway.now(tx)
    const before = await findCase(tx, tenant, id)
    const name = caseName(before.number)
    // Whoever opens a case owns it; any change raises its version.
    if (before.owner_id !== by.id || before.version !== 1) {
      throw new Problem(
        'cannot-do',
        `${name} was worked on after it was opened. Take alerts out of it, or close it with a reason.`,
      )
    }
    const members = await memberAlerts(tx, before)
    const after = await bump(tx, before, seenVersion, now, {})
    await deleteMembers(
      tx,
      before,
      members.map((one) => one.id),
    )
    await tx.deleteFrom('case_file').where('tenant', '=', tenant).where('id', '=', id).execute()
    await record(tx, now, by, after, 'case.withdrawn', members, { alerts: members.length })
  })
}

async function deleteMembers(tx: Tx, { tenant, id }: CaseRow, alertIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('case_member')
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', alertIds)
    .where('case_id', '=', id)
    .execute()
}

type Member = Pick<Tables['alert'], 'id' | 'number' | 'status' | 'tier'>

async function memberAlerts(tx: Tx, { tenant, id }: CaseRow): Promise<readonly Member[]> {
  return tx
    .selectFrom('case_member as m')
    .innerJoin('alert as a', (on) => on.onRef('a.tenant', '=', 'm.tenant').onRef('a.id', '=', 'm.alert_id'))
    .select(['a.id', 'a.number', 'a.status', 'a.tier'])
    .where('m.tenant', '=', tenant)
    .where('m.case_id', '=', id)
    .execute()
}

async function readAlerts(tx: Tx, tenant: string, alertIds: readonly string[]): Promise<readonly Member[]> {
  const ids = [...new Set(alertIds)]
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('alert')
    .select(['id', 'number', 'status', 'tier'])
    .where('tenant', '=', tenant)
    .where('id', 'in', ids)
    .orderBy('number')
    .execute()
  if (rows.length < ids.length) throw new Problem('not-found', 'One of these alerts is not there. Choose them again.')
  return rows
}

/**
 * The key of a member is its alert: of two cases that want it at once, one has it. Answers those that joined. Throws `stale` where some are in
 * a case already, unless these are left there and others remain.
 */
async function join(
  tx: Tx,
  { tenant, id }: CaseRow,
  by: Person,
  now: number,
  alerts: readonly Member[],
  reason: string,
  leavesTaken = false,
): Promise<readonly Member[]> {
  const rows = alerts.map((alert) => ({
    tenant,
    alert_id: alert.id,
    case_id: id,
    at: now,
    by_id: by.id,
    by_name: by.name,
    reason,
  }))
  const joined = await tx
    .insertInto('case_member')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['tenant', 'alert_id']).doNothing())
    .returning('alert_id')
    .execute()
  const ours = new Set(joined.map(({ alert_id }) => alert_id))
  const others = alerts.filter((alert) => !ours.has(alert.id))
  if (others.length === 0 || (leavesTaken && joined.length > 0)) return alerts.filter((alert) => ours.has(alert.id))
  const [first] = others
  const held = await tx
    .selectFrom('case_member as m')
    .innerJoin('case_file as c', (on) => on.onRef('c.tenant', '=', 'm.tenant').onRef('c.id', '=', 'm.case_id'))
    .select('c.number')
    .where('m.tenant', '=', tenant)
    .where('m.alert_id', '=', first?.id ?? '')
    .executeTakeFirst()
  throw new Problem(
    'stale',
    `A-${first?.number} is in ${held === undefined ? 'another case' : caseName(held.number)} already${others.length === 1 ? '' : `, and ${others.length - 1} more of ${alerts.length} are in a case`}. Take it out there first${alerts.length === others.length ? '' : ', or leave out what is in a case'}.`,
  )
}

async function bump(
  tx: Tx,
  before: CaseRow,
  seenVersion: number,
  now: number,
  change: Partial<CaseRow>,
): Promise<CaseRow> {
  const after = await tx
    .updateTable('case_file')
    .set({ ...change, updated_at: now, version: seenVersion + 1 })
    .where('tenant', '=', before.tenant)
    .where('id', '=', before.id)
    .where('version', '=', seenVersion)
    .returningAll()
    .executeTakeFirst()
  if (after !== undefined) return after
  throw new Problem(
    'precondition-failed',
    `${caseName(before.number)} was changed by somebody after you opened it: version ${seenVersion}, now ${before.version}. Look at it again.`,
  )
}

async function record(
  tx: Tx,
  now: number,
  by: Person,
  row: CaseRow,
  code: AuditCode,
  alerts: readonly Member[],
  detail: AuditDraft['detail'],
): Promise<void> {
  const named = alerts.map(({ id, number }): AuditSubject => ({ kind: 'alert', id, label: `A-${number}` }))
  const entry = { code, actor: personActor(by), subjects: [caseSubject(row), ...named], detail }
  await appendAudit(tx, row.tenant, now, [entry])
}
