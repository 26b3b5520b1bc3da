import { describe, expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import type { Readback } from '../connectors/connector.ts'
import { createTwin } from '../connectors/twin/twin-connector.ts'
import { type Faults, UNREADABLE, withFaults } from './faulty-connector.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { addAlert, addExercise, MINUTE_MS, openScene, type Scene } from './plan-world.ts'

/** What a run says of the time before it, and how much of it a target gets. */
export function describeRunBounds(openWorld: OpenWorld): void {
  describe('runs within bounds', () => {
    test('D6 a target that cannot tell who closed it is called contained by somebody else where we sent nothing', async () => {
      const scene = await openScene(openWorld)
      const twin = createTwin({ store: scene.world.store, now: scene.world.gateway.now })
      const forgetful = async (run: () => Promise<Readback>): Promise<Readback> => {
        const readback = await run()
        return readback.containment === 'already-contained' ? { ...readback, containment: 'contained' } : readback
      }
      scene.connectors.set(
        'twin',
        withFaults(twin, () => ({ verify: forgetful })),
      )
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      const at = scene.world.clock.now
      await scene.changeAccount((account) => ({
        ...account,
        holds: [{ kind: 'sessions-before', on: null, setBy: 'the owner', at }],
      }))
      const done = await scene.run(plan.summary.id)
      expect(done).toMatchObject({ state: 'done', containment: 'already-contained', mayRollBack: { allowed: false } })
    })

    test('D8 what stood at the target before is in the log with the sending', async () => {
      const { scene, id } = await approved(openWorld)
      await scene.run(id)
      const sent = (await scene.entries()).find((entry) => entry.code === 'step.sent')
      expect(JSON.stringify(sent?.detail['before'])).toContain('3 of 3 known sessions accepted')
    })

    test('D8 what cannot be undone is not sent before what stands there was read, and what can is', async () => {
      for (const [action, cannotUndo] of [
        ['revoke-grants', true],
        ['revoke-session', false],
      ] as const) {
        const scene = await openScene(openWorld, { identity: { kind: 'oauth-app' }, account: { hasGrants: true } })
        await addExercise(scene.world)
        const twin = scene.connectors.get('twin')
        if (twin === undefined) throw new Error('there is no twin')
        let faults: Faults = {}
        scene.connectors.set(
          'twin',
          withFaults(twin, () => faults),
        )
        const plan = await scene.propose(action, true)
        expect(plan.body.steps[0]?.undo.action === null).toBe(cannotUndo)
        for (const who of ['noor', 'tomo'] as const) await scene.vote(who, plan)
        faults = { verify: UNREADABLE }
        const blind = await scene.run(plan.summary.id, scene.runner({ recheckMs: 500 }), 6)
        expect(await scene.effects()).toBe(cannotUndo ? 0 : 1)
        if (!cannotUndo) continue
        expect(blind).toMatchObject({ state: 'paused' })
        expect(blind.stateReason).toContain('What stands there before: It could not be read')
        faults = {}
        scene.world.clock.now += 20_000
        const runner = scene.runner()
        await runner.tick()
        expect(await scene.run(plan.summary.id, runner)).toMatchObject({ state: 'done' })
        const sent = (await scene.entries()).find(({ code }) => code === 'step.sent')
        expect(sent?.detail['before']).toMatchObject({ readback: expect.any(String) as string })
      }
    })

    test('D9 a connector gets no more steps at once and within a minute than it takes, from all gateways together', async () => {
      const { scene, id } = await approved(openWorld)
      const twin = createTwin({ store: scene.world.store, now: scene.world.gateway.now })
      scene.connectors.set('twin', { ...twin, limits: { concurrent: 1, perMinute: 1 } })
      const second = await addAlert(scene.world, { id: '2' })
      const wish = { alertId: second.alertId, action: 'revoke-session', reason: 'As well', exceedsCap: false }
      const other = (await (await scene.world.send('ines', 'POST', '/api/plans', wish)).json()) as PlanView
      await scene.vote('noor', other)
      const held = Promise.withResolvers<void>()
      const reached = Promise.withResolvers<void>()
      const slow = scene.runner({
        holder: 'slow',
        reach: async (point) => {
          if (point !== 'claimed') return
          reached.resolve()
          await held.promise
        },
      })
      const first = slow.tick()
      await reached.promise
      await Promise.all(['b', 'c'].map((holder) => scene.runner({ holder }).tick()))
      expect(await scene.effects()).toBe(0)
      held.resolve()
      await first
      await settle(scene)
      expect(await scene.effects()).toBe(1)
      scene.world.clock.now += MINUTE_MS
      await settle(scene)
      expect(await scene.effects()).toBe(2)
      expect([await scene.view(id), await scene.view(other.summary.id)]).toMatchObject([
        { state: 'done' },
        { state: 'done' },
      ])
    })
  })
}

async function approved(openWorld: OpenWorld) {
  const scene = await openScene(openWorld)
  const plan = await scene.propose()
  await scene.vote('noor', plan)
  return { scene, id: plan.summary.id }
}

/** Rounds until nothing is due at this moment. */
async function settle(scene: Scene): Promise<void> {
  const runner = scene.runner()
  for (let round = 0; round < 20 && (await runner.tick()); round += 1);
}
