import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Person } from '../../domain/people/person.ts'
import { isReleased, releasesNeeded, type StopScope, type StopView } from '../../domain/stop/stop.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import type { Rights } from '../rights/rights.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'
import { letGo } from './let-go.ts'
import { type StopRow, standingStops } from './standing.ts'

/** What stands, as this reader may release it. */
export async function viewStops({ store, rights }: Gateway, reader: Person): Promise<readonly StopView[]> {
  const people = await listPeople(store.read, store.tenant)
  const stops = await standingStops(store.read, store.tenant)
  return Promise.all(
    stops.map(async (row): Promise<StopView> => {
      const releases = await releasesOf(store.read, store.tenant, row.id)
      const scope = row.scope as StopScope
      return {
        id: row.id,
        number: row.number,
        scope,
        reason: row.reason,
        by: byOf(row),
        at: row.at,
        releases: releases.map((one) => ({
          by: { id: one.person_id, name: one.person_name },
          reason: one.reason,
          at: one.at,
        })),
        needed: releasesNeeded(scope),
        mayRelease: mayRelease(rights, reader, row, releases, people),
      }
    }),
  )
}

type Outcome =
  | { readonly ok: true; readonly ended: Ended | null }
  | { readonly ok: false; readonly rule: string; readonly because: string }

interface Ended {
  readonly stop: StopRow
  readonly names: readonly string[]
}

/**
 * Says that work may go on. With enough people the stop ends in the same transaction, and the plans that it held back say so in
 * it; they are compared again before they run. Throws `not-found`, `stale` where it ended meanwhile, `forbidden` (in the log).
 */
export async function releaseStop(gateway: Gateway, by: Person, id: string, reason: string): Promise<void> {
  const { store } = gateway
  const { tenant } = store
  const outcome = await store.write(async (tx): Promise<Outcome> => {
    const row = await tx
      .updateTable('stop')
      .set((eb) => ({ number: eb.ref('number') }))
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found', 'There is no such stop.')
    if (row.released_at !== null) throw new Problem('stale', `Stop ${row.number} was released before.`)
    const now = await gateway.now(tx)
    const releases = await releasesOf(tx, tenant, id)
    const current = (await findPerson(tx, tenant, by.id)) ?? { ...by, roles: [] }
    const verdict = mayRelease(gateway.rights, current, row, releases, await listPeople(tx, tenant))
    if (!verdict.allowed) return { ok: false, rule: verdict.rule, because: verdict.because }
    await tx
      .insertInto('stop_release')
      .values({ tenant, stop_id: id, person_id: by.id, person_name: current.name, reason, at: now })
      .execute()
    const subjects = [{ kind: 'stop' as const, id, label: `Stop ${row.number}` }]
    let ended: Ended | null = null
    const drafts: AuditDraft[] = [
      { code: 'stop.release-voted', actor: personActor(current), subjects, detail: { reason } },
    ]
    const said = [...releases.map((one) => one.person_id), by.id]
    if (isReleased(row.scope as StopScope, said)) {
      await tx.updateTable('stop').set({ released_at: now }).where('tenant', '=', tenant).where('id', '=', id).execute()
      const names = [...releases.map((one) => one.person_name), current.name]
      drafts.push({ code: 'stop.released', actor: GATEWAY_ACTOR, subjects, detail: { by: names } })
      await letGo(tx, tenant, row, names, now)
      ended = { stop: row, names }
    }
    await appendAudit(tx, tenant, now, drafts)
    return { ok: true, ended }
  })
  if (outcome.ok) {
    const { ended } = outcome
    // A step that was being held back by it meanwhile has committed by now: whoever held it had the log before the release had.
    if (ended !== null)
      await store.write(async (tx) => letGo(tx, tenant, ended.stop, ended.names, await gateway.now(tx)))
    return
  }
  await recordRefusal(gateway, by, 'release-stop', outcome.rule, outcome.because, [
    { kind: 'stop', id, label: 'the stop' },
  ])
  throw new Problem('forbidden', outcome.because, { rule: outcome.rule })
}

function mayRelease(
  rights: Rights,
  person: Person,
  row: StopRow,
  releases: readonly { readonly person_id: string }[],
  people: readonly Person[],
) {
  const stop = { by: byOf(row), releasedBy: releases.map((one) => one.person_id) }
  return rights.may(person, 'release-stop', { people, stop })
}

function byOf({ by_id: id, by_name: name }: StopRow) {
  return id === null ? null : { id, name: name ?? '' }
}

async function releasesOf(read: Reader | Tx, tenant: string, id: string) {
  return read
    .selectFrom('stop_release')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('stop_id', '=', id)
    .orderBy('at')
    .orderBy('person_id')
    .execute()
}
