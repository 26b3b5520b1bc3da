import { afterAll, describe, expect, test } from 'vitest'
import type { PlanView } from '../domain/views/plan-views.ts'
import { expirePlans } from './plans/end-plan.ts'
import { databaseNow } from './store/store.ts'
import { FAULT_RACES } from './testing/fault-table.ts'
import type { World } from './testing/gateway-kit.ts'
import { openProcesses } from './testing/process-estate.ts'
import { type Call, raceTrouble } from './testing/race.ts'

/*
 * People decide the same plans at the same moment, on gateways that are processes of their own over one PostgreSQL, while others
 * expire under their hands. What everybody was told is held against the log.
 */

/** Plans: a few in every run of CI, more by `npm run bench -- faults`. With fewer than four processes a race is won by luck. */
const PLANS = FAULT_RACES ?? 16
const GATEWAYS = FAULT_RACES === null ? 4 : 8
/** So many plans are fought over at once. */
const AT_ONCE = 8
const LIMIT_MS = 120_000 + PLANS * 1_000

const processes = await openProcesses(`PostgreSQL, ${GATEWAYS} gateways that people decide on at once`)
afterAll(() => processes.close())

describe('races over processes', () => {
  test('T3 C6 I7 three approvers, a requester and time decide at once on gateways of their own: one wins, and nobody is told otherwise', {
    timeout: LIMIT_MS,
  }, async () => {
    const estate = await processes.openEstate(0, 'revoke-session', false)
    await addApprover(estate.world)
    const gateways = await Promise.all(Array.from({ length: GATEWAYS }, () => estate.start({ serves: true })))
    const origins = gateways.map(({ origin }) => origin)
    const history: Call[] = []
    for (let from = 0; from < PLANS; from += AT_ONCE) {
      const some = await estate.propose(Math.min(AT_ONCE, PLANS - from))
      const calls = some.flatMap((plan, i) => fight(plan, from + i, origins))
      const expiring = expire(estate.world, some)
      history.push(...(await Promise.all(calls)))
      await expiring
    }
    for (const gateway of gateways) await gateway.kill()
    expect(history).toHaveLength(PLANS * 5)
    // A race in which the same one always wins is none.
    const states = new Set((await statesOf(estate.world)).values())
    expect(states.size, [...states].join(' ')).toBeGreaterThanOrEqual(3)
    expect(await raceTrouble(estate.world, estate.plans, history)).toEqual([])
    const approved = await plansThatAre(estate.world, estate.plans, 'approved')
    await estate.finish(approved)
    await estate.clean(`T3 races: ${PLANS * 5} decisions`)
  })

  test('a gate that reads and then writes lets two win, and that is seen', { timeout: LIMIT_MS }, async () => {
    const { world, plans } = await processes.openEstate(1, 'revoke-session', false)
    const [plan] = plans
    if (plan === undefined) throw new Error('there is no plan')
    const reject = { choice: 'reject', digest: plan.digest, reason: 'Not now' }
    const path = `/api/plans/${plan.summary.id}/votes`
    const { read, tenant } = world.store
    const seen = await read
      .selectFrom('plan')
      .select('state')
      .where('id', '=', plan.summary.id)
      .executeTakeFirstOrThrow()
    expect((await world.send('tomo', 'POST', path, reject)).status).toBe(200)
    // What was read before the rejection is written after it, as a gate would that asks no condition of its write.
    await read
      .updateTable('plan')
      .set({ state: seen.state })
      .where('tenant', '=', tenant)
      .where('id', '=', plan.summary.id)
      .execute()
    expect((await world.send('noor', 'POST', path, reject)).status).toBe(200)
    const told: Call[] = [{ planId: plan.summary.id, who: 'pe_mira', what: 'cancel', told: 'ok' }]
    const number = plan.summary.number
    expect(await raceTrouble(world, plans, told)).toEqual([
      `P-${number}: decided by plan.rejected and plan.rejected`,
      `P-${number}: Noor voted after it was decided`,
      `P-${number}: pe_mira was told that cancel counts, and it is not in the log`,
    ])
  })
})

/** Everything about one plan at the same moment, each on another gateway; who rejects and whether somebody cancels goes by turns. */
function fight(plan: PlanView, turn: number, origins: readonly string[]): Promise<Call>[] {
  const ask = async (who: string, what: Call['what'], at: number): Promise<Call> => {
    const path = what === 'cancel' ? 'cancel' : 'votes'
    const body = what === 'cancel' ? { reason: 'Stop' } : { choice: what, digest: plan.digest, reason: 'Looked at it' }
    const call = { planId: plan.summary.id, who, what } as const
    try {
      const answer = await fetch(`${origins[(turn + at) % origins.length]}/api/plans/${plan.summary.id}/${path}`, {
        method: 'POST',
        headers: { 'x-test-person': who, 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(body),
      })
      if (answer.status >= 500) return { ...call, told: 'info' }
      return { ...call, told: answer.ok ? 'ok' : 'fail' }
    } catch {
      return { ...call, told: 'info' }
    }
  }
  return [
    ask('pe_noor', 'approve', 0),
    ask('pe_tomo', turn % 3 === 0 ? 'reject' : 'approve', 1),
    ask('pe_ivo', turn % 5 === 1 ? 'reject' : 'approve', 2),
    // Whoever asked tries as well: every third withdraws, the others approve their own.
    ask('pe_ines', turn % 3 === 1 ? 'cancel' : 'approve', 3),
    // A double click.
    ask('pe_noor', 'approve', 4),
  ]
}

/** Every fourth plan runs out of time while it is fought over. */
async function expire(world: World, plans: readonly PlanView[]): Promise<void> {
  const { read, tenant } = world.store
  const mortal = plans.filter((_, i) => i % 4 === 3).map(({ summary }) => summary.id)
  if (mortal.length === 0) return
  const expiresAt = (await databaseNow(read)) + 15
  await read
    .updateTable('plan')
    .set({ expires_at: expiresAt })
    .where('tenant', '=', tenant)
    .where('id', 'in', mortal)
    .where('state', '=', 'pending')
    .execute()
  while ((await databaseNow(read)) < expiresAt) await new Promise((resolve) => setTimeout(resolve, 2))
  await expirePlans(world.gateway)
}

async function statesOf({ store }: World): Promise<ReadonlyMap<string, string>> {
  const rows = await store.read.selectFrom('plan').select(['id', 'state']).where('tenant', '=', store.tenant).execute()
  return new Map(rows.map(({ id, state }) => [id, state]))
}

async function plansThatAre(world: World, plans: readonly PlanView[], state: string): Promise<readonly PlanView[]> {
  const states = await statesOf(world)
  return plans.filter(({ summary }) => states.get(summary.id) === state)
}

async function addApprover({ store }: World): Promise<void> {
  await store.read
    .updateTable('person')
    .set({ roles: JSON.stringify(['approver']) })
    .where('tenant', '=', store.tenant)
    .where('id', '=', 'pe_ivo')
    .execute()
}
