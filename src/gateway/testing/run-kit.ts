import { describe, expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import type { Readback } from '../connectors/connector.ts'
import { createTwin } from '../connectors/twin/twin-connector.ts'
import type { RunnerPoint } from '../runner/runner.ts'
import { type Faults, LOST_ANSWER, LYING_SUCCESS, NEVER_ARRIVED, UNREADABLE, withFaults } from './faulty-connector.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { MINUTE_MS, openScene, problemOf, type Scene, type Situation } from './plan-world.ts'

/** How approved plans are carried out, whatever breaks on the way. */
export function describeRuns(openWorld: OpenWorld): void {
  /** A plan that is approved, and a twin whose faults the test sets. */
  async function approved(situation: Situation = {}) {
    const scene = await openScene(openWorld, situation)
    const faults: { now: Faults } = { now: {} }
    const twin = createTwin({ store: scene.world.store, now: scene.world.gateway.now })
    scene.connectors.set(
      'twin',
      withFaults(twin, () => faults.now),
    )
    const plan = await scene.propose()
    await scene.vote('noor', plan)
    return { scene, faults, plan, id: plan.summary.id }
  }

  /** Lets a runner die at a point, and the time of its lease pass. */
  async function dieAt(scene: Scene, point: RunnerPoint): Promise<void> {
    const runner = scene.runner({
      holder: 'runner-dead',
      reach: (reached) => (reached === point ? Promise.reject(new Error('killed')) : Promise.resolve()),
    })
    await expect(runner.tick()).rejects.toThrow('killed')
    scene.world.clock.now += 40_000
  }

  describe('runs', () => {
    for (const point of ['claimed', 'recorded-as-sent', 'answered', 'answer-recorded'] as const) {
      test(`D1 a gateway that dies ${point.replaceAll('-', ' ')} leaves one effect and a whole log`, async () => {
        const { scene, id } = await approved()
        await dieAt(scene, point)
        const done = await scene.run(id)
        expect(done).toMatchObject({ state: 'done', containment: 'contained' })
        expect(await scene.effects()).toBe(1)
        const codes = await scene.codes(id)
        expect(codes.includes('step.in-doubt')).toBe(point !== 'claimed')
        expect(codes.filter((code) => code === 'step.sent')).toHaveLength(point === 'recorded-as-sent' ? 2 : 1)
        expect(codes.at(-1)).toBe('plan.finished')
      })
    }

    test('D1 a gateway that dies while it takes something back leaves one effect as well', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      const undo = await rollBack(scene, id)
      await scene.vote('noor', undo)
      await dieAt(scene, 'answered')
      expect(await scene.run(undo.summary.id)).toMatchObject({ state: 'done', containment: 'not-contained' })
      expect((await scene.account()).holds).toEqual([])
      expect(await scene.effects()).toBe(2)
    })

    test('D2 a lost answer is settled by reading back, without a second call', async () => {
      const { scene, faults, id } = await approved()
      let calls = 0
      faults.now = {
        execute: (run) => {
          calls += 1
          return LOST_ANSWER(run)
        },
      }
      expect(await scene.run(id)).toMatchObject({ state: 'done', containment: 'contained', steps: [{ attempt: 1 }] })
      expect(calls).toBe(1)
      expect(await scene.codes(id)).toContain('step.in-doubt')
    })

    test('D2 a request that never arrived is sent again under the same key', async () => {
      const { scene, faults, id } = await approved()
      faults.now = { execute: NEVER_ARRIVED }
      await scene.runner().tick()
      faults.now = {}
      expect(await scene.run(id)).toMatchObject({ state: 'done', steps: [{ attempt: 2 }] })
      expect(await scene.effects()).toBe(1)
      const keys = (await scene.entries())
        .filter((entry) => entry.code === 'step.sent')
        .map((entry) => entry.detail['idempotencyKey'])
      expect(keys).toEqual([`${id}-1`, `${id}-1`])
    })

    test('D3 a success that changed nothing never becomes contained; at the deadline it fails, loudly', async () => {
      const { scene, faults, id } = await approved()
      faults.now = { execute: LYING_SUCCESS }
      const failed = await scene.run(id, scene.runner(), 200)
      expect(failed).toMatchObject({ state: 'failed', containment: 'not-contained', steps: [{ state: 'failed' }] })
      expect(failed.stateReason).toMatch(/accepted it, yet it is not there/)
      expect(await scene.codes(id)).not.toContain('step.verified')
    })

    test('D3 an effect that becomes true late is waited for, and not believed before', async () => {
      const { scene, faults, id } = await approved()
      let asked = 0
      const late = async (run: () => Promise<Readback>): Promise<Readback> => {
        asked += 1
        const readback = await run()
        return asked < 6 ? { ...readback, effect: 'absent', containment: 'not-contained' } : readback
      }
      faults.now = { verify: late }
      await scene.runner().tick()
      expect(await scene.view(id)).toMatchObject({ state: 'running', containment: 'not-contained' })
      expect(await scene.run(id)).toMatchObject({ state: 'done', containment: 'contained' })
    })

    test('D3 an effect that is gone again does not stay green, and the log says so', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      const [before] = (await scene.view(id)).steps
      await scene.changeAccount((account) => ({ ...account, holds: [] }))
      scene.world.clock.now += 5_000
      await settle(scene)
      const after = await scene.view(id)
      expect(after).toMatchObject({ state: 'done', containment: 'not-contained' })
      // It ended when it ended; what is told of the target is of the moment at which it was read.
      expect(after.steps[0]?.finishedAt).toBe(before?.finishedAt)
      expect(after.steps[0]?.readAt).toBeGreaterThanOrEqual((before?.readAt ?? 0) + 5_000)
      expect((await scene.codes(id)).at(-1)).toBe('step.failed')
    })

    test('D4 a key whose sessions live on is called what it is: only new sessions are shut out', async () => {
      const session = { credentialId: 'key-1', holder: null, issuedAt: 0, expiresAt: null }
      const scene = await openScene(openWorld, {
        ...LEAKED_KEY,
        account: { sessions: [{ ...session, id: 'token-1', isSelfContained: true }] },
      })
      const plan = await scene.propose('deactivate-key')
      expect(plan.body.steps[0]?.survives.at(-1)).toContain('token-1')
      await scene.vote('noor', plan)
      await scene.vote('tomo', plan)
      const done = await scene.run(plan.summary.id)
      expect(done).toMatchObject({ state: 'done', containment: 'new-sessions-only' })
      expect(done.steps[0]?.readback).toContain('1 older session still accepted')
    })

    test('D5 what no target could end is refused before anybody is asked, with the next smallest action', async () => {
      const token = {
        id: 'jwt-1',
        credentialId: null,
        holder: null,
        issuedAt: 0,
        expiresAt: null,
        isSelfContained: true,
      }
      const scene = await openScene(openWorld, { account: { sessions: [token] } })
      const { world, alertId } = scene
      const draft = await world.request('ines', `/api/alerts/${alertId}/draft?action=revoke-session`)
      const problem = await problemOf(draft, 422)
      expect(problem.detail).toMatch(/nothing ends them before they expire\. Cut what opens new ones instead/)
    })

    test('D6 a target that somebody else has contained is sent nothing, and the plan says so', async () => {
      const { scene, id } = await approved()
      const at = scene.world.clock.now
      await scene.changeAccount((account) => ({
        ...account,
        holds: [{ kind: 'sessions-before', on: null, setBy: 'the owner', at }],
      }))
      const done = await scene.run(id)
      expect(done).toMatchObject({ state: 'done', containment: 'already-contained', mayRollBack: { allowed: false } })
      expect(await scene.effects()).toBe(0)
      expect(await scene.codes(id)).not.toContain('step.sent')
    })

    test('D7 of two gateways one carries a step out, however often both try', async () => {
      const { scene, faults, id } = await approved()
      let calls = 0
      faults.now = {
        execute: (run) => {
          calls += 1
          return run()
        },
      }
      const runners = ['a', 'b', 'c', 'd'].map((holder) => scene.runner({ holder }))
      await Promise.all(runners.map((runner) => runner.tick()))
      expect(await scene.view(id)).toMatchObject({ state: 'done' })
      expect(calls).toBe(1)
    })

    test('D7 the late result of a gateway that was paused beyond its lease is refused, and that is in the log', async () => {
      const { scene, id } = await approved()
      const paused = Promise.withResolvers<void>()
      const reached = Promise.withResolvers<void>()
      const sleeper = scene.runner({
        holder: 'runner-paused',
        reach: async (point) => {
          if (point !== 'answered') return
          reached.resolve()
          await paused.promise
        },
      })
      const sleeping = sleeper.tick()
      await reached.promise
      scene.world.clock.now += 40_000
      expect(await scene.run(id)).toMatchObject({ state: 'done', containment: 'contained' })
      paused.resolve()
      await sleeping
      expect((await scene.codes(id)).at(-1)).toBe('step.late-result-refused')
      expect(await scene.effects()).toBe(1)
      expect(await scene.view(id)).toMatchObject({ state: 'done' })
    })

    test('D7 a gateway that wakes up before its call does not make it any more', async () => {
      const { scene, id } = await approved()
      const paused = Promise.withResolvers<void>()
      const reached = Promise.withResolvers<void>()
      const sleeper = scene.runner({
        holder: 'runner-paused',
        reach: async (point) => {
          if (point !== 'recorded-as-sent') return
          reached.resolve()
          await paused.promise
        },
      })
      const sleeping = sleeper.tick()
      await reached.promise
      scene.world.clock.now += 40_000
      await scene.run(id)
      const undo = await rollBack(scene, id)
      await scene.vote('noor', undo)
      await scene.run(undo.summary.id)
      paused.resolve()
      await sleeping
      expect((await scene.account()).holds).toEqual([])
    })

    test('D8 taking back restores what was held, and leaves standing what others did', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      const before = await scene.view(id)
      expect(before.steps[0]?.consumers.map((consumer) => consumer.state)).toEqual(['recovering', 'broken'])
      const undo = await rollBack(scene, id)
      expect(undo.body).toMatchObject({ undoes: id, gate: { kind: 'one-approval' } })
      await problemOf(await scene.vote('ines', undo), 403)
      await scene.vote('noor', undo)
      const undone = await scene.run(undo.summary.id)
      expect(undone).toMatchObject({ state: 'done', containment: 'not-contained' })
      expect(undone.steps[0]?.consumers.map((consumer) => consumer.state)).toEqual(['working', 'working'])
      expect(await scene.view(id)).toMatchObject({ containment: 'not-contained', undoneBy: undo.summary.id })
    })

    test('D8 taking back is refused where the target is not as we left it', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      await scene.changeAccount((account) => ({
        ...account,
        holds: account.holds.map((hold) => ({ ...hold, setBy: 'the owner' })),
      }))
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'No longer needed' })
      expect((await problemOf(answer, 422)).detail).toMatch(/is not as we left it/)
    })

    test('D8 what the owner changed after the approval is left as the owner wants it', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      const undo = await rollBack(scene, id)
      await scene.vote('noor', undo)
      await scene.changeAccount((account) => ({
        ...account,
        holds: account.holds.map((hold) => ({ ...hold, setBy: 'the owner' })),
      }))
      expect(await scene.run(undo.summary.id)).toMatchObject({ state: 'done', containment: 'already-contained' })
      expect((await scene.account()).holds).toMatchObject([{ setBy: 'the owner' }])
      expect(await scene.effects()).toBe(1)
    })

    test('D9 a connector that is not well pauses the plan with its cause; when it is well again the plan goes on', async () => {
      const { scene, faults, id } = await approved()
      faults.now = { health: () => Promise.resolve({ ok: false, detail: 'own credential refused (401)' }) }
      const paused = await scene.run(id)
      expect(paused.state).toBe('paused')
      expect(paused.stateReason).toContain('own credential refused (401)')
      await settle(scene)
      scene.world.clock.now += MINUTE_MS
      await settle(scene)
      expect((await scene.codes(id)).filter((code) => code === 'plan.paused')).toHaveLength(1)
      faults.now = {}
      scene.world.clock.now += MINUTE_MS
      await settle(scene)
      expect(await scene.view(id)).toMatchObject({ state: 'done' })
      expect(await scene.codes(id)).toContain('plan.resumed')
    })

    test('D9 a target that asks for time is neither called nor asked before it is over, and then once under the same key', async () => {
      const { scene, faults, id } = await approved()
      faults.now = {
        execute: () => Promise.resolve({ kind: 'unknown', reason: 'It answered 429.', retryAfterMs: MINUTE_MS }),
      }
      await settle(scene)
      faults.now = {}
      scene.world.clock.now += MINUTE_MS - 1
      expect(await scene.runner().tick()).toBe(false)
      scene.world.clock.now += 1
      expect(await scene.run(id)).toMatchObject({ state: 'done', steps: [{ attempt: 2 }] })
      expect(await scene.effects()).toBe(1)
    })

    test('a runner that was started carries plans out by itself, and stops when it is told', async () => {
      const { scene, id } = await approved()
      const runner = scene.runner()
      runner.start()
      await expect.poll(async () => (await scene.view(id)).state, { timeout: 20_000 }).toBe('done')
      await runner.stop()
      const next = await scene.propose('watch-identity')
      await scene.vote('noor', next)
      expect(await scene.view(next.summary.id)).toMatchObject({ state: 'approved' })
    })

    test('D9 a connector that throws, or never answers, holds up its own step only and ends in doubt', async () => {
      const { scene, faults, id } = await approved()
      faults.now = { execute: () => new Promise(() => undefined), verify: UNREADABLE }
      const failed = await scene.run(id, scene.runner({ executeWithinMs: 20 }), 200)
      expect(failed).toMatchObject({ state: 'failed', containment: 'in-doubt' })
      expect(failed.steps[0]?.trouble).toMatch(/could not be found out in time/)
    })

    test('consumers that sign in by themselves come back by the clock, and the plan shows it', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      scene.world.clock.now += 25_000
      await settle(scene)
      expect((await scene.view(id)).steps[0]?.consumers).toEqual([
        { name: 'agent', state: 'working' },
        { name: 'month-end', state: 'broken' },
      ])
    })

    test('C6 a plan that was cancelled after its approval is never carried out', async () => {
      const { scene, id } = await approved()
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/cancel`, { reason: 'False alarm' })
      expect(answer.status).toBe(200)
      expect(await scene.run(id)).toMatchObject({ state: 'cancelled', steps: [{ state: 'skipped' }] })
      expect(await scene.effects()).toBe(0)
    })
  })

  async function rollBack(scene: Scene, id: string): Promise<PlanView> {
    const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'No longer needed' })
    if (answer.status !== 201) throw new Error(`rolling back answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as PlanView
  }

  /** Rounds until nothing is due at this moment. */
  async function settle(scene: Scene): Promise<void> {
    const runner = scene.runner()
    for (let round = 0; round < 20 && (await runner.tick()); round += 1);
  }
}

const LEAKED_KEY: Situation = {
  identity: { kind: 'service-account' },
  signal: { sessions: [], credentials: [{ id: 'key-1', kind: 'access-key' }] },
}
