import { expect, onTestFinished, vi } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { aCredential } from '../../testing/builders.ts'
import type { RunnerPoint } from '../runner/runner.ts'
import { openPostgres } from '../store/open-postgres.ts'
import { databaseNow } from '../store/store.ts'
import { openTable, type Table } from './fault-table.ts'
import { tallyOf } from './fault-world.ts'
import { type World, worldsIn } from './gateway-kit.ts'
import { type Accident, type GatewayProcess, startGatewayProcess } from './gateway-process.ts'
import { ledgerConnector, MANNERS, type Manner, startLedger } from './ledger-over-http.ts'
import { addAlert } from './plan-world.ts'
import { startPostgres } from './start-postgres.ts'

const LEASE_MS = 1_500
const SECONDS = 1_000
/** So many gateways are brought up at once: more would only wait for one another. */
const AT_ONCE = 3
const NONE = { doubled: 0, withoutQuorum: 0, lost: 0 }

/** A PostgreSQL of its own on which gateways run as processes. What is counted there is one table, of this title. */
export async function openProcesses(title: string) {
  const server = await startPostgres()
  const opened = await openPostgres(server.url, () => undefined)
  const openWorld = worldsIn(opened)
  const table = openTable(title)
  return {
    openEstate: (count: number, action: Action = 'revoke-session', isApproved = true) =>
      openEstate({ url: server.url, openWorld, table }, count, action, isApproved),
    close: async () => {
      table.print()
      await opened.close()
      await server.stop()
    },
  }
}

type Action = 'revoke-session' | 'rotate-secret'
interface Place {
  readonly url: string
  readonly openWorld: ReturnType<typeof worldsIn>
  readonly table: Table
}

/** Approved plans in a tenant of their own, a target in this process, and gateways in others. */
async function openEstate({ url, openWorld, table }: Place, count: number, action: Action, isApproved: boolean) {
  const ledger = await startLedger()
  onTestFinished(() => ledger.close())
  const world = await openWorld({ connectors: new Map([['ledger', ledgerConnector(ledger.url)]]), now: databaseNow })
  world.clock.now = await databaseNow(world.store.read)
  // Plans have targets of all manners, by turns.
  ledger.mannerOf = (lock) => {
    const number = Number.parseInt(/report-runner-(\w+)/.exec(lock)?.[1] ?? '1', 36)
    return MANNERS[(number - 1) % MANNERS.length] ?? 'plain'
  }
  const plans: PlanView[] = []
  const propose = async (howMany: number) => {
    const some: PlanView[] = []
    for (let i = plans.length + 1; some.length < howMany; i += 1) {
      const { alertId } = await addAlert(world, {
        id: i.toString(36),
        account: null,
        ...(action === 'rotate-secret' ? TREE : {}),
      })
      const wish = { alertId, action, reason: 'Used from elsewhere', exceedsCap: false }
      const plan = await created(await world.send('ines', 'POST', '/api/plans', wish))
      if (isApproved) await approve(world, plan)
      some.push(plan)
    }
    plans.push(...some)
    return some
  }
  await propose(count)
  const started: GatewayProcess[] = []
  onTestFinished(async () => {
    await Promise.all(started.map((gateway) => gateway.kill()))
  })
  const start = async (accident: Partial<Accident>): Promise<GatewayProcess> => {
    const spawnedAt = performance.now()
    const gateway = await startGatewayProcess({
      database: url,
      tenant: world.store.tenant,
      target: ledger.url,
      at: null,
      signal: 'SIGKILL',
      skip: 0,
      leaseMs: LEASE_MS,
      executeWithinMs: 5 * SECONDS,
      clockMs: 0,
      trustsItself: false,
      serves: false,
      ...accident,
    })
    table.started(performance.now() - spawnedAt)
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
    /** More of them. One person may have twenty that wait. */
    propose,
    /** All targets are of this manner from now on. */
    allAre: (manner: Manner) => {
      ledger.mannerOf = () => manner
    },
    /** One gateway for each plan, dead by the kernel’s hand. */
    dieAt: async (at: RunnerPoint, skip = 0) => {
      for (let left = count; left > 0; left -= AT_ONCE) {
        const gateways = Array.from({ length: Math.min(left, AT_ONCE) }, async () => (await start({ at, skip })).ended)
        expect(new Set(await Promise.all(gateways))).toEqual(new Set(['SIGKILL']))
      }
    },
    /** Another gateway, in good health, until nothing is under way. */
    finish: async (some: readonly PlanView[] = plans) => {
      const gateway = await start({})
      await vi.waitUntil(() => isOver(some), { timeout: (60 + 5 * some.length) * SECONDS, interval: 50 })
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
      table.add(counted)
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
