import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Person } from '../../domain/people/person.ts'
import { type StopScope, whyBreak } from '../../domain/stop/stop.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import { sayStop, standingStops } from './standing.ts'

const HOUR_MS = 60 * 60_000

/**
 * Stops everything, at once: once this has answered, no step is sent until people release it. A step that left before is with
 * its target, and is read back as ever. Throws `stale` where everything stands already.
 */
export async function stopEverything(gateway: Gateway, by: Person, reason: string): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    const standing = (await standingStops(tx, store.tenant)).find(({ scope }) => scope === 'everything')
    if (standing !== undefined) throw new Problem('stale', `Everything is stopped already. ${sayStop(standing)}`)
    await raise(gateway, tx, 'everything', personActor(by), by, reason)
  })
}

/** Pulls the breaker where automation runs away, and answers whether it did. One person is asked to release it. */
export async function checkBreaker(gateway: Gateway): Promise<boolean> {
  const { store } = gateway
  const why = async (read: Reader | Tx) => {
    if ((await standingStops(read, store.tenant)).some(({ scope }) => scope === 'automation')) return null
    const { policy } = await readInForce(gateway, read)
    return whyBreak(await automaticLoad(read, store.tenant, await gateway.now(read)), policy.gate)
  }
  if ((await why(store.read)) === null) return false
  return store.write(async (tx) => {
    // The counter's row lets one gateway of several pull it; the others then find it pulled.
    const number = await nextNumber(tx, store.tenant, 'stop')
    const reason = await why(tx)
    if (reason === null) return false
    await raise(gateway, tx, 'automation', GATEWAY_ACTOR, null, reason, number)
    return true
  })
}

async function raise(
  gateway: Gateway,
  tx: Tx,
  scope: StopScope,
  actor: AuditActor,
  by: Person | null,
  reason: string,
  given?: number,
): Promise<void> {
  const { tenant } = gateway.store
  const number = given ?? (await nextNumber(tx, tenant, 'stop'))
  const now = await gateway.now(tx)
  const id = newId('st', now, gateway.random)
  await tx
    .insertInto('stop')
    .values({
      tenant,
      id,
      number,
      scope,
      reason,
      by_id: by?.id ?? null,
      by_name: by?.name ?? null,
      at: now,
      released_at: null,
    })
    .execute()
  const subjects = [{ kind: 'stop' as const, id, label: `Stop ${number}` }]
  await appendAudit(tx, tenant, now, [{ code: 'stop.raised', actor, subjects, detail: { scope, reason } }])
}

/** Counted from the last release of a breaker on: what led to it must not pull it again at once. */
async function automaticLoad(read: Reader | Tx, tenant: string, now: EpochMs) {
  const last = await read
    .selectFrom('stop')
    .select((eb) => eb.fn.max('released_at').as('at'))
    .where('tenant', '=', tenant)
    .where('scope', '=', 'automation')
    .executeTakeFirst()
  const since = Math.max(now - HOUR_MS, last?.at ?? 0)
  const rows = await read
    .selectFrom('plan')
    .innerJoin('step', (join) => join.onRef('step.tenant', '=', 'plan.tenant').onRef('step.plan_id', '=', 'plan.id'))
    .select(['step.state'])
    .where('plan.tenant', '=', tenant)
    .where('plan.gate', '=', 'auto')
    .where('plan.requested_at', '>', since)
    .execute()
  return { steps: rows.length, failures: rows.filter(({ state }) => state === 'failed').length }
}
