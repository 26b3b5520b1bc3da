import { type Selectable, sql } from 'kysely'
import type { AuditCode } from '../../domain/audit/entry.ts'
import type { Json } from '../../domain/json/json.ts'
import { type Person, ROLES, type Role } from '../../domain/people/person.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import type { SavedView, SavedViewDraft } from '../../domain/saved-view/saved-view.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import type { Rights } from '../rights/rights.ts'
import { type Mapping, whereMay } from '../rights/where-may.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

type ViewRow = Selectable<Tables['saved_view']>

const MOST_OF_ONE_PERSON = 200
const MOST_LISTED = 500

/** The reader's own and those of their team, by number, at most 500. */
export async function listViews({ store, rights }: Gateway, reader: Person): Promise<readonly SavedView[]> {
  const rows = await store.read
    .selectFrom('saved_view')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where(whereMay(rights.policies, reader, 'read-view', VIEWS))
    .orderBy('number')
    .limit(MOST_LISTED)
    .execute()
  const ids = rows.map(({ id }) => id)
  const roles = ids.length === 0 ? [] : await defaultsOf(store.read, store.tenant, ids)
  return rows.map((row) => viewOf(rights, row, roles, reader))
}

/** Throws `cannot-do` where the person keeps too many. */
export async function addView(gateway: Gateway, by: Person, draft: SavedViewDraft): Promise<SavedView> {
  const { store } = gateway
  const { tenant } = store
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const { count } = await tx
      .selectFrom('saved_view')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('tenant', '=', tenant)
      .where('owner_id', '=', by.id)
      .executeTakeFirstOrThrow()
    if (count >= MOST_OF_ONE_PERSON) {
      throw new Problem('cannot-do', `You keep ${count} views, the limit is ${MOST_OF_ONE_PERSON}. Delete one first.`)
    }
    const row: ViewRow = {
      tenant,
      id: newId('vw', now, gateway.random),
      number: await nextNumber(tx, tenant, 'view'),
      ...draft,
      team: by.team,
      owner_id: by.id,
      owner_name: by.name,
      version: 1,
      created_at: now,
      updated_at: now,
    }
    await tx.insertInto('saved_view').values(row).execute()
    await record(tx, now, by, row, 'view.created', { audience: row.audience })
    return viewOf(gateway.rights, row, [], by)
  })
}

/** Throws `precondition-failed` where it was saved after `seenVersion`, and then changes nothing. */
export async function saveView(
  gateway: Gateway,
  by: Person,
  id: string,
  draft: SavedViewDraft,
  seenVersion: number,
): Promise<SavedView> {
  const { store } = gateway
  await changeableView(gateway, by, id, 'keep-view')
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const saved = await bump(tx, store.tenant, id, seenVersion, { ...draft, updated_at: now })
    // A default that its people cannot see would be a queue that opens with nothing.
    if (saved.audience === 'private') await clearDefaults(tx, store.tenant, id)
    await record(tx, now, by, saved, 'view.changed', { audience: saved.audience })
    return viewOf(gateway.rights, saved, await defaultsOf(tx, store.tenant, [id]), by)
  })
}

/** From now on the queue of these roles of the view's team opens with it; of another view of theirs no more. */
export async function setDefaults(
  gateway: Gateway,
  by: Person,
  id: string,
  roles: readonly Role[],
  seenVersion: number,
): Promise<SavedView> {
  const { store } = gateway
  const { tenant } = store
  await changeableView(gateway, by, id, 'set-default-view')
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const saved = await bump(tx, tenant, id, seenVersion, { updated_at: now })
    if (saved.audience === 'private')
      throw new Problem('cannot-do', 'The view is private. Share it with the team first.')
    await clearDefaults(tx, tenant, id)
    const wanted = ROLES.filter((role) => roles.includes(role))
    for (const role of wanted) {
      await tx
        .insertInto('view_default')
        .values({ tenant, team: saved.team, role, view_id: id })
        .onConflict((conflict) => conflict.columns(['tenant', 'team', 'role']).doUpdateSet({ view_id: id }))
        .execute()
    }
    await record(tx, now, by, saved, 'view.defaults-set', { roles: wanted, team: saved.team })
    return viewOf(gateway.rights, saved, await defaultsOf(tx, tenant, [id]), by)
  })
}

