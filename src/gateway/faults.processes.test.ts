import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { PlanView } from '../domain/views/plan-views.ts'
import { aCredential } from '../testing/builders.ts'
import type { RunnerPoint } from './runner/runner.ts'
import { openPostgres } from './store/open-postgres.ts'
import { databaseNow } from './store/store.ts'
import { auditEntries } from './testing/audit-check.ts'
import { faultTable, type Tally, tallyOf } from './testing/fault-world.ts'
import { type World, worldsIn } from './testing/gateway-kit.ts'
import { type Accident, type GatewayProcess, startGatewayProcess } from './testing/gateway-process.ts'
import { ledgerConnector, startLedger } from './testing/ledger-over-http.ts'
import { LINE_TROUBLES, troubledLine } from './testing/line-trouble.ts'
import { addAlert } from './testing/plan-world.ts'
import { startPostgres } from './testing/start-postgres.ts'

/*
 * The same faults as in faults.*.test.ts, made by the kernel: gateways are processes of their own on one PostgreSQL, killed with
 * SIGKILL or stopped with SIGSTOP at a point of the runner, their wall clocks wrong, their lines to the target broken.
 */

/** Plans for each fault: one in every run of CI; `SLUICEGATE_FAULT_RUNS=20` for a night. */
const RUNS = Number(process.env['SLUICEGATE_FAULT_RUNS'] ?? 1)
const LEASE_MS = 1_500
const POINTS = ['claimed', 'recorded-as-sent', 'answered', 'answer-recorded'] as const satisfies readonly RunnerPoint[]
const NONE = { doubled: 0, withoutQuorum: 0, lost: 0 }

const server = await startPostgres()
const opened = await openPostgres(server.url, () => undefined)
const openWorld = worldsIn(opened)
const rows: Tally[] = []
afterAll(async () => {
  process.stdout.write(faultTable(rows, 'PostgreSQL, gateways as processes of their own'))
  await opened.close()
  await server.stop()
})

const SECONDS = 1_000
const LIMIT_MS = 120 * SECONDS

