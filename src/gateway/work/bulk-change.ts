import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { AlertChange } from '../../domain/views/alert-views.ts'
import type { BulkPart, BulkPreview, BulkRequest } from '../../domain/views/bulk-views.ts'
import { type BulkMember, MOST_IN_ALL, membershipText, type Outcome } from '../../domain/work/bulk.ts'
import { wishTitle } from '../../domain/work/wish-words.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { insertRows } from '../store/bulk.ts'
import { BULK_MEMBER_COLUMNS } from '../store/columns.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { applyWish, namedBy, type Wished } from './apply-wish.ts'
import { bulkSubject } from './bulk-rows.ts'
import { collisionWords } from './bulk-words.ts'

const READ_AT_ONCE = 1000
const EXAMPLES = 5

/** What the change would do to each of the alerts at this moment. Stores nothing. */
export async function previewBulk(gateway: Gateway, person: Person, request: BulkRequest): Promise<BulkPreview> {
  const { store } = gateway
  const members = distinct(request.members)
  const now = await gateway.now(store.read)
  const { policy } = await readInForce(gateway, store.read)
  const named = await namedBy(gateway, store.read, request.change)
  const others = new Map<string, { count: number; numbers: number[] }>()
  let willChange = 0
  for (let from = 0; from < members.length; from += READ_AT_ONCE) {
    const part = members.slice(from, from + READ_AT_ONCE)
    const rows = await alertsById(store.read, store.tenant, part)
    for (const { id, version } of part) {
      const row = rows.get(id)
      const wished =
        row === undefined ? null : applyWish(row, version, { person, wish: request.change, named, now, policy })
      if (wished?.kind === 'changed') willChange += 1
      else {
        const because = becauseOf(wished, row)
        const entry = others.get(because) ?? { count: 0, numbers: [] }
        entry.count += 1
        if (row !== undefined && entry.numbers.length < EXAMPLES) entry.numbers.push(row.number)
        others.set(because, entry)
      }
    }
  }
  return {
    total: members.length,
    willChange,
    others: [...others].map(([because, entry]) => ({ because, ...entry })).sort((a, b) => b.count - a.count),
  }
}

/** Keeps a bulk action with its members as they were seen. It changes nothing yet: each step of it is asked for. Answers its id. */
export async function startBulk(gateway: Gateway, person: Person, request: BulkRequest): Promise<string> {
  return gateway.store.write(async (tx) => {
    const named = await namedBy(gateway, tx, request.change)
    const assigneeName = request.change.assignee === 'me' ? person.name : (named?.name ?? null)
    return keepBulk(gateway, tx, person, {
      title: wishTitle(request.change, assigneeName),
      change: request.change,
      reason: request.change.reason ?? '',
      query: request.query,
      members: distinct(request.members),
      isMore: request.isMore === true,
      undoes: null,
    })
  })
}

type BulkRow = Tables['bulk']

export interface BulkDraft {
  readonly title: string
  /** Null where it takes another action back. */
  readonly change: AlertChange | null
  readonly reason: string
  readonly query: string | null
  readonly members: readonly BulkMember[]
  /** More members follow, and only then it begins. */
  readonly isMore: boolean
  readonly undoes: Pick<Tables['bulk'], 'id' | 'number'> | null
}

export async function keepBulk(gateway: Gateway, tx: Tx, person: Person, draft: BulkDraft): Promise<string> {
  const { tenant } = gateway.store
  const now = await gateway.now(tx)
  const row: BulkRow = {
    tenant,
    id: newId('bu', now, gateway.random),
    number: await nextNumber(tx, tenant, 'bulk'),
    title: draft.title,
    change: draft.change === null ? null : JSON.stringify(draft.change),
    reason: draft.reason,
    state: draft.isMore ? 'gathering' : 'running',
    by_id: person.id,
    by_name: person.name,
    started_at: now,
    total: draft.members.length,
    undoes: draft.undoes?.id ?? null,
    undoes_number: draft.undoes?.number ?? null,
    undone_by_number: null,
  }
  await tx.insertInto('bulk').values(row).execute()
  await insertMembers(tx, row, draft.members, 0)
  if (!draft.isMore) await sayStarted(tx, person, row, draft.members, draft.query, now)
  return row.id
}

