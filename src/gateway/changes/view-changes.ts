import { sql } from 'kysely'
import type { ChangeKind, ChangeState } from '../../domain/change/change.ts'
import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { ChangeDetail, ChangeView } from '../../domain/views/change-views.ts'
import { loadTriggers } from '../alerts/triggers.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { decodeCursor, encodeCursor } from '../http/api.ts'
import { type Mapping, whereMay } from '../rights/where-may.ts'
import { backtestOf, type ChangeRow, changeView, kindOf, loadChange, predictionOf } from './change-rows.ts'
import { type InForce, readInForce } from './in-force.ts'
import { shownContent, standingOf, versionsOf } from './versions.ts'

export interface ChangeListing {
  readonly list: 'waiting-for-me' | 'open' | 'all'
  readonly states: readonly ChangeState[] | null
  readonly kind: ChangeKind | null
  readonly subject: string | null
  readonly limit: number
  readonly after: string | null
}

/** One page of changes, newest first. */
export async function listChanges(
  gateway: Gateway,
  reader: Person,
  listing: ChangeListing,
): Promise<{ items: ChangeView[]; next: string | null; total: null; asOf: EpochMs }> {
  const { read, tenant } = gateway.store
  const { limit, after, ...asked } = listing
  const shape = JSON.stringify(['changes', asked])
  const now = await gateway.now(read)
  let query = read.selectFrom('change').selectAll().where('tenant', '=', tenant)
  if (listing.states !== null) query = query.where('state', 'in', [...listing.states])
  if (listing.kind !== null) query = query.where('kind', '=', listing.kind)
  if (listing.subject !== null) query = query.where('subject_id', '=', listing.subject)
  if (listing.list === 'open') query = query.where('state', 'in', ['proposed', 'approved'])
  if (listing.list === 'waiting-for-me') {
    query = query
      .where(whereMay(gateway.rights.policies, reader, 'review-change', CHANGES))
      .where('expires_at', '>', now)
  }
  if (after !== null) query = query.where('number', '<', Number(decodeCursor(after, shape, 1)[0]))
  const rows = await query
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const people = await listPeople(read, tenant)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => changeView(gateway.rights, row, reader, people, now)),
    next: last === undefined || rows.length <= limit ? null : encodeCursor(shape, [last.number]),
    total: null,
    asOf: now,
  }
}

/** Throws `not-found`. */
export async function viewChange(gateway: Gateway, reader: Person, id: string): Promise<ChangeDetail> {
  const { read, tenant } = gateway.store
  const row = await loadChange(read, tenant, id)
  const kind = kindOf(row)
  const inForce = await readInForce(gateway, read)
  const now = await gateway.now(read)
  return {
    change: changeView(gateway.rights, row, reader, await listPeople(read, tenant), now),
    before: await contentBefore(gateway, inForce, row),
    after: shownContent(kind, row.body),
    inForceVersion: standingOf(inForce, kind, row.subject_id).version,
    backtest: backtestOf(row),
    prediction: predictionOf(row),
    problems: kind === 'policy' ? [] : [...problemsOf(row)],
  }
}

/** The version that it was based on, as it was then; null for a trigger that did not exist. */
async function contentBefore(gateway: Gateway, inForce: InForce, row: ChangeRow): Promise<ChangeDetail['before']> {
  if (row.base_version === 0) return null
  const { read, tenant } = gateway.store
  const kind = kindOf(row)
  const versions = await versionsOf(read, tenant, inForce, kind, row.subject_id)
  const base = versions.find(({ view }) => view.number === row.base_version)
  return base === undefined ? null : shownContent(kind, base.content.body)
}

function problemsOf({ subject_id: id, body: text }: ChangeRow): ChangeDetail['problems'] {
  return loadTriggers([{ id, version: 1, mode: 'off', text }]).broken.get(id) ?? []
}

const CHANGES: Mapping = {
  type: 'Change',
  attributes: { proposedBy: sql.ref('proposed_by'), state: sql.ref('state') },
}