describe('gateways as processes', () => {
  for (const point of POINTS) {
    test(`T1 D1 SIGKILL when a step is ${point.replaceAll('-', ' ')}`, { timeout: LIMIT_MS }, async () => {
      const estate = await openEstate(RUNS)
      await estate.dieAt(point)
      await estate.finish()
      await estate.clean(`T1 SIGKILL: ${point}`)
    })

    test(`T1 D1 SIGKILL in the second of four steps, ${point.replaceAll('-', ' ')}`, {
      timeout: LIMIT_MS,
    }, async () => {
      const estate = await openEstate(1, 'rotate-secret')
      await estate.dieAt(point, 1)
      await estate.finish()
      await estate.clean(`T1 SIGKILL: second step, ${point}`)
      expect(estate.ledger.effects.size).toBe(4)
    })
  }

  test('T1 D1 SIGKILL while the request is with its target', { timeout: LIMIT_MS }, async () => {
    const estate = await openEstate(RUNS)
    for (let run = 0; run < RUNS; run += 1) {
      const arrived = Promise.withResolvers<void>()
      estate.ledger.beforeAnswer = () => {
        arrived.resolve()
        return new Promise(() => undefined)
      }
      const gateway = await estate.start({})
      await arrived.promise
      await gateway.kill()
    }
    estate.ledger.beforeAnswer = () => Promise.resolve()
    await estate.finish()
    await estate.clean('T1 SIGKILL: at the target')
  })

  test('T1 D1 the gateway that took the approvals is gone: another one carries out', {
    timeout: LIMIT_MS,
  }, async () => {
    const estate = await openEstate(RUNS)
    await estate.finish()
    await estate.clean('T1 gone after the approval')
  })

  test('T1 D1 SIGKILL while something is taken back', { timeout: LIMIT_MS }, async () => {
    const estate = await openEstate(RUNS)
    await estate.finish()
    const undone = await estate.rollBack()
    await estate.dieAt('answered')
    await estate.finish(undone)
    await estate.clean('T1 SIGKILL: taking back', undone)
  })

  for (const trouble of LINE_TROUBLES) {
    test(`T2 D2 the line to the target: ${trouble.replaceAll('-', ' ')}`, { timeout: LIMIT_MS }, async () => {
      const estate = await openEstate(RUNS)
      // A sender cannot keep a line from delivering twice; the key that it sends along is what a target tells it by.
      estate.ledger.keepsKeys = trouble === 'sent-twice'
      const line = await troubledLine(estate.ledger.url)
      onTestFinished(() => line.close())
      line.trouble = trouble
      const gateway = await estate.start({ target: line.url, executeWithinMs: 700 })
      await vi.waitUntil(() => (line.made.get(trouble) ?? 0) >= RUNS, { timeout: 30 * SECONDS, interval: 20 })
      line.trouble = null
      await gateway.kill()
      await estate.finish()
      // Where the trouble never came, the row would prove nothing.
      expect(line.made.get(trouble)).toBeGreaterThanOrEqual(RUNS)
      expect(estate.ledger.calls).toBeGreaterThanOrEqual(trouble === 'sent-twice' ? RUNS + 1 : RUNS)
      await estate.clean(`T2 line: ${trouble}`)
    })
  }

  for (const point of ['recorded-as-sent', 'answered'] as const) {
    test(`T4 D7 SIGSTOP beyond the lease when a step is ${point.replaceAll('-', ' ')}, then SIGCONT`, {
      timeout: LIMIT_MS,
    }, async () => {
      const estate = await openEstate(RUNS)
      const sleepers: GatewayProcess[] = []
      for (let run = 0; run < RUNS; run += 1) {
        const sleeper = await estate.start({ at: point, signal: 'SIGSTOP' })
        await vi.waitUntil(() => sleeper.isStopped(), { timeout: 20 * SECONDS, interval: 20 })
        sleepers.push(sleeper)
      }
      await estate.finish()
      for (const sleeper of sleepers) sleeper.goOn()
      const late = async () =>
        (await auditEntries(estate.world)).filter((entry) => entry.code === 'step.late-result-refused').length
      // Each of them woke up, came with its result, and was refused by its fence: a run in which nobody came late proves nothing.
      await vi.waitUntil(async () => (await late()) === RUNS, { timeout: 20 * SECONDS, interval: 100 })
      await estate.clean(`T4 SIGSTOP: ${point}`)
    })
  }

  test('T6 C15 wall clocks of gateways are 90 s off: what expires is judged by the database', {
    timeout: LIMIT_MS,
  }, async () => {
    const estate = await openEstate(4, 'revoke-session', false)
    const { store } = estate.world
    const ids = estate.plans.map((plan) => plan.summary.id)
    const now = await databaseNow(store.read)
    for (const [i, id] of ids.entries()) {
      await store.read
        .updateTable('plan')
        .set({ expires_at: i % 2 === 0 ? now - SECONDS : now + 60 * SECONDS })
        .where('tenant', '=', store.tenant)
        .where('id', '=', id)
        .execute()
    }
    const gateways = [await estate.start({ clockMs: 90 * SECONDS }), await estate.start({ clockMs: -90 * SECONDS })]
    const states = async () => {
      const found = await store.read
        .selectFrom('plan')
        .select(['id', 'state'])
        .where('tenant', '=', store.tenant)
        .execute()
      return ids.map((id) => found.find((row) => row.id === id)?.state)
    }
    await vi.waitUntil(async () => (await states()).filter((state) => state === 'expired').length >= 2, {
      timeout: 20 * SECONDS,
      interval: 100,
    })
    // Time for the one that is ahead to be wrong about the others.
    await new Promise((resolve) => setTimeout(resolve, 2 * SECONDS))
    expect(await states()).toEqual(['expired', 'pending', 'expired', 'pending'])
    for (const gateway of gateways) await gateway.kill()
    await estate.clean('T6 wall clocks ±90 s')
  })
})

describe('the checks over processes are not blind', () => {
  test('a target that denies what it did is told twice, and that is counted', { timeout: LIMIT_MS }, async () => {
    const estate = await openEstate(1)
    const line = await troubledLine(estate.ledger.url)
    onTestFinished(() => line.close())
    estate.ledger.denies = true
    line.trouble = 'cut-answer'
    const gateway = await estate.start({ target: line.url, executeWithinMs: 700 })
    await vi.waitUntil(() => [...estate.ledger.effects.values()].some((times) => times > 1), {
      timeout: 30 * SECONDS,
      interval: 20,
    })
    await gateway.kill()
    expect(await estate.tally('twice')).toMatchObject({ doubled: 1 })
  })

  test('a step that its gateway took to its grave, with nobody to take it over, is counted as lost', {
    timeout: LIMIT_MS,
  }, async () => {
    const estate = await openEstate(1)
    await estate.dieAt('answered')
    expect(await estate.tally('nobody came')).toMatchObject({ lost: 1 })
  })

  test('an effect under no approval is counted', { timeout: LIMIT_MS }, async () => {
    const estate = await openEstate(1, 'revoke-session', false)
    estate.ledger.effects.set(`${estate.plans[0]?.summary.id ?? ''}-1`, 1)
    expect(await estate.tally('unasked')).toMatchObject({ withoutQuorum: 1 })
  })
})