/**
 * Adds members to an action that is told in parts; with the last of them it begins, under one entry for all. Refuses what would make
 * it larger than one person answers for, and an alert that it has already.
 */
export async function addToBulk(gateway: Gateway, person: Person, bulk: BulkRow, part: BulkPart): Promise<void> {
  const { tenant } = gateway.store
  await gateway.store.write(async (tx) => {
    const row = await tx
      .selectFrom('bulk')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('id', '=', bulk.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.state !== 'gathering') throw new Problem('cannot-do', `All members of B-${row.number} are told.`)
    const members = distinct(part.members)
    const total = row.total + members.length
    if (total > MOST_IN_ALL) {
      throw new Problem(
        'invalid-request',
        `One action changes at most ${MOST_IN_ALL} alerts, these would be ${total}. Narrow the query.`,
      )
    }
    await insertMembers(tx, row, members, row.total)
    await tx
      .updateTable('bulk')
      .set({ total, state: part.isMore ? 'gathering' : 'running' })
      .where('tenant', '=', tenant)
      .where('id', '=', row.id)
      .execute()
    if (part.isMore) return
    const all = await tx
      .selectFrom('bulk_member')
      .select(['alert_id as id', 'seen_version as version'])
      .where('tenant', '=', tenant)
      .where('bulk_id', '=', row.id)
      .execute()
    if (new Set(all.map(({ id }) => id)).size !== all.length) {
      throw new Problem('invalid-request', 'An alert is named in two parts of the action. Choose the alerts again.')
    }
    await sayStarted(tx, person, { ...row, total }, all, part.query, await gateway.now(tx))
  })
}

async function insertMembers(tx: Tx, bulk: BulkRow, members: readonly BulkMember[], from: number): Promise<void> {
  const rows = members.map((member, at) => ({
    tenant: bulk.tenant,
    bulk_id: bulk.id,
    ordinal: from + at,
    alert_id: member.id,
    number: null,
    seen_version: member.version,
    outcome: 'waiting' satisfies Outcome,
    because: null,
    before: null,
    after: null,
    after_version: null,
    is_judged: false,
  }))
  await insertRows(tx, 'bulk_member', BULK_MEMBER_COLUMNS, rows)
}

async function sayStarted(
  tx: Tx,
  person: Person,
  row: BulkRow,
  members: readonly BulkMember[],
  query: string | null,
  now: EpochMs,
): Promise<void> {
  await appendAudit(tx, row.tenant, now, [
    {
      code: 'bulk.started',
      actor: personActor(person),
      subjects: [bulkSubject(row)],
      detail: {
        title: row.title,
        alerts: row.total,
        digest: digestText(membershipText(members)),
        ...(query === null ? {} : { query }),
        ...(row.undoes_number === null ? {} : { undoes: row.undoes_number }),
        ...(row.reason === '' ? {} : { reason: row.reason }),
      },
    },
  ])
}

export async function alertsById(
  read: Reader | Tx,
  tenant: string,
  members: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, Tables['alert']>> {
  const ids = members.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await read.selectFrom('alert').selectAll().where('tenant', '=', tenant).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Why a member is not changed. */
export function becauseOf(
  wished: Exclude<Wished, { kind: 'changed' }> | null,
  row: Tables['alert'] | undefined,
): string {
  if (wished === null || row === undefined) return 'It is no longer there.'
  if (wished.kind === 'unchanged') return 'It is so already.'
  return wished.kind === 'refused' ? wished.because : collisionWords(wished.fields, row)
}

/** Each alert once. Whoever names one twice with different versions is not sure what they saw. */
function distinct(members: readonly BulkMember[]): readonly BulkMember[] {
  const byId = new Map(members.map((member) => [member.id, member]))
  for (const { id, version } of members) {
    if (byId.get(id)?.version !== version) {
      throw new Problem('invalid-request', `Alert ${id} is named with two versions. Choose the alerts again.`)
    }
  }
  return [...byId.values()]
}
