import { sql } from 'kysely'
import type { Person } from '../../domain/people/person.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { AlertChange } from '../../domain/views/alert-views.ts'
import type { BulkStep } from '../../domain/views/bulk-views.ts'
import { CHUNK, type Outcome } from '../../domain/work/bulk.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import { saveAlerts } from '../alerts/save-alerts.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { applyWish, namedBy } from './apply-wish.ts'
import { becauseOf, keepBulk } from './bulk-change.ts'
import { bulkSubject, bulkView } from './bulk-rows.ts'
import { callMoved } from './call-moved.ts'
import { teach } from './learn.ts'
import { takenBack, workText } from './take-back.ts'

type BulkRow = Tables['bulk']
type MemberRow = Tables['bulk_member']

/**
 * Changes the next alerts of a bulk action, in one transaction with one entry that names them. Asked again after a lost answer it
 * goes on with what still waits: nothing is done twice. What the judgements teach their triggers follows with the last step.
 */
export async function advanceBulk(gateway: Gateway, person: Person, id: string): Promise<BulkStep> {
  await ownBulk(gateway, person, id)
  const { store } = gateway
  return store.write(async (tx) => {
    const bulk = await lockBulk(tx, store.tenant, id)
    if (bulk.state !== 'running') return { bulk: await bulkView(tx, bulk), rows: [] }
    const now = await gateway.now(tx)
    const { policy } = await readInForce(gateway, tx)
    const members = await waiting(tx, bulk)
    const results = await decideMembers(gateway, tx, person, bulk, members, { now, policy })
    const writes = results.flatMap(({ before, after }) =>
      before === null || after === null ? [] : [{ before, after }],
    )
    await saveAlerts(tx, store.tenant, writes)
    await storeOutcomes(tx, bulk, results)
    const isLast = members.length < CHUNK || (await waiting(tx, bulk)).length === 0
    const losses = isLast ? await finish(gateway, tx, bulk, 'done', now) : []
    const told = isLast ? await callMoved(gateway, tx, person, bulk, now) : []
    const said = { ...bulk, state: isLast ? 'done' : bulk.state }
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'bulk.changed',
        actor: personActor(person),
        subjects: [
          bulkSubject(bulk),
          ...writes.map(({ before }) => ({ kind: 'alert' as const, id: before.id, label: `A-${before.number}` })),
          ...told,
        ],
        detail: {
          title: bulk.title,
          changed: writes.length,
          left: members.length - writes.length,
          ...(bulk.reason === '' ? {} : { reason: bulk.reason }),
        },
      },
      ...losses,
    ])
    return { bulk: await bulkView(tx, said), rows: writes.map(({ after }) => toAlertRow(after)) }
  })
}

/** Stops an action between two steps. What was changed stays so, and can be taken back. */
export async function cancelBulk(gateway: Gateway, person: Person, id: string): Promise<void> {
  await ownBulk(gateway, person, id)
  const { store } = gateway
  await store.write(async (tx) => {
    const bulk = await lockBulk(tx, store.tenant, id)
    if (bulk.state !== 'running') return
    const now = await gateway.now(tx)
    const losses = await finish(gateway, tx, bulk, 'cancelled', now)
    const told = await callMoved(gateway, tx, person, bulk, now)
    const { counts } = await bulkView(tx, bulk)
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'bulk.cancelled',
        actor: personActor(person),
        subjects: [bulkSubject(bulk), ...told],
        detail: { changed: counts.changed, waiting: counts.waiting },
      },
      ...losses,
    ])
  })
}

/** Keeps the action that takes this one back, alert by alert where nobody has changed the same since. Answers its id. */
export async function undoBulk(gateway: Gateway, person: Person, id: string): Promise<string> {
  await ownBulk(gateway, person, id)
  const { store } = gateway
  return store.write(async (tx) => {
    const bulk = await lockBulk(tx, store.tenant, id)
    if (bulk.state === 'running') throw new Problem('cannot-do', `B-${bulk.number} is still under way. Stop it first.`)
    if (bulk.undone_by_number !== null) {
      throw new Problem('stale', `B-${bulk.undone_by_number} took B-${bulk.number} back already.`)
    }
    const changed = await tx
      .selectFrom('bulk_member')
      .select(['alert_id', 'after_version'])
      .where('tenant', '=', store.tenant)
      .where('bulk_id', '=', id)
      .where('outcome', '=', 'changed')
      .orderBy('ordinal')
      .execute()
    if (changed.length === 0) throw new Problem('cannot-do', `B-${bulk.number} changed nothing.`)
    const undo = await keepBulk(gateway, tx, person, {
      title: `B-${bulk.number} taken back`,
      change: null,
      reason: '',
      query: null,
      members: changed.map((member) => ({ id: member.alert_id, version: member.after_version ?? 1 })),
      isMore: false,
      undoes: bulk,
    })
    const { number } = await lockBulk(tx, store.tenant, undo)
    await tx
      .updateTable('bulk')
      .set({ undone_by_number: number })
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .execute()
    return undo
  })
}

interface Result {
  readonly member: MemberRow
  readonly outcome: Outcome
  readonly because: string | null
  readonly number: number | null
  readonly before: Tables['alert'] | null
  readonly after: Tables['alert'] | null
}