export async function removeView(gateway: Gateway, by: Person, id: string): Promise<void> {
  const { store } = gateway
  await changeableView(gateway, by, id, 'keep-view')
  await store.write(async (tx) => {
    const removed = await tx
      .deleteFrom('saved_view')
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (removed === undefined) throw missing()
    await clearDefaults(tx, store.tenant, id)
    await record(tx, await gateway.now(tx), by, removed, 'view.deleted', {})
  })
}

/** The refusal of somebody else's is an entry, like any other; what the person cannot see does not exist for them. */
async function changeableView(
  gateway: Gateway,
  by: Person,
  id: string,
  verb: 'keep-view' | 'set-default-view',
): Promise<void> {
  const { store } = gateway
  const row = await store.read
    .selectFrom('saved_view')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw missing()
  if (!gateway.rights.may(by, 'read-view', aboutView(row)).allowed) throw missing()
  const verdict = gateway.rights.may(by, verb, aboutView(row))
  if (verdict.allowed) return
  await recordRefusal(gateway, by, verb, verdict.rule, verdict.because, [subjectOf(row)])
  throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
}

async function bump(
  tx: Tx,
  tenant: string,
  id: string,
  seenVersion: number,
  change: Partial<ViewRow>,
): Promise<ViewRow> {
  const saved = await tx
    .updateTable('saved_view')
    .set({ ...change, version: seenVersion + 1 })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .returningAll()
    .executeTakeFirst()
  if (saved !== undefined) return saved
  throw new Problem('precondition-failed', 'It was saved or deleted elsewhere after you opened it. Look at it again.')
}

async function clearDefaults(tx: Tx, tenant: string, id: string): Promise<void> {
  await tx.deleteFrom('view_default').where('tenant', '=', tenant).where('view_id', '=', id).execute()
}

function defaultsOf(read: Reader, tenant: string, ids: readonly string[]) {
  return read
    .selectFrom('view_default')
    .select(['view_id', 'role'])
    .where('tenant', '=', tenant)
    .where('view_id', 'in', ids)
    .execute()
}

function viewOf(
  rights: Rights,
  row: ViewRow,
  defaults: readonly { readonly view_id: string; readonly role: string }[],
  reader: Person,
): SavedView {
  const roles = new Set(defaults.filter(({ view_id }) => view_id === row.id).map(({ role }) => role))
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    search: row.search,
    audience: row.audience,
    team: row.team,
    owner: { id: row.owner_id, name: row.owner_name },
    defaultFor: ROLES.filter((role) => roles.has(role)),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    isMine: row.owner_id === reader.id,
    mayChange: rights.may(reader, 'keep-view', aboutView(row)),
    // Whoever shares it first may say so in the same breath.
    mayChooseDefault: rights.may(reader, 'set-default-view', aboutView({ ...row, audience: 'team' })),
  }
}

const VIEWS: Mapping = {
  type: 'View',
  attributes: { owner: sql.ref('owner_id'), team: sql.ref('team'), isShared: sql`(audience = 'team')` },
}

function aboutView(row: Pick<ViewRow, 'owner_id' | 'owner_name' | 'team' | 'audience'>): MayContext {
  const owner = { id: row.owner_id, name: row.owner_name }
  return { view: { owner, team: row.team, isShared: row.audience === 'team' } }
}

function missing(): Problem {
  return new Problem('not-found', 'There is no such view, or it is not shared with you.')
}

function subjectOf({ id, number }: ViewRow) {
  return { kind: 'view', id, label: `V-${number}` } as const
}

async function record(
  tx: Tx,
  now: EpochMs,
  by: Person,
  row: ViewRow,
  code: AuditCode,
  detail: Readonly<Record<string, Json>>,
): Promise<void> {
  const entry = {
    code,
    actor: personActor(by),
    subjects: [subjectOf(row)],
    detail: { version: row.version, ...detail },
  }
  await appendAudit(tx, row.tenant, now, [entry])
}