/** Approved plans in a tenant of their own, a target in this process, and gateways in others. */
async function openEstate(
  count: number,
  action: 'revoke-session' | 'rotate-secret' = 'revoke-session',
  isApproved = true,
) {
  const ledger = await startLedger()
  onTestFinished(() => ledger.close())
  const world = await openWorld({ connectors: new Map([['ledger', ledgerConnector(ledger.url)]]), now: databaseNow })
  world.clock.now = await databaseNow(world.store.read)
  const plans: PlanView[] = []
  for (let i = 1; i <= count; i += 1) {
    const { alertId } = await addAlert(world, {
      id: i.toString(36),
      account: null,
      ...(action === 'rotate-secret' ? TREE : {}),
    })
    const wish = { alertId, action, reason: 'Used from elsewhere', exceedsCap: false }
    const plan = await created(await world.send('ines', 'POST', '/api/plans', wish))
    if (isApproved) await approve(world, plan)
    plans.push(plan)
  }
  const started: GatewayProcess[] = []
  onTestFinished(async () => {
    await Promise.all(started.map((gateway) => gateway.kill()))
  })
  const start = async (accident: Partial<Accident>): Promise<GatewayProcess> => {
    const gateway = await startGatewayProcess({
      database: server.url,
      tenant: world.store.tenant,
      target: ledger.url,
      at: null,
      signal: 'SIGKILL',
      skip: 0,
      leaseMs: LEASE_MS,
      executeWithinMs: 5 * SECONDS,
      clockMs: 0,
      ...accident,
    })
    started.push(gateway)
    return gateway
  }
  const isOver = async (some: readonly PlanView[]) => {
    const open = await world.store.read
      .selectFrom('plan')
      .select('id')
      .where('tenant', '=', world.store.tenant)
      .where('state', 'in', ['approved', 'running', 'paused'])
      .where(
        'id',
        'in',
        some.map((plan) => plan.summary.id),
      )
      .execute()
    return open.length === 0
  }
  const tally = (fault: string, some: readonly PlanView[] = plans) => tallyOf(world, ledger.effects, fault, some)

  return {
    world,
    ledger,
    plans,
    start,
    tally,
    /** One gateway for each plan, dead by the kernel’s hand. */
    dieAt: async (at: RunnerPoint, skip = 0) => {
      for (let i = 0; i < count; i += 1) {
        const gateway = await start({ at, skip })
        expect(await gateway.ended).toBe('SIGKILL')
      }
    },
    /** Another gateway, in good health, until nothing is under way. */
    finish: async (some: readonly PlanView[] = plans) => {
      const gateway = await start({})
      await vi.waitUntil(() => isOver(some), { timeout: 60 * SECONDS, interval: 50 })
      await gateway.kill()
      const views = await Promise.all(some.map((plan) => world.get<PlanView>('ines', `/api/plans/${plan.summary.id}`)))
      expect(views.map(({ state, stateReason }) => [state, stateReason])).toEqual(some.map(() => ['done', null]))
    },
    rollBack: async () => {
      const undone: PlanView[] = []
      for (const plan of plans) {
        const path = `/api/plans/${plan.summary.id}/rollback`
        const undo = await created(await world.send('ines', 'POST', path, { reason: 'No longer needed' }))
        await approve(world, undo)
        undone.push(undo)
      }
      return undone
    },
    clean: async (fault: string, some: readonly PlanView[] = plans) => {
      const counted = await tally(fault, some)
      rows.push(counted)
      expect(counted).toMatchObject(NONE)
    },
  }
}

const TREE = {
  identity: {
    kind: 'service-account' as const,
    credentials: [
      aCredential({ id: 'key' }),
      aCredential({ id: 'grant-a', below: 'key' }),
      aCredential({ id: 'grant-b', below: 'key' }),
      aCredential({ id: 'replica', below: 'grant-a' }),
    ],
  },
  signal: { sessions: [], credentials: [{ id: 'key', kind: 'access-key' as const }] },
  dependencies: [],
}

async function approve(world: World, plan: PlanView): Promise<void> {
  for (const who of ['noor', 'tomo'] as const) {
    const vote = { choice: 'approve', digest: plan.digest, reason: 'Looked at it' }
    await world.send(who, 'POST', `/api/plans/${plan.summary.id}/votes`, vote)
  }
}

async function created(answer: Response): Promise<PlanView> {
  if (answer.status !== 201) throw new Error(`it answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as PlanView
}
