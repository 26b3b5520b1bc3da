import type { Person } from '../../domain/people/person.ts'
import type { PlanState } from '../../domain/plan/plan.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { decodeCursor, encodeCursor } from '../http/api.ts'
import { bodyOf, NO_PROGRESS, progressOfPlans, votesByPlan } from './plan-rows.ts'
import { summarise } from './plan-view.ts'

export interface PlanListQuery {
  readonly list: 'pending' | 'waiting-for-me' | 'waiting' | 'history' | 'all'
  readonly states?: readonly PlanState[] | undefined
  readonly limit: number
  readonly after?: string | undefined
}

export interface PlanPage {
  readonly items: PlanSummary[]
  readonly next: string | null
  readonly total: number | null
  readonly asOf: number
}

/**
 * One page of plans. Waiting ones stand soonest to expire first, the others newest first; ties by id, so that paging
 * neither repeats nor skips. `waiting-for-me` and `waiting` share out the `pending` plans: what the person may vote on,
 * and the rest.
 */
export async function listPlans(gateway: Gateway, reader: Person, query: PlanListQuery): Promise<PlanPage> {
  const { store } = gateway
  const now = await gateway.now(store.read)
  const people = await listPeople(store.read, store.tenant)
  const isShared = query.list === 'waiting-for-me' || query.list === 'waiting'
  const isWaiting = isShared || query.list === 'pending'
  const name = `plans/${query.list}/${(query.states ?? []).join(',')}`
  const page = isWaiting ? await waiting(gateway, name, query) : await decided(gateway, name, query)
  const ids = page.rows.map((row) => row.id)
  const votes = await votesByPlan(store.read, store.tenant, ids)
  const progress = await progressOfPlans(store.read, store.tenant, ids)
  const all = page.rows.map((row) =>
    summarise(
      gateway.rights,
      { row, body: bodyOf(row) },
      votes.get(row.id) ?? [],
      people,
      reader,
      now,
      progress.get(row.id) ?? NO_PROGRESS,
    ),
  )
  const items = isShared ? all.filter((summary) => summary.mayVote.allowed === (query.list === 'waiting-for-me')) : all
  return { items, next: page.next, total: null, asOf: now }
}

async function waiting({ store }: Gateway, name: string, { limit, after }: PlanListQuery) {
  let rows = store.read.selectFrom('plan').selectAll().where('tenant', '=', store.tenant).where('state', '=', 'pending')
  if (after !== undefined) {
    const [expiresAt, id] = decodeCursor(after, name, 2)
    rows = rows.where((eb) =>
      eb.or([
        eb('expires_at', '>', Number(expiresAt)),
        eb.and([eb('expires_at', '=', Number(expiresAt)), eb('id', '>', String(id))]),
      ]),
    )
  }
  const found = await rows
    .orderBy('expires_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return cut(found, limit, name, (row) => [row.expires_at, row.id])
}

async function decided({ store }: Gateway, name: string, { list, states, limit, after }: PlanListQuery) {
  let rows = store.read.selectFrom('plan').selectAll().where('tenant', '=', store.tenant)
  if (list === 'history') rows = rows.where('state', '!=', 'pending')
  if (states !== undefined && states.length > 0) rows = rows.where('state', 'in', [...states])
  if (after !== undefined) {
    const [requestedAt, id] = decodeCursor(after, name, 2)
    rows = rows.where((eb) =>
      eb.or([
        eb('requested_at', '<', Number(requestedAt)),
        eb.and([eb('requested_at', '=', Number(requestedAt)), eb('id', '<', String(id))]),
      ]),
    )
  }
  const found = await rows
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return cut(found, limit, name, (row) => [row.requested_at, row.id])
}

function cut<T>(found: readonly T[], limit: number, name: string, position: (row: T) => readonly (string | number)[]) {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? encodeCursor(name, position(last)) : null }
}