async function decideMembers(
  gateway: Gateway,
  tx: Tx,
  person: Person,
  bulk: BulkRow,
  members: readonly MemberRow[],
  { now, policy }: { readonly now: EpochMs; readonly policy: Policy },
): Promise<readonly Result[]> {
  const rows = await lockAlerts(
    tx,
    bulk.tenant,
    members.map(({ alert_id }) => alert_id),
  )
  const wish = bulk.change === null ? null : (JSON.parse(bulk.change) as AlertChange)
  const named = wish === null ? null : await namedBy(gateway, tx, wish)
  const originals = wish === null ? await originalsOf(tx, bulk) : new Map<string, MemberRow>()
  return members.map((member) => {
    const row = rows.get(member.alert_id)
    const original = originals.get(member.alert_id)
    const wished =
      row === undefined
        ? null
        : wish !== null
          ? applyWish(row, member.seen_version, { person, wish, named, now, policy })
          : takenBack(row, original)
    if (wished?.kind === 'changed') {
      const { after } = wished
      return { member, outcome: 'changed', because: null, number: row?.number ?? null, before: row ?? null, after }
    }
    const outcome = wished === null ? 'gone' : wished.kind
    return { member, outcome, because: becauseOf(wished, row), number: row?.number ?? null, before: null, after: null }
  })
}

async function originalsOf(tx: Tx, bulk: BulkRow): Promise<ReadonlyMap<string, MemberRow>> {
  const rows = await tx
    .selectFrom('bulk_member')
    .selectAll()
    .where('tenant', '=', bulk.tenant)
    .where('bulk_id', '=', bulk.undoes ?? '')
    .where('outcome', '=', 'changed')
    .execute()
  return new Map(rows.map((row) => [row.alert_id, row]))
}

/** The action is over: what its judgements teach their triggers is learned once. Answers the entries of triggers that lost automation. */
async function finish(gateway: Gateway, tx: Tx, bulk: BulkRow, state: 'done' | 'cancelled', now: EpochMs) {
  await tx.updateTable('bulk').set({ state }).where('tenant', '=', bulk.tenant).where('id', '=', bulk.id).execute()
  const { rows: judged } = await sql<{ trigger_id: string | null; identity_id: string | null }>`
    select distinct a.trigger_id, a.identity_id from bulk_member m
    join alert a on a.tenant = m.tenant and a.id = m.alert_id
    where m.tenant = ${bulk.tenant} and m.bulk_id = ${bulk.id} and m.outcome = 'changed' and m.is_judged
      and a.trigger_id is not null`.execute(tx)
  const triggers = [...new Set(judged.flatMap(({ trigger_id }) => trigger_id ?? []))].sort()
  const identities = [...new Set(judged.flatMap(({ identity_id }) => identity_id ?? []))]
  return teach(gateway, tx, { triggers, moved: triggers, identities }, now)
}

async function storeOutcomes(tx: Tx, bulk: BulkRow, results: readonly Result[]): Promise<void> {
  const rows = results.map(({ member, outcome, because, number, before, after }) => ({
    ordinal: member.ordinal,
    outcome,
    because,
    number,
    before: before === null ? null : workText(before),
    after: after === null ? null : workText(after),
    after_version: after?.version ?? null,
    is_judged: before !== null && before.disposition !== after?.disposition,
  }))
  await sql`
    update bulk_member set outcome = r.outcome, because = r.because, number = r.number, before = r.before,
      after = r.after, after_version = r.after_version, is_judged = r.is_judged
    from json_to_recordset(cast(${JSON.stringify(rows)} as json)) as r(ordinal integer, outcome text, because text,
      number bigint, before text, after text, after_version integer, is_judged boolean)
    where bulk_member.tenant = ${bulk.tenant} and bulk_member.bulk_id = ${bulk.id}
      and bulk_member.ordinal = r.ordinal`.execute(tx)
}

async function waiting(tx: Tx, bulk: BulkRow): Promise<readonly MemberRow[]> {
  return tx
    .selectFrom('bulk_member')
    .selectAll()
    .where('tenant', '=', bulk.tenant)
    .where('bulk_id', '=', bulk.id)
    .where('outcome', '=', 'waiting')
    .orderBy('ordinal')
    .limit(CHUNK)
    .execute()
}

async function lockAlerts(
  tx: Tx,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Tables['alert']>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function lockBulk(tx: Tx, tenant: string, id: string): Promise<BulkRow> {
  return tx
    .selectFrom('bulk')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Whose it is goes on with it; anybody may look. The refusal is an entry. */
export async function ownBulk(gateway: Gateway, person: Person, id: string): Promise<BulkRow> {
  const row = await findBulk(gateway.store.read, gateway.store.tenant, id)
  if (row.by_id === person.id) return row
  const because = `You cannot go on with this: ${row.by_name} started it.`
  const rule = 'bulk.not-yours'
  await recordRefusal(gateway, person, 'triage-alert', rule, because, [bulkSubject(row)])
  throw new Problem('forbidden', because, { rule })
}

export async function findBulk(read: Reader, tenant: string, id: string): Promise<BulkRow> {
  const row = await read
    .selectFrom('bulk')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such bulk action.')
  return row
}
