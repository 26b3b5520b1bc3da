import { afterAll, describe, expect, test, vi } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { createApp } from '../app.ts'
import { castVote } from '../plans/cast-vote.ts'
import { expirePlans } from '../plans/end-plan.ts'
import { createRunner } from '../runner/runner.ts'
import { auditEntries } from './audit-check.ts'
import { FAULT_RUNS, openTable } from './fault-table.ts'
import { type FaultWorld, openFaults, type Tally, unreliable } from './fault-world.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { type Call, raceTrouble } from './race.ts'
import { without } from './unguarded.ts'

/** Plans for each fault: a few in every run of CI, more by `npm run bench -- faults --size 50`. */
const RUNS = FAULT_RUNS ?? 3
/** As many at once as a connector works on; more are rounds, each in a world of its own: nobody may have twenty plans waiting. */
const AT_ONCE = 4
const LONG = { timeout: 180_000 + RUNS * 3_000 }
const NONE = { doubled: 0, withoutQuorum: 0, lost: 0 }

/**
 * Faults on purpose, counted by three ledgers that do not know each other: the target's own, the plans in the database,
 * and the log as an auditor verifies it. The target does whatever it is told, as often as it is told.
 */
export function describeFaults(openWorld: OpenWorld, database: string): void {
  const table = openTable(database)
  /** `fault` over all runs, so many at once, and its row of the table; `round` counts from 0. */
  const inRounds = (fault: (runs: number, round: number) => Promise<Tally>) => async () => {
    const tallies: Tally[] = []
    for (let left = RUNS; left > 0; left -= AT_ONCE) tallies.push(await fault(Math.min(AT_ONCE, left), tallies.length))
    const tally = tallies.reduce(together)
    table.add(tally)
    expect(tally).toMatchObject(NONE)
  }
  afterAll(() => table.print())

  describe(`faults on ${database}`, () => {
    for (const point of ['claimed', 'recorded-as-sent', 'answered', 'answer-recorded'] as const) {
      test(
        `T1 D1 gateways die when a step is ${point.replaceAll('-', ' ')}`,
        LONG,
        inRounds(async (runs) => {
          const faults = await openFaults(openWorld, runs)
          await faults.dieAt(point)
          await faults.finish()
          await allDone(faults)
          return await faults.tally(`T1 killed: ${point}`)
        }),
      )
    }

    test(
      'T1 D1 gateways die after the approval, before anybody has claimed anything',
      LONG,
      inRounds(async (runs) => {
        const faults = await openFaults(openWorld, runs)
        faults.world.clock.now += 40_000
        await faults.finish()
        await allDone(faults)
        return await faults.tally('T1 killed: approved')
      }),
    )

    test(
      'T1 D1 gateways die while they take something back',
      LONG,
      inRounds(async (runs) => {
        const faults = await openFaults(openWorld, runs)
        await faults.finish()
        const undone = await faults.rollBack()
        await faults.dieAt('answered')
        await faults.finish(undone)
        await allDone(faults, undone)
        return await faults.tally('T1 killed: taking back', undone)
      }),
    )

    test(
      'T2 D2 answers are lost, requests never arrive, a target asks for time or never answers',
      LONG,
      inRounds(async (runs, round) => {
        const faults = await openFaults(openWorld, runs * 2)
        const trouble = unreliable(7 + round)
        faults.target.between = trouble.between
        const runners = ['a', 'b'].map((holder) => faults.runner({ holder, executeWithinMs: 20 }))
        for (let round = 0; round < runs * 12; round += 1) {
          await Promise.all(runners.map((runner) => runner.tick()))
          faults.world.clock.now += 500
        }
        await allDone(faults)
        expect(trouble.made()).toBe(runs * 2)
        return await faults.tally('T2 lost answers')
      }),
    )

    test(
      'T3 C6 approvals, rejections, cancellations and expiry at once, on several gateways: one wins',
      LONG,
      inRounds(async (runs) => {
        const faults = await openFaults(openWorld, runs * 2, false)
        const { world, plans } = faults
        const gateways = [1, 2, 3].map(() => createApp(world.gateway))
        const send = async (at: number, who: 'noor' | 'tomo' | 'ines', path: string, body: unknown) =>
          gateways[at % gateways.length]?.fetch(
            new Request(`http://localhost/api/plans/${path}`, {
              method: 'POST',
              headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
              body: JSON.stringify(body),
            }),
            { person: world.people[who] },
          )
        const answers = await Promise.all(
          plans.flatMap((plan, i) => {
            const vote = { digest: plan.digest, reason: 'Looked at it' }
            const { id } = plan.summary
            return [
              send(i, 'noor', `${id}/votes`, { ...vote, choice: 'approve' }),
              send(i + 1, 'tomo', `${id}/votes`, { ...vote, choice: i % 2 === 0 ? 'reject' : 'approve' }),
              send(i + 2, 'ines', `${id}/cancel`, { reason: 'Stop' }),
              send(i, 'noor', `${id}/votes`, { ...vote, choice: 'approve' }),
            ]
          }),
        )
        expect(answers.every((answer) => answer !== undefined && answer.status < 500)).toBe(true)
        await expirePlans(world.gateway)
        await faults.finish()
        const entries = await auditEntries(world)
        for (const plan of plans) {
          const codes = entries
            .filter((entry) => entry.subjects.some(({ id }) => id === plan.summary.id))
            .map((e) => e.code)
          const decided = codes.filter((code) => code === 'plan.approved' || code === 'plan.rejected')
          expect(decided.length, codes.join(' ')).toBeLessThanOrEqual(1)
          const isUnasked = codes.includes('step.sent') && !codes.includes('plan.approved')
          const ends = codes.indexOf('plan.cancelled')
          const isPastCancel = ends !== -1 && codes.slice(ends + 1).some((code) => code !== 'vote.refused')
          expect([isUnasked, isPastCancel], codes.join(' ')).toEqual([false, false])
        }
        return await faults.tally('T3 races')
      }),
    )

    for (const point of ['recorded-as-sent', 'answered'] as const) {
      test(
        `T4 D7 a gateway is paused beyond its lease when a step is ${point.replaceAll('-', ' ')}, and goes on`,
        LONG,
        inRounds(async (runs) => {
          const faults = await openFaults(openWorld, runs)
          const wake = Promise.withResolvers<void>()
          const sleepers = faults.plans.map((_, i) =>
            faults.runner({
              holder: `asleep-${i}`,
              reach: (reached) => (reached === point ? wake.promise : Promise.resolve()),
            }),
          )
          const sleeping = sleepers.map((runner) => runner.tick())
          await vi.waitUntil(async () => (await sentCount(faults)) === runs, { timeout: 30_000, interval: 50 })
          faults.world.clock.now += 40_000
          await faults.finish()
          wake.resolve()
          await Promise.all(sleeping)
          await allDone(faults)
          const late = (await auditEntries(faults.world)).filter((entry) => entry.code === 'step.late-result-refused')
          expect(late).toHaveLength(runs)
          return await faults.tally(`T4 paused: ${point}`)
        }),
      )
    }

    test(
      'T6 C15 clocks of gateways are 90 s off: only the database’s counts, also when it steps back',
      LONG,
      inRounds(async (runs) => {
        const faults = await openFaults(openWorld, runs * 2, false)
        const { world, plans } = faults
        vi.useFakeTimers({ toFake: ['Date'] })
        try {
          for (const [i, plan] of plans.entries()) {
            vi.setSystemTime(world.clock.now + (i % 2 === 0 ? 90_000 : -90_000))
            world.clock.now = plan.body.expiresAt + (i % 2 === 0 ? -1 : 1)
            const answer = await faults.vote('noor', plan)
            expect(answer.status).toBe(i % 2 === 0 ? 200 : 409)
            world.clock.now -= 5_000
          }
          const before = world.clock.now
          world.clock.now = Math.max(...plans.map((plan) => plan.body.expiresAt)) + 1
          await expirePlans(world.gateway)
          world.clock.now = before
          await faults.finish()
        } finally {
          vi.useRealTimers()
        }
        return await faults.tally('T6 clocks')
      }),
    )
  })

  describe(`the checks on ${database} are not blind`, () => {
    test('an effect that happens twice is counted', async () => {
      const faults = await openFaults(openWorld, 1)
      faults.target.between = (_key, act) => {
        act()
        return Promise.resolve(act())
      }
      await faults.finish()
      expect(await faults.tally('twice')).toMatchObject({ doubled: 1 })
    })

    test('T2 a gateway that sends again without reading back acts twice where answers are lost, and where none are it passes', async () => {
      const [calm, lossy] = [await openFaults(openWorld, 1), await openFaults(openWorld, 1)]
      const trouble = unreliable(3)
      // The first of this seed acts and loses its answer.
      lossy.target.between = trouble.between
      for (const { target } of [calm, lossy]) {
        // Whatever is read back is as if nothing had happened: so every doubt ends in sending again.
        Object.assign(target.connector, { verify: () => Promise.resolve(NOTHING_THERE) })
      }
      await calm.finish()
      await lossy.finish()
      expect(await calm.tally('blind, and nothing is lost')).toMatchObject({ doubled: 0 })
      expect(trouble.made()).toBe(1)
      expect(await lossy.tally('blind')).toMatchObject({ doubled: 1 })
    })

    test('T3 a gate that reads and then writes holds while people come one by one, and lets two win where both have read before either writes', async () => {
      const faults = await openFaults(openWorld, 2, false)
      const { world } = faults
      const [calm, fought] = faults.plans
      if (calm === undefined || fought === undefined) throw new Error('there are no plans')
      const gateway = without('plan-state', world.gateway)
      const isPending = async ({ summary: { id } }: PlanView): Promise<boolean> => {
        const { read } = world.store
        const { state } = await read.selectFrom('plan').select('state').where('id', '=', id).executeTakeFirstOrThrow()
        return state === 'pending'
      }
      const write = async (who: 'noor' | 'tomo', what: 'approve' | 'reject', plan: PlanView): Promise<Call> => {
        const { id } = plan.summary
        const ballot = { choice: what, digest: plan.digest, reason: 'Looked at it', assertion: null }
        await castVote(gateway, world.people[who], id, ballot)
        return { planId: id, who: world.people[who].id, what, told: 'ok' }
      }
      expect(await isPending(calm)).toBe(true)
      const one = await write('noor', 'approve', calm)
      expect(await isPending(calm)).toBe(false)
      expect(await raceTrouble(world, [calm], [one])).toEqual([])

      expect([await isPending(fought), await isPending(fought)]).toEqual([true, true])
      // In this order on every machine: after a rejection the count of seats would refuse the approval, whatever state is read.
      const rivals = [await write('noor', 'approve', fought), await write('tomo', 'reject', fought)]
      const trouble = await raceTrouble(world, [fought], rivals)
      expect(trouble.join('\n')).toMatch(/decided by plan\.approved and plan\.rejected/)
    })

    test('T4 without the fence a gateway that slept beyond its lease acts a second time, and that is counted', async () => {
      const faults = await openFaults(openWorld, 1)
      const wake = Promise.withResolvers<void>()
      const sleeper = createRunner(without('fence', faults.world.gateway), {
        holder: 'asleep',
        automatic: false,
        jitter: () => 0.5,
        pollMs: 100,
        reach: (reached) => (reached === 'recorded-as-sent' ? wake.promise : Promise.resolve()),
      })
      const sleeping = sleeper.tick()
      await vi.waitUntil(async () => (await sentCount(faults)) === 1, { timeout: 30_000, interval: 50 })
      faults.world.clock.now += 40_000
      await faults.finish()
      wake.resolve()
      await sleeping
      expect(await faults.tally('no fence')).toMatchObject({ doubled: 1 })
    })

    test('an effect that nobody approved is counted', async () => {
      const faults = await openFaults(openWorld, 1, false)
      const [plan] = faults.plans
      const step = plan?.body.steps[0]
      if (plan === undefined || step === undefined) throw new Error('there is no plan')
      await faults.target.connector.execute(
        step,
        { idempotencyKey: `${plan.summary.id}-1`, fence: 1 },
        AbortSignal.timeout(1_000),
      )
      expect(await faults.tally('unasked')).toMatchObject({ withoutQuorum: 1 })
    })

    test('an entry that is gone, a plan that never ends and a success without an effect are counted', async () => {
      const faults = await openFaults(openWorld, 2)
      expect(await faults.tally('never ends')).toMatchObject({ lost: 2 })
      await faults.finish()
      expect(await faults.tally('as it should be')).toMatchObject({ lost: 0 })
      await faults.world.store.read
        .deleteFrom('audit_entry')
        .where('tenant', '=', faults.world.store.tenant)
        .where('code', '=', 'plan.approved')
        .execute()
      expect(await faults.tally('gone')).toMatchObject({ lost: 2 })
    })
  })
}

const NOTHING_THERE = {
  containment: 'not-contained',
  effect: 'absent',
  detail: 'It is open.',
  consumers: [],
  left: null,
} as const

function together(one: Tally, other: Tally): Tally {
  return {
    fault: one.fault,
    runs: one.runs + other.runs,
    doubled: one.doubled + other.doubled,
    withoutQuorum: one.withoutQuorum + other.withoutQuorum,
    lost: one.lost + other.lost,
  }
}

async function allDone({ world, plans }: FaultWorld, some: readonly PlanView[] = plans): Promise<void> {
  const views = await Promise.all(some.map((plan) => world.get<PlanView>('ines', `/api/plans/${plan.summary.id}`)))
  expect(views.map(({ state }) => state)).toEqual(some.map(() => 'done'))
}

async function sentCount({ world }: FaultWorld): Promise<number> {
  return (await auditEntries(world)).filter((entry) => entry.code === 'step.sent').length
}
