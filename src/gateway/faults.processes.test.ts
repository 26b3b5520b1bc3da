import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { PlanView } from '../domain/views/plan-views.ts'
import type { RunnerPoint } from './runner/runner.ts'
import { databaseNow } from './store/store.ts'
import { auditEntries } from './testing/audit-check.ts'
import { FAULT_RUNS } from './testing/fault-table.ts'
import type { GatewayProcess } from './testing/gateway-process.ts'
import { MANNERS, type Manner } from './testing/ledger-over-http.ts'
import { LINE_TROUBLES, troubledLine } from './testing/line-trouble.ts'
import { openProcesses } from './testing/process-estate.ts'

/*
 * The same faults as in faults.*.test.ts, made by the kernel: gateways are processes of their own on one PostgreSQL, killed with
 * SIGKILL or stopped with SIGSTOP at a point of the runner, their wall clocks wrong, their lines to the target broken.
 */

/** Plans for each fault: one in every run of CI, more by `npm run bench -- faults --size 20`. */
const RUNS = FAULT_RUNS ?? 1
const POINTS = ['claimed', 'recorded-as-sent', 'answered', 'answer-recorded'] as const satisfies readonly RunnerPoint[]
/** Where a gateway dies: the whole way of a step, and the way back. */
const DEATHS = ['after-the-approval', ...POINTS, 'at-the-target', 'taking-back'] as const
type Death = (typeof DEATHS)[number]

/**
 * The crash matrix. The bench kills at each point with a target of each manner, so often each: with `--size 20` that is 6 x 6 x 20 and
 * the way back. CI goes through the points once, each with a target of another manner.
 */
const MATRIX: readonly (readonly [Death, Manner])[] = DEATHS.flatMap((death, i) =>
  FAULT_RUNS === null
    ? [[death, MANNERS[i % MANNERS.length] ?? 'plain'] as const]
    : MANNERS.map((manner) => [death, manner] as const),
)

const processes = await openProcesses('PostgreSQL, gateways as processes of their own')
const { openEstate } = processes
afterAll(() => processes.close())

const SECONDS = 1_000
const LIMIT_MS = (120 + 30 * RUNS) * SECONDS

describe('gateways as processes', () => {
  for (const [death, manner] of MATRIX) {
    test(`T1 D1 SIGKILL ${spoken(death)}, the target: ${spoken(manner)}`, { timeout: LIMIT_MS }, async () => {
      const estate = await openEstate(RUNS)
      estate.allAre(manner)
      const some = await dieOf(death, estate)
      await estate.finish(some)
      await estate.clean(`T1 SIGKILL: ${spoken(death)}, ${spoken(manner)}`, some)
    })
  }

  for (const point of POINTS) {
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

  for (const trouble of LINE_TROUBLES) {
    test(`T2 D2 the line to the target: ${trouble.replaceAll('-', ' ')}`, { timeout: LIMIT_MS }, async () => {
      const estate = await openEstate(RUNS)
      // A sender cannot keep a line from delivering twice; the key that it sends along is what a target tells it by.
      if (trouble === 'sent-twice') estate.allAre('keeps-keys')
      const line = await troubledLine(estate.ledger.url)
      onTestFinished(() => line.close())
      line.trouble = trouble
      const gateway = await estate.start({ target: line.url, executeWithinMs: 700 })
      await vi.waitUntil(() => (line.made.get(trouble) ?? 0) >= RUNS, { timeout: LIMIT_MS / 2, interval: 20 })
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
    const { estate, states } = await halfExpired(false)
    expect(states).toEqual(['expired', 'pending', 'expired', 'pending'])
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

  test('a gateway that trusts its own clock expires what has time left', { timeout: LIMIT_MS }, async () => {
    const { states } = await halfExpired(true)
    expect(states).toEqual(['expired', 'expired', 'expired', 'expired'])
  })

  test('a fence that lets a late result through is seen: nothing of it is in the log', {
    timeout: LIMIT_MS,
  }, async () => {
    const estate = await openEstate(1)
    const sleeper = await estate.start({ at: 'answered', signal: 'SIGSTOP' })
    await vi.waitUntil(() => sleeper.isStopped(), { timeout: 20 * SECONDS, interval: 20 })
    await estate.finish()
    const { read, tenant } = estate.world.store
    // As if nobody had counted: the fence under which the sleeper works stands again.
    await read.updateTable('step').set({ fence: 1 }).where('tenant', '=', tenant).execute()
    sleeper.goOn()
    await new Promise((resolve) => setTimeout(resolve, 2 * SECONDS))
    const codes = (await auditEntries(estate.world)).map(({ code }) => code)
    expect(codes).not.toContain('step.late-result-refused')
  })
})

type Estate = Awaited<ReturnType<typeof openEstate>>

/** Lets a gateway die so for each plan, and answers the plans that are then to be finished. */
async function dieOf(death: Death, estate: Estate): Promise<readonly PlanView[]> {
  // The gateway that took the approvals is this process, which carries nothing out: another one begins.
  if (death === 'after-the-approval') return estate.plans
  if (death === 'at-the-target') {
    for (const _plan of estate.plans) {
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
    return estate.plans
  }
  if (death !== 'taking-back') {
    await estate.dieAt(death)
    return estate.plans
  }
  await estate.finish()
  const undone = await estate.rollBack()
  await estate.dieAt('answered')
  return undone
}

function spoken(word: string): string {
  return word.replaceAll('-', ' ')
}

/** Four plans, two of them out of time; a gateway whose clock is 90 s ahead and one 90 s behind look at them for two seconds. */
async function halfExpired(trustsItself: boolean) {
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
  const clocks = [90 * SECONDS, -90 * SECONDS]
  const gateways = await Promise.all(clocks.map((clockMs) => estate.start({ clockMs, trustsItself })))
  const statesNow = async () => {
    const found = await store.read
      .selectFrom('plan')
      .select(['id', 'state'])
      .where('tenant', '=', store.tenant)
      .execute()
    return ids.map((id) => found.find((row) => row.id === id)?.state)
  }
  const expired = async () => (await statesNow()).filter((state) => state === 'expired').length
  await vi.waitUntil(async () => (await expired()) >= 2, { timeout: 20 * SECONDS, interval: 100 })
  // Time for the one that is ahead to be wrong about the others.
  await new Promise((resolve) => setTimeout(resolve, 2 * SECONDS))
  const states = await statesNow()
  for (const gateway of gateways) await gateway.kill()
  return { estate, states }
}
